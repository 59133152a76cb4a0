/**
 * What the panel reads, kept so that it opens at once and works without a connection: suggestions with their ETag,
 * tracked links, and small pictures. The panel reads the stored suggestions itself; this file writes them.
 */
import * as keys from "../shared/keys";
import type { Library, Query, Scope, TrackedLink } from "../shared/shapes";
import type { Access, Fetched, Unchanged } from "./api";
import type { Store } from "./store";

/** Pictures in storage; beyond this many, those seen longest ago go. */
const PICTURES = 60;

export interface StoredLibrary extends Library {
  readonly etag: string | null;
}

interface StoredPicture {
  readonly url: string;
  readonly seenAt: number;
}

export interface Shelf {
  readonly suggestions: (
    access: Access,
    query: Query & { readonly cursor?: string | undefined },
    etag: string | null,
  ) => Promise<Unchanged | Fetched>;
  readonly link: (access: Access, suggestionId: string, scope: Scope) => Promise<TrackedLink>;
  readonly image: (access: Access, id: string) => Promise<Blob>;
}

export interface Parts {
  readonly store: Store;
  readonly api: Shelf;
  readonly access: () => Promise<Access>;
  readonly thumbnail: (picture: Blob) => Promise<string>;
  readonly now: () => number;
}

export function createLibrary({ store, api, access, thumbnail, now }: Parts) {
  async function stored<T>(key: string): Promise<T | undefined> {
    return (await store.get([key]))[key] as T | undefined;
  }

  async function fetchPage(query: Query, cursor?: string): Promise<Library> {
    // a search or a later page is worth nothing tomorrow; the first page of a filter is
    const key = cursor === undefined && (query.q ?? "") === "" ? keys.libraryKey(query) : undefined;
    const before = key === undefined ? undefined : await stored<StoredLibrary>(key);
    const answer = await api.suggestions(await access(), { ...query, cursor }, before?.etag ?? null);
    const library = asLibrary(answer, before);
    if (key !== undefined) await store.set({ [key]: library });
    return library;
  }

  function asLibrary(answer: Unchanged | Fetched, before: StoredLibrary | undefined): StoredLibrary {
    if (!answer.unchanged) {
      const { items, next_cursor: nextCursor } = answer.page;
      return { items, nextCursor, fetchedAt: now(), etag: answer.etag };
    }
    return { ...(before ?? { items: [], nextCursor: null, etag: null }), fetchedAt: now() };
  }

  /** The same call always gives the same link, so one that is kept never grows old. */
  async function link(suggestionId: string, scope: Scope): Promise<TrackedLink> {
    const key = keys.linkKey(suggestionId, scope);
    const known = await stored<TrackedLink>(key);
    if (known !== undefined) return known;
    const { code, url } = await api.link(await access(), suggestionId, scope);
    await store.set({ [key]: { code, url } });
    return { code, url };
  }

  /** Someone who pauses the counting gets no tracked links, so none that was kept either. */
  async function forgetLinks(): Promise<void> {
    await store.remove((await store.keys()).filter(keys.isLink));
  }

  async function image(id: string): Promise<string> {
    const key = keys.imageKey(id);
    const known = await stored<StoredPicture>(key);
    const url = known?.url ?? (await thumbnail(await api.image(await access(), id)));
    await store.set({ [key]: { url, seenAt: now() } });
    if (known === undefined) await forgetOldPictures();
    return url;
  }

  async function forgetOldPictures(): Promise<void> {
    const names = (await store.keys()).filter(keys.isImage);
    if (names.length <= PICTURES) return;
    const pictures = Object.entries(await store.get(names)) as [string, StoredPicture][];
    pictures.sort(([, a], [, b]) => b.seenAt - a.seenAt);
    await store.remove(pictures.slice(PICTURES).map(([name]) => name));
  }

  return { fetchPage, link, forgetLinks, image };
}

export type LibraryService = ReturnType<typeof createLibrary>;
