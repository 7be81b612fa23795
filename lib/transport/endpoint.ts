import type { z } from "zod";

export type Endpoint = {
  method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  path: `/api/v1/${string}`;
  says: string;
  input?: z.ZodType;
  /** The status of success where it is not 200. */
  status?: number;
  /** The media type of the answer where it is not JSON. */
  answers?: string;
  /** Needs no credentials. */
  open?: boolean;
};
