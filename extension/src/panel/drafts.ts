/**
 * What an employee wrote, kept per suggestion from the first letter on: closing the panel or the browser in the
 * middle of a word loses nothing.
 */
import { storage } from "../shared/browser";
import * as keys from "../shared/keys";
import { LINK, withLink } from "../shared/post";
import type { LinkChoice } from "../shared/shapes";

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

/**
 * Writes drafts one after another, skipping those that were overtaken, so that the last one always stands in the
 * end. Nothing waits for a timer: the first change is on its way at once.
 */
export interface Saver {
  (suggestionId: string, draft: Draft | null): Promise<void>;
  /** Hand over everything at once: the page is about to go, and would not live to hear that storage is ready for more. */
  readonly hurry: () => void;
}

export function createSaver(store: DraftStore): Saver {
  const next = new Map<string, Draft | null>();
  let writing: Promise<void> | undefined;

  const writeNext = async (): Promise<void> => {
    const [id, draft] = first() ?? [];
    if (id === undefined || draft === undefined) return;
    next.delete(id);
    const key = keys.draftKey(id);
    await (draft === null ? store.remove([key]) : store.set({ [key]: draft })).catch(() => undefined);
  };

  async function writeAll(): Promise<void> {
    while (next.size > 0) await writeNext();
    // in the same step as the last look into `next`: a draft that comes now begins a new round
    writing = undefined;
  }

  const first = (): [string, Draft | null] | undefined => next.entries().next().value;

  const save = (suggestionId: string, draft: Draft | null): Promise<void> => {
    next.set(suggestionId, draft);
    writing ??= writeAll();
    return writing;
  };
  const hurry = (): void => {
    while (next.size > 0) void writeNext();
  };
  return Object.assign(save, { hurry });
}

export const saveDraft = createSaver(storage);

export async function loadDraft(suggestionId: string): Promise<Draft | undefined> {
  const key = keys.draftKey(suggestionId);
  return (await storage.get([key]))[key] as Draft | undefined;
}

/** The suggestions in which something was written that has not gone into a post yet. */
export async function unfinished(): Promise<ReadonlySet<string>> {
  const found = Object.entries(await storage.get((await storage.keys()).filter(keys.isDraft))) as [string, Draft][];
  const open = found.filter(([, draft]) => draft.inserted !== true && Object.keys(draft.texts).length > 0);
  return new Set(open.map(([key]) => keys.suggestionOfDraft(key)));
}

/** In a draft the link is always `{link}`, so that another link can take its place; in the editor it is the real one. */
export function shown(text: string, url: string | undefined): string {
  return url === undefined ? text : withLink(text, url);
}

export function kept(typed: string, url: string | undefined): string {
  return url === undefined ? typed : typed.split(url).join(LINK);
}
