import { formatInteger } from "@/lib/format";

/** How many values a chart leaves out, and why. */
export function leftOut({
  notFinite,
  notPositive,
}: {
  notFinite: number;
  notPositive: number;
}): string[] {
  return [
    ...(notFinite > 0
      ? [
          `${told(notFinite)} not ${notFinite === 1 ? "a finite number" : "finite numbers"} and left out as gaps`,
        ]
      : []),
    ...(notPositive > 0
      ? [`${told(notPositive)} zero or below and left out: a logarithm has no place for them`]
      : []),
  ];
}

function told(count: number): string {
  return count === 1 ? "1 value is" : `${formatInteger(count)} values are`;
}
