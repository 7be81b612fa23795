import { z } from "zod";

import { withQuery } from "@/lib/paths";

export type Search = Readonly<Record<string, string | string[] | undefined>>;
export type Faults = Readonly<Record<string, string[] | undefined>>;

/** One value of a page's search parameters, whichever way the address repeats it; an empty one counts as not given. */
export function one(value: string | string[] | undefined): string | undefined {
  const found = Array.isArray(value) ? value[0] : value;
  return found === "" ? undefined : found;
}

/**
 * The address of a list page, by the schema that REST reads the same list with: how it is read, and how it is linked
 * to. `fixed` is what the path says already, and no query can change.
 */
export function address<Schema extends z.ZodType<object>>(
  schema: Schema,
  fixed: Partial<z.input<Schema>> = {},
) {
  type Asked = z.output<Schema>;
  type Changes = { [Field in keyof Asked]?: string | number | null | undefined };

  const fields = fieldsOf(schema);

  /** What was asked for; a value that cannot be read counts as not given, and `faults` says what is wrong with it. */
  function read(search: Search): {
    asked: Asked;
    given: Record<string, string>;
    faults: Faults;
  } {
    const given = givenIn(search, fields);
    const parsed = schema.safeParse({ ...given, ...fixed });
    if (parsed.success) return { asked: parsed.data, given, faults: {} };
    const faults = new Map<string, string[]>();
    for (const { path, message } of parsed.error.issues) {
      const field = String(path[0]);
      faults.set(field, [...(faults.get(field) ?? []), message]);
    }
    const sound = Object.entries(given).filter(([field]) => !faults.has(field));
    return {
      asked: schema.parse({ ...Object.fromEntries(sound), ...fixed }),
      given,
      faults: Object.fromEntries(faults),
    };
  }

  /** What the query must hold to be read as `asked` with these changes, and nothing more. A page begins anew. */
  function query(asked: Asked, changes: Changes = {}): Record<string, string> {
    let held = textsOf({ ...asked, cursor: undefined, ...changes }, Object.keys(fixed));
    const goal = Object.entries(readAs(held));
    for (const field of Object.keys(held)) {
      const { [field]: _, ...rest } = held;
      const found = new Map(Object.entries(readAs(rest)));
      if (goal.every(([name, value]) => Object.is(value, found.get(name)))) held = rest;
    }
    return held;
  }

  function readAs(held: Record<string, string>): object {
    return schema.parse({ ...held, ...fixed });
  }

  return {
    read,
    query,
    link: (path: string, asked: Asked, changes?: Changes) => withQuery(path, query(asked, changes)),
  };
}

/** Those of the object that a schema begins with, whatever it makes of them in the end. */
function fieldsOf(schema: z.ZodType): string[] {
  const object = schema instanceof z.ZodPipe ? schema.in : schema;
  return object instanceof z.ZodObject ? Object.keys(object.shape) : [];
}

function givenIn(search: Search, fields: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    fields.flatMap((field) => {
      const text = one(search[field]);
      return text === undefined ? [] : [[field, text]];
    }),
  );
}

function textsOf(asked: object, without: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    Object.entries(asked).flatMap(([field, value]: [string, unknown]) => {
      const text = [value].flat().filter(isPlain).join(",");
      return text === "" || without.includes(field) ? [] : [[field, text]];
    }),
  );
}

function isPlain(value: unknown): value is string | number {
  return typeof value === "string" || typeof value === "number";
}

/** What is looked for among the names of a long page. */
export function findIn(search: Readonly<Record<string, string | string[] | undefined>>): string {
  return (one(search["find"]) ?? "").slice(0, 250);
}
