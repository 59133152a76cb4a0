/** Where a suggestion stands, in a word: a draft, scheduled, live, ending, withheld, expired or archived. */
import type { Suggestion } from "../../shared/shapes";
import { plural, t } from "../i18n";
import { dayAt, dayInWords, daysBetween, lastDayBefore } from "./days";

/** As the API has them, and `ending` for what is live and expires within a week. `withheld` waits for the consent of somebody in it. */
export const STATES = ["draft", "scheduled", "live", "ending", "withheld", "expired", "archived"] as const;
export type StateName = (typeof STATES)[number];

export type Windowed = Pick<Suggestion, "status" | "publish_at" | "expires_at" | "state">;

/** As for colleagues, to whom a suggestion says that it closes soon. */
export const ENDING_DAYS = 7;
const DAY_MS = 86_400_000;

/** @param now in milliseconds since 1970 */
export function stateOf({ status, publish_at: begins, expires_at: ends, state }: Windowed, now: number): StateName {
  if (status !== "published") return status;
  const left = ends === null ? Infinity : Date.parse(ends) - now;
  if (left <= 0) return "expired";
  if (begins !== null && Date.parse(begins) > now) return "scheduled";
  if (state === "withheld") return state;
  return left <= ENDING_DAYS * DAY_MS ? "ending" : "live";
}

/** "Scheduled, 3 December", "Ends in 4 days", "Draft". @param zone of the organisation */
export function stateInWords(suggestion: Windowed, zone: string, now: number): string {
  const state = stateOf(suggestion, now);
  const { publish_at: begins, expires_at: ends } = suggestion;
  if (state === "scheduled" && begins !== null) return t("suggestions.scheduledOn", shortDay(dayAt(begins, zone), zone, now));
  if (state !== "ending" || ends === null) return t(`suggestions.state_${state}`);
  const days = daysBetween(dayAt(now, zone), lastDayBefore(ends, zone));
  return days <= 0 ? t("suggestions.endsToday") : plural("suggestions.endsIn", days);
}

/** "3 Dec", with the year when it is another one than today's. */
export function shortDay(day: string, zone: string, now: number): string {
  const isThisYear = day.slice(0, 4) === dayAt(now, zone).slice(0, 4);
  return dayInWords(day, t("locale"), { day: "numeric", month: "short", ...(isThisYear ? {} : { year: "numeric" }) });
}

/** For the class of a `.state`: what colleagues see now, and what they will soon or do no longer. */
export const lookOf = (state: StateName): string => ({ draft: "", scheduled: "soon", live: "good", ending: "bad", withheld: "bad", expired: "", archived: "" })[state];
