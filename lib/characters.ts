import { z } from "zod";

/*
 * Lengths as people and Python's clients count them: in characters. One beyond the first 65,536, such as an emoji, is
 * one of them and two of JavaScript's own units.
 */

export function countCharacters(text: string): number {
  let count = 0;
  for (let at = 0; at < text.length; at += unitsAt(text, at)) count++;
  return count;
}

export function isLonger(text: string, limit: number): boolean {
  return text.length > limit && countCharacters(text) > limit;
}

export function firstCharacters(text: string, limit: number): string {
  let at = 0;
  for (let count = 0; count < limit && at < text.length; count++) at += unitsAt(text, at);
  return text.slice(0, at);
}

function unitsAt(text: string, at: number): number {
  return (text.codePointAt(at) ?? 0) > 0xff_ff ? 2 : 1;
}

/** A text of so many characters at most. MLflow's refusals name the field. */
export function textUpTo(limit: number, field?: string) {
  const told = field
    ? `'${field}' exceeds the maximum length of ${limit} characters`
    : `Use at most ${limit} characters.`;
  return z
    .string()
    .refine((text) => !isLonger(text, limit), told)
    .meta({ maxLength: limit });
}
