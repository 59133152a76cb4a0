/**
 * What is new to an employee: what came after they began, and never stood in the list of an open panel. Having stood
 * there is enough, opened or scrolled to or not: a mark that only goes away when one works through it would nag.
 */
import type { Suggestion } from "./shapes";

export interface Seen {
  /** When the first list was shown in this browser: what was there by then is new to nobody. */
  readonly since: number;
  /** Of what came later, those that were shown; the latest first. */
  readonly ids: readonly string[];
}

/** How many suggestions can be seen for the first time at once: more than a page of them. */
export const MOST_SEEN = 100;

/** More are not remembered; by then the first ones have long left the list. */
const MOST = 1000;

const came = ({ created_at: written, publish_at: published }: Suggestion): number =>
  Math.max(Date.parse(written), published === null ? 0 : Date.parse(published));

/** Without anything seen yet this is the first list, and nothing in it is new. */
export function isNew(suggestion: Suggestion, seen: Seen | undefined): boolean {
  if (seen === undefined || seen.ids.includes(suggestion.id)) return false;
  // the server's times are in whole seconds: what came within the same one was not in the first list
  return came(suggestion) >= Math.floor(seen.since / 1000) * 1000;
}

export function withSeen(seen: Seen | undefined, ids: readonly string[], now: number): Seen {
  const { since, ids: before } = seen ?? { since: now, ids: [] };
  const fresh = ids.filter((id) => !before.includes(id));
  return { since, ids: [...fresh, ...before].slice(0, MOST) };
}
