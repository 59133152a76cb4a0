/** Days of the week by the name that people give them. */
import { WEEKDAYS, type Channel } from "vertel-schema";
import { t } from "../../i18n";

export type Weekday = Channel["weekday"];

/** The first of January 2024 was a Monday. */
export function weekdayName(weekday: Weekday): string {
  const day = Date.UTC(2024, 0, 1 + WEEKDAYS.indexOf(weekday));
  return new Intl.DateTimeFormat(t("locale"), { weekday: "long", timeZone: "UTC" }).format(day);
}

/** "10:00". */
export function hourName(hour: number): string {
  return `${String(hour).padStart(2, "0")}:00`;
}
