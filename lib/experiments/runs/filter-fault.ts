import { Refusal } from "@/lib/errors";

export type FilterFault = {
  message: string;
  /** Where the fault begins, counted from 1; null when it cannot be told. */
  position: number | null;
};

/** What a search found wrong with its filter; whatever else went wrong is thrown on. */
export function filterFaultOf(filter: string, error: unknown): FilterFault {
  const ofSearch = error instanceof Refusal && error.code === "invalid" && !error.fields["cursor"];
  if (!ofSearch) throw error;
  return filterFault(filter, error.message);
}

export function filterRefusal({ message }: FilterFault): Refusal {
  return new Refusal("invalid", message, { filter: [message] });
}

/** Says in words, and by position, what is wrong with a filter; `message` is the search's own refusal. */
export function filterFault(filter: string, message: string): FilterFault {
  const clause = /^Invalid clause\(s\) in filter string: '(.*)'$/s.exec(message)?.[1];
  if (clause !== undefined) {
    const position = clause === "" ? filter.length : filter.lastIndexOf(clause);
    return {
      message: `This part cannot be read: ${clip(clause)}`,
      position: position < 0 ? null : position + 1,
    };
  }
  return { message, position: namedIn(filter, message) };
}

/** Refusals quote the word at fault: the first quoted text that stands in the filter is the place. */
function namedIn(filter: string, message: string): number | null {
  for (const [, quoted = ""] of message.matchAll(/'([^']+)'/g)) {
    const at = filter.indexOf(quoted);
    if (at >= 0) return at + 1;
  }
  const value = /(?:Got value|string value|Found) (\S+)/.exec(message)?.[1];
  const at = value === undefined ? -1 : filter.indexOf(value.replace(/\.$/, ""));
  return at < 0 ? null : at + 1;
}

function clip(text: string): string {
  const short = text.length > 60 ? `${text.slice(0, 59)}…` : text;
  return short === "" ? "it ends too early" : `“${short}”`;
}
