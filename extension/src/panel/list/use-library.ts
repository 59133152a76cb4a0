/**
 * The suggestions to show for a filter: what is kept at once, then what the server says. A search looks through what
 * is there while the server is asked, so that there is an answer at every letter, also without a connection.
 */
import { useEffect, useRef, useState } from "preact/hooks";
import { storage } from "../../shared/browser";
import { checkedAt, libraryOf } from "../../shared/entries";
import type { Failure } from "../../shared/failure";
import { isLive, type Kind, type Library, type Query, type Suggestion } from "../../shared/shapes";
import { readAll } from "../../shared/stored";
import { ask } from "../ask";
import { usePanel } from "../panel-context";

export interface Filter {
  readonly q: string;
  readonly kind: Kind | undefined;
  readonly language: string | undefined;
  readonly marked: Query["marked"];
}

export const noFilter: Filter = { q: "", kind: undefined, language: undefined, marked: undefined };
export const onlyHidden: Filter = { ...noFilter, marked: "hidden" };

export const isFiltering = ({ q, kind, language, marked }: Filter): boolean =>
  q.trim() !== "" || kind !== undefined || language !== undefined || marked !== undefined;

/** Long enough not to ask at every letter, short enough not to be noticed. */
const TYPING_PAUSE_MS = 180;

/** What came with later pages is known apart: the first page comes anew whenever the list is shown again. */
export interface Pages extends Library {
  readonly later?: readonly Suggestion[];
}

export interface Shown {
  /** Undefined while nothing is known yet. */
  readonly library: Library | undefined;
  readonly failure: Failure | undefined;
  readonly busy: boolean;
  readonly more: () => void;
  readonly retry: () => void;
}

/** The server is asked anew whenever `version` is another one. */
export function useLibrary(start: Library | undefined, filter: Filter, version = 0): Shown {
  const { marks } = usePanel();
  const all = useRef<Pages | undefined>(start);
  const asked = useRef(filter);
  asked.current = filter;
  const [library, setLibrary] = useState<Pages | undefined>(() => start && locally(live(start, Date.now()), filter));
  const [failure, setFailure] = useState<Failure>();
  const [busy, setBusy] = useState(true);
  const [round, setRound] = useState(0);
  // whoever opens the panel has the list before them, as it was stored
  const isShown = useRef(start !== undefined && !isFiltering(filter));

  const show = (found: Pages): void => {
    if (!isFiltering(filter)) all.current = found;
    setLibrary(live(found, Date.now()));
  };

  useEffect(() => {
    let over = false;
    let answered = false;
    const take = (first: Library): void => {
      if (!over) show(isFiltering(filter) ? first : withLater(first, all.current));
    };
    setBusy(true);
    if (!isShown.current) void known(all.current, filter).catch(() => undefined).then((found) => { if (found !== undefined && !answered) take(found); });
    isShown.current = false;
    const timer = setTimeout(() => {
      void ask<"library">({ type: "library", query: queryOf(filter) }).then((reply) => {
        if (over) return;
        answered = true;
        setBusy(false);
        setFailure(reply.ok ? undefined : reply.failure);
        if (!reply.ok) return;
        marks.heard(reply.value.items);
        take(reply.value);
      });
    }, filter.q === "" ? 0 : TYPING_PAUSE_MS);
    return () => {
      over = true;
      clearTimeout(timer);
    };
  }, [filter, round, version]);

  const more = (): void => {
    const cursor = library?.nextCursor;
    if (library === undefined || cursor === undefined || cursor === null || busy) return;
    setBusy(true);
    void ask<"library">({ type: "library", query: queryOf(filter), cursor }).then((reply) => {
      // of another filter by now, which has its own answer coming
      if (asked.current !== filter) return;
      setBusy(false);
      setFailure(reply.ok ? undefined : reply.failure);
      if (reply.ok) show(withPage(isFiltering(filter) ? library : (all.current ?? library), reply.value));
    });
  };

  return { library, failure, busy, more, retry: () => { setRound(round + 1); } };
}

function queryOf({ q, kind, language, marked }: Filter): Query {
  return { kind, language, marked, q: q.trim() === "" ? undefined : q.trim() };
}

async function known(all: Library | undefined, filter: Filter): Promise<Library | undefined> {
  if (filter.q.trim() !== "") return locally(all, filter);
  const { library, checked = 0 } = await readAll(storage, { library: libraryOf(filter), checked: checkedAt(filter) });
  return library === undefined ? locally(all, filter) : { ...library, fetchedAt: Math.max(library.fetchedAt, checked) };
}

/** What of these suggestions the filter lets through; nothing is known about what is not among them. */
export function locally(all: Library | undefined, filter: Filter): Library | undefined {
  if (all === undefined || filter.marked === "hidden") return undefined;
  return isFiltering(filter) ? { ...all, nextCursor: null, items: all.items.filter((item) => fits(item, filter)) } : all;
}

/** Without what has ended since it was fetched. */
export function live<T extends Library>(library: T, now: number): T {
  return { ...library, items: library.items.filter((item) => isLive(item, now)) };
}

function fits(item: Suggestion, { q, kind, language, marked }: Filter): boolean {
  if (kind !== undefined && item.kind !== kind) return false;
  if (marked === "saved" && item.saved !== true) return false;
  const texts = [...item.captions, ...item.prompts];
  if (language !== undefined && !texts.some((text) => isIn(text.language, language))) return false;
  const titles = [item.title, ...(item.titles ?? []).map((title) => title.text)];
  const haystack = [...titles, ...item.captions.map(({ text }) => text), ...item.prompts.map(({ question }) => question)].join("\n").toLowerCase();
  return q.toLowerCase().split(/\s+/).every((word) => haystack.includes(word));
}

/** As the server has it: who asks for `nl` also gets `nl-BE`. */
const isIn = (tag: string, language: string): boolean => tag === language || tag.startsWith(`${language}-`);

/** The list with another page below it. */
export function withPage({ items, later = [] }: Pages, page: Library): Pages {
  return { ...page, items: together(items, page.items), later: [...later, ...page.items] };
}

/** The first page as it is now, with the later ones that were there below it: one may have come back to a row of those. */
export function withLater(first: Library, before: Pages | undefined): Pages {
  if (before?.later === undefined || first.nextCursor === null) return first;
  const { later, nextCursor } = before;
  return { ...first, nextCursor, items: together(first.items, later), later };
}

/** Pages can overlap when suggestions were added in between. */
function together(before: readonly Suggestion[], after: readonly Suggestion[]): Suggestion[] {
  const ids = new Set(before.map(({ id }) => id));
  return [...before, ...after.filter(({ id }) => !ids.has(id))];
}
