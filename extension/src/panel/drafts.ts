/** What an employee wrote, kept per suggestion; how it is kept is in `autosave.ts`. */
import { storage } from "../shared/browser";
import { OPEN, parseSuggestion } from "../shared/entries";
import { isTrue, list, number, open, optional, record, string, type Guard } from "../shared/guards";
import * as keys from "../shared/keys";
import { withoutLink } from "../shared/post/link";
import { isLinkChoice, type LinkChoice, type Suggestion } from "../shared/shapes";
import { fits, read, readEach, type Entry } from "../shared/stored";
import type { Written } from "./autosave";

export interface Draft extends Written {
  /** The caption or prompt that is chosen. */
  readonly chosen: string;
  /** Own texts by the caption or prompt they began with; where nothing was changed there is none. */
  readonly texts: Readonly<Record<string, string>>;
  readonly link: LinkChoice;
  /** The link of the post with the photo, where it is another matter: no link until they ask for one. */
  readonly photoLink?: LinkChoice | undefined;
  /** Hints that are not wanted again with this suggestion. */
  readonly quiet?: readonly string[] | undefined;
  /** It stands in a post as it is: kept, in case that post was not the last word, but no longer unfinished. */
  readonly inserted?: true | undefined;
}

const isDraft: Guard<Draft> = open({
  at: optional(number),
  chosen: string,
  texts: record(string),
  link: isLinkChoice,
  photoLink: optional(isLinkChoice),
  quiet: optional(list(string, 1000)),
  inserted: optional(isTrue),
});

export const draftOf = (owner: string, suggestionId: string): Entry<Draft> => ({ key: keys.draftKey(owner, suggestionId), parse: fits(isDraft) });

export interface Unfinished {
  /** The suggestions in which something was written that has not gone into a post yet. */
  readonly ids: ReadonlySet<string>;
  /** Those of them that were opened here, as they were then, the latest first: some have left the list since. */
  readonly opened: readonly Begun[];
}

export interface Begun {
  readonly suggestion: Suggestion;
  /** What was written last, without the link. */
  readonly words: string;
  /** When, in milliseconds since 1970. */
  readonly at: number;
}

/** Looks for an employee's drafts, and throws away the copies of suggestions that were opened and left without one. */
export async function unfinished(owner: string, store: Pick<typeof storage, "keys" | "get" | "remove"> = storage): Promise<Unfinished> {
  const names = await store.keys();
  const drafts = await readEach(store, names.filter((key) => keys.isDraft(key, owner)), fits(isDraft));
  const copies = await readEach(store, names.filter((key) => keys.isOpened(key, owner)), parseSuggestion);
  const open = await read(store, OPEN);
  const words = new Map([...drafts].filter(([, draft]) => isUnfinished(draft)).map(([key, draft]) => [keys.lastPartOf(key), { words: wordsOf(draft), at: draft.at ?? 0 }]));
  const isNeeded = ({ id }: Suggestion): boolean => names.includes(keys.draftKey(owner, id)) || id === open?.id;
  await store.remove([...copies].filter(([, copy]) => !isNeeded(copy)).map(([key]) => key));
  const opened = [...copies.values()].flatMap((suggestion) => {
    const own = words.get(suggestion.id);
    return own === undefined ? [] : [{ suggestion, ...own }];
  });
  return { ids: new Set(words.keys()), opened: opened.sort((one, other) => other.at - one.at) };
}

const isUnfinished = ({ inserted, texts }: Draft): boolean => inserted !== true && Object.keys(texts).length > 0;

function wordsOf({ chosen, texts }: Draft): string {
  return withoutLink(texts[chosen] ?? Object.values(texts).at(-1) ?? "");
}
