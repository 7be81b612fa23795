import { Refusal } from "@/lib/errors";
import type { Name } from "@/lib/search/filter";

export type Entity = "metric" | "parameter" | "tag" | "attribute" | "dataset";

const spellings = new Map<string, Entity>(
  Object.entries({
    metric: "metric",
    metrics: "metric",
    param: "parameter",
    params: "parameter",
    parameter: "parameter",
    parameters: "parameter",
    tag: "tag",
    tags: "tag",
    attr: "attribute",
    attribute: "attribute",
    attributes: "attribute",
    run: "attribute",
    dataset: "dataset",
    datasets: "dataset",
  } as const),
);

/** What a name speaks of; a bare name is an attribute. Throws `invalid` unless it is one of `allowed`. */
export function entityOf({ entity }: Name, allowed: readonly Entity[]): Entity {
  const found = entity === null ? "attribute" : spellings.get(entity);
  if (found && allowed.includes(found)) return found;
  throw new Refusal(
    "invalid",
    `Invalid entity type '${(entity ?? "").slice(0, 200)}'. Valid values are [${allowed.map((each) => `'${each}'`).join(", ")}]`,
  );
}

export function attributeMissing(key: string, valid: readonly string[]): Refusal {
  const keys = valid.map((each) => `'${each}'`).join(", ");
  return new Refusal(
    "invalid",
    `Invalid attribute key '${key.slice(0, 200)}' specified. Valid keys are '{${keys}}'`,
  );
}
