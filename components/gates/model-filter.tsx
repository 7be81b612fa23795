import { FilterField } from "@/components/blocks/filter-field";

type Props = {
  value: string | undefined;
  error: string | undefined;
  hidden: Readonly<Record<string, string>>;
  clearHref: string;
};

export function ModelFilter({ value, error, hidden, clearHref }: Props) {
  return (
    <FilterField
      name="model"
      label="Model"
      placeholder="Model name"
      value={value}
      error={error}
      hidden={hidden}
      clearHref={clearHref}
    />
  );
}
