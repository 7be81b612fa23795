import "server-only";
import pino from "pino";

/** Structured log on stdout. Secrets never reach it: only ids, codes and the error itself. */
export const log = pino({
  level: process.env["LOG_LEVEL"] ?? "info",
  base: null,
  timestamp: pino.stdTimeFunctions.isoTime,
});
