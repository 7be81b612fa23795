import { TabsNav } from "@/components/blocks/tabs-nav";
import { pages, pathTo } from "@/lib/paths";

const tabs = [
  { page: "members", label: "Members" },
  { page: "keys", label: "API keys" },
  { page: "profile", label: "Your profile" },
] as const;

export function SettingsTabs({
  workspace,
  active,
}: {
  workspace: string;
  active: (typeof tabs)[number]["page"];
}) {
  return (
    <TabsNav
      label="Settings"
      items={tabs.map(({ page, label }) => ({
        href: pathTo(workspace, pages[page]),
        label,
        active: page === active,
      }))}
    />
  );
}
