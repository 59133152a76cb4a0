/**
 * What the panel reads, kept so that it opens at once and works without a connection: suggestions with their ETag,
 * and tracked links. The panel reads the stored suggestions itself; this file writes them, and keeps
 * them true to what the employee saves and hides.
 */
import { checkedAt, libraryOf, parseLibrary, type StoredLibrary } from "../shared/entries";
import { closed, string } from "../shared/guards";
import * as keys from "../shared/keys";
import { gainOf, without } from "../shared/marking";
import type { Library, Mark, Query, Scope, TrackedLink } from "../shared/shapes";
import { fits, read, readEach, type Entry } from "../shared/stored";
import type { Access, Fetched, Unchanged } from "./api";
import type { Store } from "./store";

export interface LibraryApi {
  readonly suggestions: (
    access: Access,
    query: Query & { readonly cursor?: string | undefined },
    etag: string | null,
  ) => Promise<Unchanged | Fetched>;
  readonly link: (access: Access, suggestionId: string, scope: Scope) => Promise<TrackedLink>;
  readonly mark: (access: Access, suggestionId: string, mark: Mark) => Promise<void>;
}

const isLink = closed({ code: string, url: string });

interface Marking {
  readonly suggestionId: string;
  readonly mark: Mark;
}

export interface LibraryDependencies {
  readonly store: Store;
  readonly api: LibraryApi;
  readonly access: () => Promise<Access>;
  readonly now: () => number;
}

export function createLibrary({ store, api, access, now }: LibraryDependencies) {
  /** What was marked since this worker began. */
  const marked: Marking[] = [];
  let lastMark = Promise.resolve();

  /** A full disk is no reason to withhold what was fetched. */
  async function keep(items: Record<string, unknown>): Promise<void> {
    await store.set(items).catch(() => undefined);
  }

  /** After the marks that are on their way: a list from between two of them is the server's, but nobody's wish. */
  async function fetchPage(query: Query, cursor?: string): Promise<Library> {
    await lastMark;
    return fetchNow(query, cursor);
  }

  async function fetchNow(query: Query, cursor?: string): Promise<Library> {
    // a search or a later page is worth nothing tomorrow; the first page of a filter is
    const isKept = cursor === undefined && (query.q ?? "") === "";
    const before = isKept ? await read(store, libraryOf(query)) : undefined;
    const known = marked.length;
    const answer = await api.suggestions(await access(), { ...query, cursor }, before?.etag ?? null);
    // what was marked while the server was answering is not in its answer
    const library = marked.slice(known).reduce((list, one) => marking(list, query.marked, one), asLibrary(answer, before));
    // what has not changed is large, and when it was asked for is not
    if (isKept) await keep({ ...(library !== before && { [keys.libraryKey(query)]: library }), [checkedAt(query).key]: now() });
    if (isKept && before !== undefined) await forgetPictures(before, library);
    return { ...library, fetchedAt: now() };
  }

  /** A suggestion that has left the list may have ended with the yes of somebody who is in its picture. */
  async function forgetPictures(before: StoredLibrary, after: StoredLibrary): Promise<void> {
    const shown = new Set(imagesOf(after));
    await store.remove(imagesOf(before).filter((id) => !shown.has(id)).flatMap(keys.ofImage)).catch(() => undefined);
  }

  /** One after another, so that saving and then not saving ends as it was meant. */
  function mark(suggestionId: string, what: Mark): Promise<void> {
    const turn = lastMark.then(() => markNow({ suggestionId, mark: what }));
    lastMark = turn.catch(() => undefined);
    return turn;
  }

  async function markNow(one: Marking): Promise<void> {
    await api.mark(await access(), one.suggestionId, one.mark);
    marked.push(one);
    const names = (await store.keys()).filter(keys.isLibrary);
    const lists = [...(await readEach(store, names, parseLibrary))].filter(([, { items }]) => items.some(({ id }) => id === one.suggestionId));
    if (lists.length > 0) await keep(Object.fromEntries(lists.map(([key, list]) => [key, marking(list, keys.markedOf(key), one)])));
    const gain = gainOf(one.mark);
    // best effort: the mark is made, and every list is fetched again when it is looked at
    if (gain !== undefined) await fetchNow(gain).catch(() => undefined);
  }

  function asLibrary(answer: Unchanged | Fetched, before: StoredLibrary | undefined): StoredLibrary {
    if (!answer.unchanged) {
      const { items, next_cursor: nextCursor } = answer.page;
      return { items, nextCursor, fetchedAt: now(), etag: answer.etag };
    }
    return before ?? { items: [], nextCursor: null, fetchedAt: now(), etag: null };
  }

  /** The same call always gives the same link, so one that is kept never grows old. */
  async function link(suggestionId: string, scope: Scope): Promise<TrackedLink> {
    const entry: Entry<TrackedLink> = { key: keys.linkKey(suggestionId, scope), parse: fits(isLink) };
    const known = await read(store, entry);
    if (known !== undefined) return known;
    const { code, url } = await api.link(await access(), suggestionId, scope);
    await keep({ [entry.key]: { code, url } });
    return { code, url };
  }

  /** Someone who pauses the counting gets no tracked links, so none that was kept either. */
  async function forgetLinks(): Promise<void> {
    await store.remove((await store.keys()).filter(keys.isLink));
  }

  return { fetchPage, mark, link, forgetLinks };
}

const imagesOf = ({ items }: StoredLibrary): string[] => items.flatMap(({ image }) => image?.id ?? []);

/** What is stored has changed without the server's doing, so the server has to send all of it next time. */
function marking(list: StoredLibrary, which: Query["marked"], { suggestionId, mark }: Marking): StoredLibrary {
  return { ...list, items: without(list.items, which, suggestionId, mark), etag: null };
}

export type LibraryService = ReturnType<typeof createLibrary>;
