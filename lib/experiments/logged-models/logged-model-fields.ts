import { and, eq, or, sql, type SQL } from "drizzle-orm";

import { loggedModelMetrics, loggedModels } from "@/drizzle/schema/experiments";
import type { Direction } from "@/lib/paging";
import { listOperators, numberCondition, textCondition } from "@/lib/search/condition";
import { attributeMissing, entityOf, type Entity } from "@/lib/search/entity";
import { parseName, type Comparison } from "@/lib/search/filter";
import { nullable, type SortTerm } from "@/lib/search/order";

export type DatasetFilter = { name?: string | undefined; digest?: string | undefined };

const entities: readonly Entity[] = ["attribute", "metric", "parameter", "tag"];

const texts = new Map<string, SQL>(
  Object.entries({
    name: sql`${loggedModels.name}`,
    model_id: sql`${loggedModels.id}`,
    model_type: sql`${loggedModels.modelType}`,
    status: sql`replace(${loggedModels.status}::text, 'LOGGED_MODEL_', '')`,
    source_run_id: sql`coalesce(${loggedModels.sourceRunId}, '')`,
    experiment_id: sql`${loggedModels.experimentId}`,
  }),
);
const moments = new Map<string, SQL>(
  Object.entries({
    creation_timestamp: sql`${loggedModels.createdAt}`,
    creation_timestamp_ms: sql`${loggedModels.createdAt}`,
    creation_time: sql`${loggedModels.createdAt}`,
    last_updated_timestamp: sql`${loggedModels.updatedAt}`,
    last_updated_timestamp_ms: sql`${loggedModels.updatedAt}`,
    last_updated_time: sql`${loggedModels.updatedAt}`,
  }),
);
const keys = [...texts.keys(), ...moments.keys()];

/** One comparison over logged models; metrics count only where they were measured on one of `datasets`. */
export function loggedModelCondition(
  comparison: Comparison,
  datasets: readonly DatasetFilter[],
): SQL {
  const { key } = comparison;
  switch (entityOf(comparison, entities)) {
    case "metric":
      return measured(
        and(
          eq(loggedModelMetrics.key, key),
          onDatasets(datasets),
          numberCondition(sql`${loggedModelMetrics.value}`, comparison, "metric"),
        ),
      );
    case "parameter":
      return textCondition(
        sql`(${loggedModels.params} ->> ${key}::text)`,
        comparison,
        "parameter",
        listOperators,
      );
    case "tag":
      return textCondition(
        sql`(${loggedModels.tags} ->> ${key}::text)`,
        comparison,
        "tag",
        listOperators,
      );
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

const itsMetrics = and(
  eq(loggedModelMetrics.workspaceId, loggedModels.workspaceId),
  eq(loggedModelMetrics.modelId, loggedModels.id),
);

/** Metrics of the model exist for which this holds. */
function measured(holds: SQL | undefined): SQL {
  return sql`exists (select 1 from ${loggedModelMetrics} where ${and(itsMetrics, holds)})`;
}

export function measuredOn(datasets: readonly DatasetFilter[]): SQL {
  return measured(onDatasets(datasets));
}

/** With a digest it is that very version of a dataset. None asked for is any. */
function onDatasets(datasets: readonly DatasetFilter[]): SQL | undefined {
  const { datasetName, datasetDigest } = loggedModelMetrics;
  return or(
    ...datasets.map(({ name, digest }) =>
      and(name ? eq(datasetName, name) : undefined, digest ? eq(datasetDigest, digest) : undefined),
    ),
  );
}

export function loggedModelSort(
  field: string,
  direction: Direction,
  dataset: DatasetFilter | undefined,
): SortTerm[] {
  const name = parseName(field);
  if (entityOf(name, ["attribute", "metric"]) === "metric") {
    const { key, value, at, runId } = loggedModelMetrics;
    const ofKey = and(itsMetrics, eq(key, name.key), onDatasets(dataset ? [dataset] : []));
    const latest = sql`(select ${value} from ${loggedModelMetrics} where ${ofKey}
      order by ${at} desc, ${runId} limit 1)`;
    return nullable(latest, direction, "float8");
  }
  const text = texts.get(name.key);
  if (text) return [{ by: text, direction, type: "text" }];
  const moment = moments.get(name.key);
  if (moment) return [{ by: moment, direction, type: "timestamptz" }];
  throw attributeMissing(name.key, keys);
}
