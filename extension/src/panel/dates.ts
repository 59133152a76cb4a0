/** Days as the server tells them, `2026-11-23`: the same day in every time zone. */
import { day, t } from "./i18n";

/** Noon, so that no zone makes it the day before or after. */
const noon = (date: string): string => `${date}T12:00:00`;

export const onDay = (date: string): string => day(noon(date));

/** "16 Nov", for a column. */
export function shortly(date: string): string {
  return new Intl.DateTimeFormat(t("locale"), { day: "numeric", month: "short" }).format(new Date(noon(date)));
}

export function monthOf(date: string): string {
  return new Intl.DateTimeFormat(t("locale"), { month: "long", year: "numeric" }).format(new Date(noon(date)));
}

/** Today where the employee is. */
export function today(now = new Date()): string {
  const two = (part: number): string => String(part).padStart(2, "0");
  return `${String(now.getFullYear())}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}
