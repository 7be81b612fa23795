/** A moment of the story: a working day, counted back from the load, and a time of day; or just before the load. */
export type When = readonly [workingDaysBefore: number, time: `${number}:${number}`] | JustBefore;
type JustBefore = { minutesBefore: number };

export type Calendar = {
  /** The day the workspace was opened. */
  first: Date;
  at: (when: When) => Date;
};

const day = 86_400_000;
/** On the first of so many working days, ninety days of the calendar, the story begins. */
export const workingDays = 64;

/** The calendar of a load at `now`. One that is taken up again keeps the first day it began with. */
export function calendar(now: Date, begun?: Date): Calendar {
  const first = begun ? startOf(begun) : workingDay(startOf(now), -workingDays);
  return {
    first,
    at(when) {
      if ("minutesBefore" in when) return new Date(now.getTime() - when.minutesBefore * 60_000);
      const [before, time] = when;
      const [hour = 0, minute = 0] = time.split(":").map(Number);
      const minutes = 60 * hour + minute;
      // nobody acts on the full minute
      const rest = ((97 * before + minutes) * 7919) % 60_000;
      return new Date(workingDay(first, workingDays - before).getTime() + minutes * 60_000 + rest);
    },
  };
}

function startOf(moment: Date): Date {
  return new Date(Math.floor(moment.getTime() / day) * day);
}

/** So many working days after `from`, or before it; UTC. */
function workingDay(from: Date, count: number): Date {
  let at = from.getTime();
  for (let left = Math.abs(count); left > 0;) {
    at += Math.sign(count) * day;
    if (!isWeekend(at)) left--;
  }
  return new Date(at);
}

function isWeekend(at: number): boolean {
  return [0, 6].includes(new Date(at).getUTCDay());
}
