import { z } from "zod";

/*
 * Rounds that were opened before evidence had sections keep what was stored then, word for word: their digest is over
 * it. Absent things were null there, and what serves was called the champion.
 */
const text = z
  .string()
  .nullable()
  .transform((value) => value ?? "");

const primary = z
  .object({ name: z.string(), direction: z.string(), limit: z.number().nullable() })
  .transform(({ limit, ...rest }) => ({ ...rest, has_limit: limit !== null, limit: limit ?? 0 }))
  .nullable()
  .transform((given) => given ?? { name: "", direction: "", has_limit: false, limit: 0 });

const first = z.looseObject({
  model: z.looseObject({ owner: text, primary_metric: primary }),
  run: z.looseObject({}).nullable(),
  champion: z.looseObject({}).nullable(),
  lineage: z.looseObject({
    dataset_digest: text,
    commit: text,
    environment: text,
    artifact_digest: text,
  }),
  artifact: z.looseObject({ digest: text }),
});

/** The same evidence in the words of today. */
export function fromFirstFormat(
  stored: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const { run, champion, ...rest } = first.parse(stored);
  return {
    ...rest,
    ...(run ? { run: { present: true, late_metrics: [], ...run } } : {}),
    ...(champion ? { serving: { present: true, ...champion } } : {}),
  };
}
