/** The period that the numbers are about, as the address has it, and the one before it. */
import { daysAfter, isDay, length } from "../today/days";
import type { Query } from "../ui/use-query";

export interface Period {
  readonly since: string;
  readonly until: string;
}

/** Weeks, so that both periods have as many Mondays: months do not. */
export const WEEKS = ["1", "4", "12", "52"] as const;
const USUAL = "4";

/** What is chosen: so many weeks up to today, or days of one's own. */
export type Choice = (typeof WEEKS)[number] | "own";

export function choiceOf(query: Query): Choice {
  if (isDay(query.since) && isDay(query.until)) return "own";
  return WEEKS.find((weeks) => weeks === query.weeks) ?? USUAL;
}

/** What the address says of a period; what cannot be one is passed over. */
export function periodOf(query: Query, today: string): Period {
  const { since, until } = query;
  if (isDay(since) && isDay(until)) return since <= until ? { since, until } : { since: until, until: since };
  const choice = choiceOf(query);
  return { since: daysAfter(today, 1 - 7 * Number(choice)), until: today };
}

const isFirstOfMonth = (day: string): boolean => day.endsWith("-01");

/** As many days right before it; of whole months, as many whole months. */
export function before({ since, until }: Period): Period {
  const end = daysAfter(since, -1);
  if (!isFirstOfMonth(since) || !isFirstOfMonth(daysAfter(until, 1))) return { since: daysAfter(since, -length(since, until)), until: end };
  const months = monthOf(daysAfter(until, 1)) - monthOf(since);
  return { since: firstOf(monthOf(since) - months), until: end };
}

/** Months since the year 0. */
const monthOf = (day: string): number => Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1;

const firstOf = (month: number): string =>
  `${String(Math.floor(month / 12)).padStart(4, "0")}-${String((month % 12) + 1).padStart(2, "0")}-01`;
