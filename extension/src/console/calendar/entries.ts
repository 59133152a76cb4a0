/** What the calendar shows: which suggestion begins, ends or is planned on which day, and where nothing is. */
import type { AudienceChoices } from "vertel-schema";
import type { Suggestion } from "../../shared/shapes";
import { addDays, dayAt, daysFrom, lastDayBefore, type Day } from "../ui/days";

/** A draft is one that would begin on the day, once it is published. */
export type EntryKind = "begins" | "ends" | "draft";

export interface Entry {
  readonly suggestion: Suggestion;
  readonly kind: EntryKind;
  readonly day: Day;
}

/** The first and the last day on which colleagues see it; undefined where there is none. */
interface Window {
  readonly first: Day | undefined;
  readonly last: Day | undefined;
}

type Timed = Pick<Suggestion, "publish_at" | "expires_at">;

/** By suggestion: a month asks for each of thousands on each of its days, and a time zone's calendar takes its time. */
const known = new WeakMap<Timed, { readonly zone: string; readonly window: Window }>();

export function windowOf(suggestion: Timed, zone: string): Window {
  const before = known.get(suggestion);
  if (before?.zone === zone) return before.window;
  const window = windowIn(suggestion, zone);
  known.set(suggestion, { zone, window });
  return window;
}

function windowIn({ publish_at: begins, expires_at: ends }: Timed, zone: string): Window {
  return { first: begins === null ? undefined : dayAt(begins, zone), last: ends === null ? undefined : lastDayBefore(ends, zone) };
}

function entriesOf(suggestion: Suggestion, zone: string): Entry[] {
  const { first, last } = windowOf(suggestion, zone);
  const entry = (kind: EntryKind, day: Day | undefined): Entry[] => (day === undefined ? [] : [{ suggestion, kind, day }]);
  if (suggestion.status === "archived") return [];
  if (suggestion.status === "draft") return entry("draft", first);
  return [...entry("begins", first), ...entry("ends", last)];
}

const ORDER: readonly EntryKind[] = ["begins", "draft", "ends"];

/** Day -> what is on it: what begins before what ends. */
export function entriesByDay(suggestions: readonly Suggestion[], zone: string): ReadonlyMap<Day, readonly Entry[]> {
  const days = new Map<Day, Entry[]>();
  for (const entry of suggestions.flatMap((suggestion) => entriesOf(suggestion, zone))) {
    days.set(entry.day, [...(days.get(entry.day) ?? []), entry]);
  }
  for (const entries of days.values()) entries.sort((one, other) => ORDER.indexOf(one.kind) - ORDER.indexOf(other.kind));
  return days;
}

/** Whether colleagues see it on some of these days. */
export function isLiveBetween(suggestion: Suggestion, from: Day, to: Day, zone: string): boolean {
  const { first, last } = windowOf(suggestion, zone);
  return suggestion.status === "published" && suggestion.state !== "withheld" && (first === undefined || first <= to) && (last === undefined || last >= from);
}

/** What colleagues see on each of these days, as a number. */
export const liveOn = (suggestions: readonly Suggestion[], day: Day, zone: string): number =>
  suggestions.filter((suggestion) => isLiveBetween(suggestion, day, day, zone)).length;

export type Side = "teams" | "locations";

/** Something that a suggestion can be meant for: a team by its slug, or a location. */
export interface Group {
  readonly side: Side;
  readonly name: string;
}

export interface Gap {
  readonly monday: Day;
  /** Nothing at all is there. */
  readonly isEmpty: boolean;
  /** Nothing begins. */
  readonly hasNothingNew: boolean;
  /** Those for whom nothing is there that is meant for them in particular. */
  readonly groups: readonly Group[];
}

const isFor = ({ audience }: Suggestion, { side, name }: Group): boolean => audience[side].includes(name);

/** Where a week has nothing, from today on; undefined when it is over, or lacks nothing. */
export function gapIn(monday: Day, suggestions: readonly Suggestion[], groups: readonly Group[], zone: string, today: Day): Gap | undefined {
  const sunday = addDays(monday, 6);
  if (sunday < today) return undefined;
  const from = monday < today ? today : monday;
  const live = suggestions.filter((suggestion) => isLiveBetween(suggestion, from, sunday, zone));
  const begins = (suggestion: Suggestion): boolean => {
    const { first } = windowOf(suggestion, zone);
    return first !== undefined && first >= monday && first <= sunday;
  };
  const gap: Gap = {
    monday,
    isEmpty: live.length === 0,
    hasNothingNew: !live.some(begins),
    groups: groups.filter((group) => !live.some((suggestion) => isFor(suggestion, group))),
  };
  return gap.isEmpty || gap.hasNothingNew || gap.groups.length > 0 ? gap : undefined;
}

export const gapsIn = (days: readonly Day[][], suggestions: readonly Suggestion[], groups: readonly Group[], zone: string, today: Day): Gap[] =>
  days.flatMap(([monday]) => {
    const gap = monday === undefined ? undefined : gapIn(monday, suggestions, groups, zone, today);
    return gap === undefined ? [] : [gap];
  });

/** The locations and teams that there are. */
export const groupsOf = ({ locations, teams }: Pick<AudienceChoices, "locations" | "teams">): Group[] => [
  ...locations.map((name): Group => ({ side: "locations", name })),
  ...teams.map(({ slug }): Group => ({ side: "teams", name: slug })),
];

/** The seven days of a week. */
export const weekFrom = (monday: Day): Day[] => daysFrom(monday, 7);
