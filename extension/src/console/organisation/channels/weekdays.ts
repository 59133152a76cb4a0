/** Days of the week by the name that people give them. */
import { WEEKDAYS, type Channel } from "vertel-schema";
import { dayName } from "../../../panel/day-and-hour";

export type Weekday = Channel["weekday"];

export const weekdayName = (weekday: Weekday): string => dayName(WEEKDAYS.indexOf(weekday));

/** "10:00". */
export function hourName(hour: number): string {
  return `${String(hour).padStart(2, "0")}:00`;
}
