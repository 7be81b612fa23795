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

import { pages, pathTo, type Within } from "@/lib/paths";

export type Place = {
  label: string;
  path: Within;
  icon: LucideIcon;
  /** The key that follows `g`. */
  key: string;
  group: "work" | "rules" | "settings";
};

/** Every place of the console, once: the navigation, the palette and the keyboard all read it. */
export const places: readonly Place[] = [
  { label: "Home", path: pages.home, icon: House, key: "h", group: "work" },
  { label: "Experiments", path: pages.experiments, icon: FlaskConical, key: "e", group: "work" },
  { label: "Models", path: pages.models, icon: Boxes, key: "m", group: "work" },
  { label: "Gates", path: pages.gates, icon: DoorOpen, key: "g", group: "work" },
  { label: "Policies", path: pages.policies, icon: SlidersHorizontal, key: "p", group: "rules" },
  { label: "Audit log", path: pages.audit, icon: ScrollText, key: "a", group: "rules" },
  { label: "Members", path: pages.members, icon: Users, key: "u", group: "settings" },
  { label: "API keys", path: pages.keys, icon: KeyRound, key: "k", group: "settings" },
];

export function visiblePlaces(mayAudit: boolean): readonly Place[] {
  return mayAudit ? places : places.filter(({ path }) => path !== pages.audit);
}

const ofExperiments = [pages.run(""), pages.loggedModel(""), pages.compare];

/** The deepest place that holds this path, so a run still lights up Experiments. */
export function currentPlace(pathname: string, workspace: string): Place | undefined {
  const rest = pathname.replace(pathTo(workspace, pages.home), "");
  const kin = ofExperiments.some((start) => rest.startsWith(start)) ? pages.experiments : rest;
  if (kin === "" || kin === "/") return places[0];
  return places.find(({ path }) => path !== "" && (kin === path || kin.startsWith(`${path}/`)));
}
