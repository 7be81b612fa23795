import type { z } from "zod";

type Method = "GET" | "POST" | "PATCH" | "DELETE";
export type Endpoint = {
  method: Method;
  path: string;
  says: string;
  input?: z.ZodType;
  /** The status of success where it is not 200. */
  status?: number;
  /** The media type of the answer where it is not JSON. */
  answers?: string;
  /** Needs no credentials. */
  open?: boolean;
};
type More = Pick<Endpoint, "status" | "answers" | "open">;

const endpoint =
  (method: Method) =>
  (path: string, says: string, input?: z.ZodType, more: More = {}): Endpoint => ({
    method,
    path: `/api/v1/${path}`,
    says,
    ...(input ? { input } : {}),
    ...more,
  });
export const get = endpoint("GET");
export const post = endpoint("POST");
export const patch = endpoint("PATCH");
export const remove = endpoint("DELETE");
