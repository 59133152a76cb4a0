/** Which days the calendar shows: a month or a week, as the address has it. */
import { t } from "../i18n";
import { addDays, addMonths, dayInWords, isMonth, mondayOf, monthOf, weekOf, weeksOfMonth, type Day } from "../ui/days";
import type { Query } from "../ui/use-query";
import { weekFrom } from "./entries";

export const PATH = "/console/calendar";

export interface Period {
  readonly is: "month" | "week";
  /** `2026-12` or `2026-W49`. */
  readonly name: string;
  /** Whole weeks. */
  readonly weeks: readonly Day[][];
  /** Names of the periods before and after. */
  readonly before: string;
  readonly after: string;
}

function monthPeriod(month: string): Period {
  return { is: "month", name: month, weeks: weeksOfMonth(month), before: addMonths(month, -1), after: addMonths(month, 1) };
}

function weekPeriod(monday: Day): Period {
  const [before, after] = [addDays(monday, -7), addDays(monday, 7)];
  return { is: "week", name: weekOf(monday), weeks: [weekFrom(monday)], before: weekOf(before), after: weekOf(after) };
}

/** This month, where the address names none. */
export function periodIn({ week, month }: Query, today: Day): Period {
  const monday = week === undefined ? undefined : mondayOf(week);
  if (monday !== undefined) return weekPeriod(monday);
  return monthPeriod(month !== undefined && isMonth(month) ? month : monthOf(today));
}

export const firstDayOf = ({ weeks }: Period): Day => weeks[0]?.[0] ?? "";
export const lastDayOf = ({ weeks }: Period): Day => weeks.at(-1)?.at(-1) ?? "";

export const linkTo = (is: Period["is"], name: string): string => `${PATH}?${is}=${name}`;

/** "December 2026", or "Week 49, 30 November - 6 December 2026". */
export function periodInWords(period: Period): string {
  if (period.is === "month") return dayInWords(`${period.name}-01`, t("locale"), { month: "long", year: "numeric" });
  return t("calendar.week", weekNumber(period.name), spanInWords(firstDayOf(period), lastDayOf(period), true));
}

/** 49 of `2026-W49`. */
export const weekNumber = (week: string): number => Number(week.slice(-2));

const spans = new Map<string, Intl.DateTimeFormat>();

/** "30 Nov - 6 Dec" */
export function spanInWords(from: Day, to: Day, isWhole = false): string {
  const name = `${t("locale")} ${String(isWhole)}`;
  const form = isWhole ? ({ month: "long", year: "numeric" } as const) : ({ month: "short" } as const);
  const format = spans.get(name) ?? new Intl.DateTimeFormat(t("locale"), { day: "numeric", timeZone: "UTC", ...form });
  spans.set(name, format);
  return format.formatRange(Date.parse(`${from}T00:00:00Z`), Date.parse(`${to}T00:00:00Z`));
}
