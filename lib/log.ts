import "server-only";
import pino from "pino";

import { settings } from "@/lib/settings";

/** Structured log on stdout. Secrets never reach it: only ids, codes and the error itself. */
export const log = pino({
  level: settings().logLevel,
  base: null,
  timestamp: pino.stdTimeFunctions.isoTime,
});
