import { TabsNav } from "@/components/blocks/tabs-nav";
import { pages, pathTo } from "@/lib/paths";

const tabs = [
  { page: "members", label: "Members" },
  { page: "keys", label: "API keys" },
  { page: "profile", label: "Your profile" },
  { page: "background", label: "Background work" },
] as const;

export function SettingsTabs({
  workspace,
  active,
  seesJobs,
}: {
  workspace: string;
  active: (typeof tabs)[number]["page"];
  /** Whether this person may look after background work. */
  seesJobs: boolean;
}) {
  const seen = tabs.filter(({ page }) => page !== "background" || seesJobs);
  return (
    <TabsNav
      label="Settings"
      items={seen.map(({ page, label }) => ({
        href: pathTo(workspace, pages[page]),
        label,
        active: page === active,
      }))}
    />
  );
}
