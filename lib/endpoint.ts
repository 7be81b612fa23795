import { z } from "zod";

import { refusals } from "@/lib/errors";

/**
 * One endpoint of the REST API: what it takes and what it answers. Its route is held to it by the type checker, the
 * OpenAPI document is made of it, and the tests' own client refuses any other answer.
 */
export type Endpoint<Input extends z.ZodType = z.ZodType, Answer extends z.ZodType = z.ZodType> = {
  method: "GET" | "POST" | "PATCH" | "DELETE";
  path: string;
  says: string;
  input: Input;
  /** What comes back; of `application/x-ndjson` what each line holds. */
  answer: Answer;
  /** The status of success. */
  status: number;
  media: "application/json" | "application/x-ndjson" | "text/csv";
  /** Needs no credentials. */
  open: boolean;
};

type Spec<Input, Answer> = {
  input: Input;
  answer: Answer;
  status?: number;
  media?: Endpoint["media"];
  open?: boolean;
};

const endpoint =
  (method: Endpoint["method"]) =>
  <Input extends z.ZodType, Answer extends z.ZodType>(
    path: string,
    says: string,
    { status = 200, media = "application/json", open = false, ...spec }: Spec<Input, Answer>,
  ): Endpoint<Input, Answer> => ({
    method,
    path: `/api/v1/${path}`,
    says,
    status,
    media,
    open,
    ...spec,
  });
export const get = endpoint("GET");
export const post = endpoint("POST");
export const patch = endpoint("PATCH");
export const remove = endpoint("DELETE");

export const created = 201;

/** The input of an endpoint that takes nothing. */
export const nothing = z.object({});

/** The answer of one that has nothing to say but that it is done. */
export const done = z.strictObject({});

/** A moment: a Date in the product, ISO 8601 in UTC on the wire. */
export const moment = z.codec(z.iso.datetime(), z.date(), {
  decode: (text) => new Date(text),
  encode: (date) => date.toISOString(),
});

export const texts = z.record(z.string(), z.string());
export const values = z.record(z.string(), z.unknown());

/** JSON has no NaN and no infinity, so such values are words: MLflow's own. */
export const NamedNumber = z
  .union([z.number(), z.enum(["NaN", "Infinity", "-Infinity"])])
  .meta({ id: "NamedNumber" });

export const Cursor = z
  .string()
  .nullable()
  .meta({ id: "Cursor", description: "Goes back in as `cursor`. Null where there is no more." });

/** One page of a list, and where the next one begins. */
export function pageOf<Shape extends z.ZodRawShape>(shape: Shape) {
  return z.strictObject({ ...shape, next: Cursor });
}

/** The answer of every endpoint that refuses, or that fails. */
export const Failure = z
  .strictObject({
    error: z.strictObject({
      code: z.enum([...Object.keys(refusals), "bug"]),
      message: z.string(),
      fields: z
        .record(z.string(), z.array(z.string()))
        .optional()
        .meta({ description: "Faults by the path of their field." }),
      requestId: z.string().meta({ description: "Names this request in the log of the server." }),
    }),
  })
  .meta({ id: "Error" });

/** What a route may hand out as this answer: the product's own values, of which nobody changes any. */
export type Sent<Answer extends z.ZodType> = Plain<z.output<Answer>>;

/** What a client reads of it: JSON. */
export type Received<Of extends Endpoint> = z.input<Of["answer"]>;

type Plain<Value> = Value extends Date | string | number | boolean | null | undefined
  ? Value
  : Value extends readonly (infer Item)[]
    ? readonly Plain<Item>[]
    : Value extends object
      ? { readonly [Key in keyof Value]: Plain<Value[Key]> }
      : Value;
