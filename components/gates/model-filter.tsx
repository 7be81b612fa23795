import { FilterField } from "@/components/blocks/filter-field";

type Props = {
  value: string | undefined;
  hidden: Record<string, string | undefined>;
  clearHref: string;
};

export function ModelFilter({ value, hidden, clearHref }: Props) {
  const kept = Object.fromEntries(
    Object.entries(hidden).flatMap(([name, text]) => (text ? [[name, text]] : [])),
  );
  return (
    <FilterField
      name="model"
      label="Model"
      placeholder="Model name"
      value={value}
      hidden={kept}
      clearHref={clearHref}
    />
  );
}
