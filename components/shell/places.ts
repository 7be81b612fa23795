import {
  Boxes,
  DoorOpen,
  FlaskConical,
  House,
  KeyRound,
  type LucideIcon,
  ScrollText,
  SlidersHorizontal,
  Users,
} from "lucide-react";

export type Place = {
  label: string;
  /** Beneath `/w/<slug>`. */
  path: string;
  icon: LucideIcon;
  /** The key that follows `g`. */
  key: string;
  group: "work" | "rules" | "settings";
};

/** Every place of the console, once: the navigation, the palette and the keyboard all read it. */
export const places: readonly Place[] = [
  { label: "Home", path: "", icon: House, key: "h", group: "work" },
  { label: "Experiments", path: "/experiments", icon: FlaskConical, key: "e", group: "work" },
  { label: "Models", path: "/models", icon: Boxes, key: "m", group: "work" },
  { label: "Gates", path: "/gates", icon: DoorOpen, key: "g", group: "work" },
  { label: "Policies", path: "/policies", icon: SlidersHorizontal, key: "p", group: "rules" },
  { label: "Audit log", path: "/audit", icon: ScrollText, key: "a", group: "rules" },
  { label: "Members", path: "/settings/members", icon: Users, key: "u", group: "settings" },
  { label: "API keys", path: "/settings/keys", icon: KeyRound, key: "k", group: "settings" },
];

export function visiblePlaces(mayAudit: boolean): readonly Place[] {
  return mayAudit ? places : places.filter(({ path }) => path !== "/audit");
}

/** The deepest place that holds this path, so a run still lights up Experiments. */
export function currentPlace(pathname: string, slug: string): Place | undefined {
  const rest = pathname.replace(`/w/${slug}`, "");
  const kin = /^\/(runs|compare|logged-models)(\/|$)/u.test(rest) ? "/experiments" : rest;
  if (kin === "" || kin === "/") return places[0];
  return places.find(({ path }) => path !== "" && (kin === path || kin.startsWith(`${path}/`)));
}
