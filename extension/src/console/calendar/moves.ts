/** Other days for a suggestion: what a change of its first or last day is in the API's terms. */
import type { SuggestionPatch } from "vertel-schema";
import type { Suggestion } from "../../shared/shapes";
import { clockAt, endOf, momentAt, type Day } from "../ui/days";
import { windowOf, type EntryKind } from "./entries";

/** When a day begins for readers, where no time was set before. */
const MORNING = "08:00";

export interface Days {
  readonly first: Day | undefined;
  readonly last: Day | undefined;
}

/** What to send, with what differs only: a first day keeps its time of day. */
export function patchFor(suggestion: Suggestion, { first, last }: Days, zone: string): SuggestionPatch {
  const before = windowOf(suggestion, zone);
  const clock = suggestion.publish_at === null ? MORNING : clockAt(suggestion.publish_at, zone);
  const begins = first === undefined ? null : momentAt(first, clock, zone);
  const ends = last === undefined ? null : endOf(last, zone);
  return { ...(first === before.first ? {} : { publish_at: begins }), ...(last === before.last ? {} : { expires_at: ends }) };
}

/** The days when one end of it is moved to a day. */
export function movedTo(suggestion: Suggestion, kind: EntryKind, day: Day, zone: string): Days {
  const before = windowOf(suggestion, zone);
  return kind === "ends" ? { ...before, last: day } : { ...before, first: day };
}

/** Whether it would end before it begins. */
export const isBackwards = ({ first, last }: Days): boolean => first !== undefined && last !== undefined && last < first;
