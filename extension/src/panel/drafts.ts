/**
 * What an employee wrote, kept per suggestion from the first letter on: closing the panel or the browser in the
 * middle of a word loses nothing.
 */
import { storage } from "../shared/browser";
import * as keys from "../shared/keys";
import { lastMoment, type Spare } from "../shared/last-moment";
import { LINK, withLink, withoutLink } from "../shared/post";
import type { LinkChoice, Suggestion } from "../shared/shapes";

export interface Draft {
  /** The caption or prompt that is chosen. */
  readonly chosen: string;
  /** Own texts by the caption or prompt they began with; where nothing was changed there is none. */
  readonly texts: Readonly<Record<string, string>>;
  readonly link: LinkChoice;
  /** The link of the post with the photo, where it is another matter: no link until they ask for one. */
  readonly photoLink?: LinkChoice;
  /** Hints that are not wanted again with this suggestion. */
  readonly quiet?: readonly string[];
  /** It stands in a post as it is: kept, in case that post was not the last word, but no longer unfinished. */
  readonly inserted?: true;
}

export interface DraftStore {
  set(items: Record<string, unknown>): Promise<void>;
  remove(keys: readonly string[]): Promise<void>;
}

export interface Saver {
  (suggestionId: string, draft: Draft | null): Promise<void>;
  /** Whether what was written here is still on its way. */
  readonly isWriting: (suggestionId: string) => boolean;
  /** The page is about to go, and storage may not have the last letters yet: leave them where the next page finds them. */
  readonly leave: () => void;
}

/**
 * Writes drafts one after another, skipping those that were overtaken, so that the last one always stands in the
 * end. Nothing waits for a timer: the first change is on its way at once.
 */
export function createSaver(store: DraftStore, spare: Spare): Saver {
  const unsaved = new Map<string, Draft | null>();
  let writing: Promise<void> | undefined;

  async function writeAll(): Promise<void> {
    for (let entry = first(); entry !== undefined; entry = first()) {
      const [id, draft] = entry;
      const key = keys.draftKey(id);
      await (draft === null ? store.remove([key]) : store.set({ [key]: draft })).catch(() => undefined);
      spare.removeItem(key);
      if (unsaved.get(id) === draft) unsaved.delete(id);
    }
    // in the same step as the last look into `unsaved`: a draft that comes now begins a new round
    writing = undefined;
  }

  const first = (): [string, Draft | null] | undefined => unsaved.entries().next().value;

  const save = (suggestionId: string, draft: Draft | null): Promise<void> => {
    unsaved.set(suggestionId, draft);
    writing ??= writeAll();
    return writing;
  };
  const leave = (): void => {
    for (const [id, draft] of unsaved) spare.setItem(keys.draftKey(id), JSON.stringify(draft));
  };
  const isWriting = (suggestionId: string): boolean => unsaved.has(suggestionId);
  return Object.assign(save, { leave, isWriting });
}

export const saveDraft = createSaver(storage, lastMoment);

/** Brings what the page before left in its last moment to where it is kept; once, before anything is shown. */
export async function recoverDrafts(store: DraftStore = storage, spare: Spare & object = lastMoment): Promise<void> {
  for (const key of Object.keys(spare).filter(keys.isWriting)) {
    const written: unknown = JSON.parse(spare.getItem(key) ?? "null");
    await (written === null ? store.remove([key]) : store.set({ [key]: written }));
    spare.removeItem(key);
  }
}

export async function loadDraft(suggestionId: string): Promise<Draft | undefined> {
  const key = keys.draftKey(suggestionId);
  return (await storage.get([key]))[key] as Draft | undefined;
}

export interface Unfinished {
  /** The suggestions in which something was written that has not gone into a post yet. */
  readonly ids: ReadonlySet<string>;
  /** Those of them that were opened here, as they were then: some have left the list since. */
  readonly opened: readonly Begun[];
}

export interface Begun {
  readonly suggestion: Suggestion;
  /** What was written last, without the link. */
  readonly words: string;
}

/** Looks for drafts, and throws away the copies of suggestions that were opened and left without one. */
export async function unfinished(store: Pick<typeof storage, "keys" | "get" | "remove"> = storage): Promise<Unfinished> {
  const names = await store.keys();
  const found = await store.get([keys.OPEN, ...names.filter(keys.isDraft), ...names.filter(keys.isOpened)]);
  const drafts = Object.entries(found).filter(([key]) => keys.isDraft(key)) as [string, Draft][];
  const words = new Map(drafts.filter(([, draft]) => isUnfinished(draft)).map(([key, draft]) => [keys.suggestionOfDraft(key), wordsOf(draft)]));
  const copies = Object.entries(found).filter(([key]) => keys.isOpened(key)) as [string, Suggestion][];
  const isNeeded = ({ id }: Suggestion): boolean => keys.draftKey(id) in found || id === found[keys.OPEN];
  await store.remove(copies.filter(([, copy]) => !isNeeded(copy)).map(([key]) => key));
  const opened = copies.flatMap(([, suggestion]) => {
    const own = words.get(suggestion.id);
    return own === undefined ? [] : [{ suggestion, words: own }];
  });
  return { ids: new Set(words.keys()), opened };
}

const isUnfinished = ({ inserted, texts }: Draft): boolean => inserted !== true && Object.keys(texts).length > 0;

function wordsOf({ chosen, texts }: Draft): string {
  return withoutLink(texts[chosen] ?? Object.values(texts).at(-1) ?? "");
}

/** In a draft the link is always `{link}`, so that another link can take its place; in the editor it is the real one. */
export function shown(text: string, url: string | undefined): string {
  return url === undefined ? text : withLink(text, url);
}

export function kept(typed: string, url: string | undefined): string {
  return url === undefined ? typed : typed.split(url).join(LINK);
}
