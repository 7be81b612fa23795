import { sql, type SQL } from "drizzle-orm";

import { listOperators, numberCondition, textCondition } from "@/lib/search/condition";
import { attributeMissing, entityOf, type Entity } from "@/lib/search/entity";
import { parseName, type Comparison } from "@/lib/search/filter";
import { nullable, type Direction, type SortTerm } from "@/lib/search/order";

export type DatasetFilter = { name: string; digest?: string | undefined };

const entities: readonly Entity[] = ["attribute", "metric", "parameter", "tag"];

const texts = new Map<string, SQL>(
  Object.entries({
    name: sql`l.name`,
    model_id: sql`l.model_id`,
    model_type: sql`l.model_type`,
    status: sql`replace(l.status::text, 'LOGGED_MODEL_', '')`,
    source_run_id: sql`coalesce(l.source_run_id, '')`,
    experiment_id: sql`l.experiment_id`,
  }),
);
const moments = new Map<string, SQL>(
  Object.entries({
    creation_timestamp: sql`l.created_at`,
    creation_timestamp_ms: sql`l.created_at`,
    creation_time: sql`l.created_at`,
    last_updated_timestamp: sql`l.updated_at`,
    last_updated_timestamp_ms: sql`l.updated_at`,
    last_updated_time: sql`l.updated_at`,
  }),
);
const keys = [...texts.keys(), ...moments.keys()];

/** One comparison over `logged_models l`; metrics count only where they were measured on one of `datasets`. */
export function loggedModelCondition(
  comparison: Comparison,
  datasets: readonly DatasetFilter[],
): SQL {
  const { key } = comparison;
  switch (entityOf(comparison, entities)) {
    case "metric":
      return sql`exists (select 1 from logged_model_metrics m
        where m.workspace_id = l.workspace_id and m.model_id = l.model_id and m.key = ${key}
        and ${onDatasets(datasets)} and ${numberCondition(sql`m.value`, comparison, "metric")})`;
    case "parameter":
      return textCondition(
        sql`(l.params ->> ${key}::text)`,
        comparison,
        "parameter",
        listOperators,
      );
    case "tag":
      return textCondition(sql`(l.tags ->> ${key}::text)`, comparison, "tag", listOperators);
    case "attribute":
    case "dataset":
      return attributeCondition(comparison);
  }
}

function attributeCondition(comparison: Comparison): SQL {
  const { key } = comparison;
  const text = texts.get(key);
  if (text) return textCondition(text, comparison, "attributes", listOperators);
  const moment = moments.get(key);
  if (!moment) throw attributeMissing(key, keys);
  const milliseconds = sql`(extract(epoch from ${moment}) * 1000)::bigint`;
  return numberCondition(milliseconds, comparison, `numeric attribute: ${key}`, "numeric");
}

/** A dataset is named; with a digest it is that very version of it. */
export function onDatasets(datasets: readonly DatasetFilter[]): SQL {
  if (datasets.length === 0) return sql`true`;
  const each = datasets.map(({ name, digest }) =>
    digest
      ? sql`(m.dataset_name = ${name} and m.dataset_digest = ${digest})`
      : sql`m.dataset_name = ${name}`,
  );
  return sql`(${sql.join(each, sql` or `)})`;
}

export function loggedModelSort(
  field: string,
  direction: Direction,
  dataset: DatasetFilter | undefined,
): SortTerm[] {
  const name = parseName(field);
  if (entityOf(name, ["attribute", "metric"]) === "metric") {
    const value = sql`(select m.value from logged_model_metrics m
      where m.workspace_id = l.workspace_id and m.model_id = l.model_id and m.key = ${name.key}
      and ${onDatasets(dataset ? [dataset] : [])} order by m.at desc, m.run_id limit 1)`;
    return nullable(value, direction, "float8");
  }
  const text = texts.get(name.key);
  if (text) return [{ by: text, direction, type: "text" }];
  const moment = moments.get(name.key);
  if (moment) return [{ by: moment, direction, type: "timestamptz" }];
  throw attributeMissing(name.key, keys);
}
