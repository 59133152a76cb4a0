/**
 * Days as `2026-12-01`, weeks as `2026-W49` and months as `2026-12`: how they follow each other, and which moments they
 * are in a time zone. Weeks begin on Monday, and are counted as ISO 8601 counts them.
 */
export type Day = string;

const DAY_MS = 86_400_000;
const DAYS_A_WEEK = 7;

const asTime = (day: Day): number => Date.parse(`${day}T00:00:00Z`);
const asDay = (time: number): Day => new Date(time).toISOString().slice(0, 10);

export function isDay(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(asTime(text)) && asDay(asTime(text)) === text;
}

export const addDays = (day: Day, days: number): Day => asDay(asTime(day) + days * DAY_MS);

/** How many days `to` is after `from`. */
export const daysBetween = (from: Day, to: Day): number => Math.round((asTime(to) - asTime(from)) / DAY_MS);

/** 0 for Monday to 6 for Sunday. */
const weekday = (day: Day): number => (new Date(asTime(day)).getUTCDay() + 6) % DAYS_A_WEEK;

export const mondayBefore = (day: Day): Day => addDays(day, -weekday(day));

export const daysFrom = (first: Day, count: number): Day[] => Array.from({ length: count }, (_, i) => addDays(first, i));

/** The week of a day: its year is that of its Thursday. */
export function weekOf(day: Day): string {
  const thursday = addDays(mondayBefore(day), 3);
  const year = thursday.slice(0, 4);
  const number = Math.floor(daysBetween(`${year}-01-01`, thursday) / DAYS_A_WEEK) + 1;
  return `${year}-W${String(number).padStart(2, "0")}`;
}

/** Undefined for what is no week, such as the 53rd of most years. */
export function mondayOf(week: string): Day | undefined {
  const found = /^(\d{4})-W(\d{2})$/.exec(week);
  if (found === null) return undefined;
  // the 4th of January is always in the first week
  const monday = addDays(mondayBefore(`${String(found[1])}-01-04`), (Number(found[2]) - 1) * DAYS_A_WEEK);
  return weekOf(monday) === week ? monday : undefined;
}

export const monthOf = (day: Day): string => day.slice(0, 7);

export const isMonth = (text: string): boolean => /^\d{4}-\d{2}$/.test(text) && isDay(`${text}-01`);

export function addMonths(month: string, months: number): string {
  const [year = 0, number = 1] = month.split("-").map(Number);
  return new Date(Date.UTC(year, number - 1 + months, 1)).toISOString().slice(0, 7);
}

/** The weeks in which a month has days, each with all seven of its days. */
export function weeksOfMonth(month: string): Day[][] {
  const weeks: Day[][] = [];
  for (let monday = mondayBefore(`${month}-01`); monthOf(monday) <= month; monday = addDays(monday, DAYS_A_WEEK)) {
    weeks.push(daysFrom(monday, DAYS_A_WEEK));
  }
  return weeks;
}

const clocks = new Map<string, Intl.DateTimeFormat>();

/** Made once for a zone: making one takes longer than all that it does after. */
function clockOf(zone: string): Intl.DateTimeFormat {
  const before = clocks.get(zone);
  if (before !== undefined) return before;
  const parts = { year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit", second: "2-digit" } as const;
  const made = new Intl.DateTimeFormat("en-GB", { ...parts, hourCycle: "h23", timeZone: zone });
  clocks.set(zone, made);
  return made;
}

/** What calendar and clock show in a zone, as if it were UTC. */
function shownAt(time: number, zone: string): number {
  const parts = Object.fromEntries(clockOf(zone).formatToParts(time).map(({ type, value }) => [type, Number(value)]));
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts;
  return Date.UTC(year, month - 1, day, hour, minute, second);
}

const asMoment = (time: number): string => `${new Date(time).toISOString().slice(0, 19)}Z`;
const timeOf = (moment: string | number): number => (typeof moment === "number" ? moment : Date.parse(moment));

/** The day on which a moment is, in a zone. */
export const dayAt = (moment: string | number, zone: string): Day => asDay(shownAt(timeOf(moment), zone));

/** "08:30" */
export const clockAt = (moment: string | number, zone: string): string =>
  new Date(shownAt(timeOf(moment), zone)).toISOString().slice(11, 16);

/** The moment when it is that day and that time in a zone. A time that a clock skips is the one after as much. */
export function momentAt(day: Day, clock: string, zone: string): string {
  const wanted = Date.parse(`${day}T${clock}:00Z`);
  const offset = (time: number): number => shownAt(time, zone) - time;
  // the offset at a time that is at most some hours off, and then the one at the time that this gives
  const near = wanted - offset(wanted);
  return asMoment(wanted - offset(near));
}

/** The last day of something that is there until this moment: what ends at midnight ended with the day before. */
export const lastDayBefore = (moment: string, zone: string): Day => dayAt(timeOf(moment) - 1000, zone);

/** The moment until which something is there whose last day this is. */
export const endOf = (day: Day, zone: string): string => momentAt(addDays(day, 1), "00:00", zone);

const formats = new Map<string, Intl.DateTimeFormat>();

/** A day in words. @param form as `Intl.DateTimeFormat` has it */
export function dayInWords(day: Day, locale: string, form: Intl.DateTimeFormatOptions): string {
  const name = `${locale} ${JSON.stringify(form)}`;
  const format = formats.get(name) ?? new Intl.DateTimeFormat(locale, { ...form, timeZone: "UTC" });
  formats.set(name, format);
  return format.format(asTime(day));
}
