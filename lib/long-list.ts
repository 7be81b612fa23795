import { z } from "zod";

/**
 * A list of perhaps a thousand items: `plain` takes those that are written as most are, and the schema is asked about
 * the others alone. Parsing each of them would cost more than all else that is done with them.
 */
export function longList<Schema extends z.ZodType>(
  plain: (given: unknown) => z.output<Schema> | undefined,
  schema: Schema,
) {
  return z.custom<z.input<Schema>[]>(Array.isArray).transform((list, context) => {
    const items: z.output<Schema>[] = [];
    for (let at = 0; at < list.length; at++) {
      const item = plain(list[at]);
      if (item !== undefined) items.push(item);
      else items.push(...parsed(schema, list[at], at, context));
    }
    return items;
  });
}

function parsed<Schema extends z.ZodType>(
  schema: Schema,
  input: unknown,
  at: number,
  context: z.core.ParsePayload,
): z.output<Schema>[] {
  const { data, error } = schema.safeParse(input);
  if (!error) return [data];
  for (const issue of error.issues) {
    const placed = { ...issue, input, path: [at, ...issue.path] };
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- zod's own issue, at its place in the list
    context.issues.push(placed as z.core.$ZodRawIssue);
  }
  return [];
}
