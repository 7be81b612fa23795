import { TabsNav } from "@/components/blocks/tabs-nav";

const tabs = [
  { path: "members", label: "Members" },
  { path: "keys", label: "API keys" },
  { path: "profile", label: "Your profile" },
] as const;

export function SettingsTabs({
  slug,
  active,
}: {
  slug: string;
  active: (typeof tabs)[number]["path"];
}) {
  return (
    <TabsNav
      label="Settings"
      items={tabs.map(({ path, label }) => ({
        href: `/w/${slug}/settings/${path}`,
        label,
        active: path === active,
      }))}
    />
  );
}
