import { z } from "zod";

/** Years 1 to 9999, in Unix milliseconds: what every calendar, spreadsheet and database here can write. */
const earliest = -62_135_596_800_000;
const latest = 253_402_300_799_999;

const units: readonly (readonly [name: string, perMillisecond: number])[] = [
  ["microseconds", 1000],
  ["nanoseconds", 1_000_000],
];
const from1990 = 631_152_000_000;
const to2200 = 7_258_118_400_000;

/** Why a number is no moment, in words that name the unit; undefined when it is one. */
export function momentFault(milliseconds: number): string | undefined {
  if (milliseconds >= earliest && milliseconds <= latest) return undefined;
  const meant = units.find(([, per]) => {
    const read = milliseconds / per;
    return read >= from1990 && read <= to2200;
  });
  const hint = meant ? `; this looks like ${meant[0]}` : "";
  return `A moment is told in Unix milliseconds, from ${earliest} to ${latest} (the years 1 to 9999)${hint}.`;
}

export const moment = z
  .number()
  .int()
  .refine((value) => momentFault(value) === undefined, {
    error: ({ input }) => momentFault(Number(input)),
  })
  .meta({ description: "Unix milliseconds." });

const isInCalendar = (date: Date) => momentFault(date.getTime()) === undefined;

/** A moment in any way that it may be written: ISO 8601, or Unix milliseconds. */
export const writtenMoment = z
  .union([z.date(), z.string(), z.number()])
  .transform((written) => new Date(written))
  .refine(isInCalendar, "Write a moment such as 2026-11-23T09:00:00Z, of the years 1 to 9999.");

/** Whether a text is a moment that the database can hold, too. */
export const isWrittenMoment = (text: string): boolean => isInCalendar(new Date(text));
