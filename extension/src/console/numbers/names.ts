/** What days of a period are called: no day more often, and no year, than it takes. */
import { t } from "../i18n";

/** Noon, so that no time zone makes it the day before or after. */
const dateOf = (day: string): Date => new Date(`${day}T12:00:00`);

const isThisYear = (day: string): boolean => day.startsWith(String(new Date().getFullYear()));

function format(days: readonly string[], month: "long" | "short"): Intl.DateTimeFormat {
  const year = days.every(isThisYear) ? {} : ({ year: "numeric" } as const);
  return new Intl.DateTimeFormat(t("locale"), { day: "numeric", month, ...year });
}

/** "1 – 28 November", in the short form "1 – 28 Nov"; a single day as such. */
export const daysInWords = (first: string, last: string, month: "long" | "short"): string =>
  format([first, last], month).formatRange(dateOf(first), dateOf(last));

/** The two ends of an axis: both with the year, or neither. */
export function endsInWords(first: string, last: string): readonly [string, string] {
  const one = format([first, last], "short");
  return [one.format(dateOf(first)), one.format(dateOf(last))];
}
