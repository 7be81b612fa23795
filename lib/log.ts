import "server-only";
import pino from "pino";

import { withoutValues } from "@/lib/db/faults";
import { settings } from "@/lib/settings";

/** Structured log on stdout. Secrets and what people typed never reach it: only ids, codes and the error itself. */
export const log = pino({
  level: settings().logLevel,
  base: null,
  timestamp: pino.stdTimeFunctions.isoTime,
  serializers: {
    err: (error: unknown) =>
      error instanceof Error ? pino.stdSerializers.err(withoutValues(error)) : error,
  },
});
