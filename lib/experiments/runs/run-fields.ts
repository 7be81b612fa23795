import { sql, type SQL } from "drizzle-orm";

import { runStatusEnum } from "@/drizzle/schema/experiments";
import { textAt } from "@/lib/db/text-at";
import { Refusal } from "@/lib/errors";
import { mlflowTags } from "@/lib/experiments/mlflow-tags";
import {
  fieldOperators,
  listOperators,
  numberCondition,
  textCondition,
} from "@/lib/search/condition";
import { attributeMissing, entityOf, type Entity } from "@/lib/search/entity";
import type { Comparison, Filter } from "@/lib/search/filter";
import { byValue, nullable, type OrderClause, type SortTerm } from "@/lib/search/order";

const entities: readonly Entity[] = ["metric", "parameter", "tag", "attribute", "dataset"];

const texts = new Map<string, SQL>(
  Object.entries({
    run_id: sql`r.run_id`,
    run_name: sql`r.name`,
    user_id: sql`r.mlflow_user`,
    status: sql`r.status::text`,
    artifact_uri: sql`r.artifact_uri`,
  }),
);
const numbers = new Map<string, SQL>(
  Object.entries({
    start_time: sql`r.start_time`,
    end_time: sql`r.end_time`,
  }),
);
const aliases = new Map<string, string>(
  Object.entries({
    created: "start_time",
    Created: "start_time",
    "run name": "run_name",
    "Run name": "run_name",
    "Run Name": "run_name",
  }),
);
const attributeKeys = [...numbers.keys(), "created", "Created", ...texts.keys()];

/** One comparison over `runs r`. Without the thing compared a run never matches, except by IS NULL. */
export function runCondition(comparison: Comparison): SQL {
  const { key } = comparison;
  switch (entityOf(comparison, entities)) {
    case "metric":
      return sql`exists (select 1 from run_metrics m where m.workspace_id = r.workspace_id
        and m.experiment_id = r.experiment_id and m.run_id = r.run_id and m.key = ${key}
        and ${numberCondition(sql`m.value`, comparison, "metric")})`;
    case "parameter":
      return fieldCondition(sql`r.params`, comparison, "parameter");
    case "tag":
      return fieldCondition(sql`r.tags`, comparison, "tag");
    case "dataset":
      return sql`exists (select 1 from run_datasets d where d.workspace_id = r.workspace_id
        and d.run_id = r.run_id
        and ${textCondition(datasetField(key), comparison, "dataset attributes", listOperators)})`;
    case "attribute":
      return attributeCondition(comparison);
  }
}

/**
 * Equality is asked as containment: of `@>` the planner knows how many rows match, of `->>` it only guesses. The
 * document comes as one constant, for jsonb_build_object would be run again for every row.
 */
function fieldCondition(column: SQL, comparison: Comparison, what: string): SQL {
  const { key, operator, value } = comparison;
  const plain = textCondition(sql`(${column} ->> ${key}::text)`, comparison, what, fieldOperators);
  if (value.kind !== "string" || (operator !== "=" && operator !== "!=")) return plain;
  const equal = sql`${column} @> ${JSON.stringify({ [key]: value.value })}::text::jsonb`;
  return operator === "=" ? equal : sql`(${column} ? ${key}::text and not ${equal})`;
}

/** Beyond this many experiments the index is asked more often than it saves. */
const mostIndexed = 16;

/**
 * Says again, for the index on `field_hashes`, which params and tags every match has with which value. Two values may
 * share a number, so the conditions themselves still decide.
 */
export function fieldsCondition(
  filter: Filter,
  workspaceId: string,
  experimentIds: readonly string[],
): SQL {
  const fields = equalFields(filter);
  if (fields.length === 0 || experimentIds.length > mostIndexed) return sql`true`;
  const of = (experimentId: string) => {
    const hashes = fields.map(
      ({ kind, key, value }) =>
        sql`run_field_hash(${workspaceId}::uuid, ${experimentId}::text, ${kind}::text, ${key}::text, ${value}::text)`,
    );
    return sql`r.field_hashes @> array[${sql.join(hashes, sql`, `)}]`;
  };
  return sql`(${sql.join(experimentIds.map(of), sql` or `)})`;
}

function equalFields(filter: Filter): { kind: string; key: string; value: string }[] {
  if (filter.kind !== "compare") return filter.kind === "all" ? filter.of.flatMap(equalFields) : [];
  const { key, operator, value } = filter.comparison;
  const kind = entityOf(filter.comparison, entities);
  if (kind !== "parameter" && kind !== "tag") return [];
  return operator === "=" && value.kind === "string" ? [{ kind, key, value: value.value }] : [];
}

function attributeCondition(comparison: Comparison): SQL {
  const key = aliases.get(comparison.key) ?? comparison.key;
  if (key === "status" && isStatus(comparison)) return statusCondition(comparison);
  const text = texts.get(key);
  if (text) return textCondition(text, comparison, "attributes", listOperators);
  const number = numbers.get(key);
  if (number) return numberCondition(number, comparison, `numeric attribute: ${key}`, "numeric");
  throw attributeMissing(key, attributeKeys);
}

const statuses: readonly string[] = runStatusEnum.enumValues;

/** On the enum itself, for the same reason; other operators, and words that are no status, go by its text. */
function isStatus({ operator, value }: Comparison): boolean {
  return operator === "=" && value.kind === "string" && statuses.includes(value.value);
}

function statusCondition({ value }: Comparison): SQL {
  return sql`r.status = ${value.kind === "string" ? value.value : ""}::text::run_status`;
}

function datasetField(key: string): SQL {
  if (key === "name") return sql`d.name`;
  if (key === "digest") return sql`d.digest`;
  if (key === "context") return textAt(sql`d.tags`, mlflowTags.dataContext);
  throw new Refusal(
    "invalid",
    `Invalid dataset key '${key.slice(0, 200)}' specified. Valid keys are '{'name', 'digest', 'context'}'`,
  );
}

/** What an order clause sorts by: columns of the run, with what has to be joined for them, or a metric. */
export type RunSort =
  | { kind: "terms"; terms: SortTerm[]; join?: SQL }
  | { kind: "metric"; key: string };

/** `as` names what the clause joins. */
export function runSort(clause: OrderClause, as: string): RunSort {
  const { key, direction } = clause;
  switch (entityOf(clause, entities.slice(0, 4))) {
    case "metric":
      return { kind: "metric", key };
    case "parameter":
      return { kind: "terms", ...byValue(sql`r.params ->> ${key}::text`, direction, as) };
    case "tag":
      return { kind: "terms", ...byValue(sql`r.tags ->> ${key}::text`, direction, as) };
    case "attribute":
    case "dataset":
      return { kind: "terms", terms: attributeTerms(clause) };
  }
}

function attributeTerms({ key: written, direction }: OrderClause): SortTerm[] {
  const key = aliases.get(written) ?? written;
  const text = texts.get(key);
  if (text) return [{ by: text, direction, type: "text" }];
  const number = numbers.get(key);
  if (!number) throw attributeMissing(key, attributeKeys);
  return key === "end_time"
    ? nullable(number, direction, "bigint")
    : [{ by: number, direction, type: "bigint" }];
}
