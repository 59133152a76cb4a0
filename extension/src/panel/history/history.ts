/**
 * What an employee inserted, copied or tipped somebody, kept in this browser alone: for themselves, to look back and to use again. It
 * goes when they sign out, as their drafts do.
 */
import { storage } from "../../shared/browser";
import { oneOf, open, optional, string } from "../../shared/guards";
import { historyKey, lastPartOf } from "../../shared/keys";
import { withPlaceholder } from "../../shared/post";
import { setMakingRoom } from "../../shared/room";
import type { ShareRequest } from "../../shared/shapes";
import { fits, readEach, type Entry } from "../../shared/stored";
import { autosave } from "../autosave";
import { draftOf, type Draft } from "../drafts";
import { keysOf, timeOf, type Store } from "./last-shared";

export interface Post {
  readonly suggestionId: string;
  /** Of the suggestion, as it was then. */
  readonly title: string;
  /** The caption or question that it began with. */
  readonly option: string;
  /** As it went out. */
  readonly text: string;
  /** How it went out; what an older version kept does not say. */
  readonly method?: ShareRequest["method"] | undefined;
  /** The link in it. */
  readonly link?: string | undefined;
}

export interface PastPost extends Post {
  readonly key: string;
  /** In milliseconds since 1970. */
  readonly at: number;
}

const isPost = open({ suggestionId: string, title: string, option: string, text: string, method: optional(oneOf("insert", "copy", "tip")), link: optional(string) });

/** The oldest go first. A post is 3000 letters at most, so that all of them together are less than a tenth of the room. */
export const MOST_POSTS = 200;

/** Rejected when there is no room for it. */
export async function keepPost(owner: string, shareId: string, post: Post, store: Store = storage): Promise<void> {
  await setMakingRoom(store, { [historyKey(owner, post.suggestionId, shareId)]: post });
  const old = (await keysOf(owner, store)).slice(MOST_POSTS);
  if (old.length > 0) await store.remove(old);
}

/** It was taken out of LinkedIn again. */
export function forgetPost(key: string, store: Store = storage): Promise<void> {
  return store.remove([key]);
}

/** The latest first. */
export async function loadPosts(owner: string, store: Store = storage): Promise<PastPost[]> {
  const names = await keysOf(owner, store);
  const found = await readEach(store, names, fits(isPost));
  return names.flatMap((key) => {
    const post = found.get(key);
    return post === undefined ? [] : [{ ...post, key, at: timeOf(key) }];
  });
}

export async function forgetPosts(owner: string, store: Store = storage): Promise<void> {
  await store.remove(await keysOf(owner, store));
}

/** Those with all of the words, in the title or the text. */
export function searchPosts(posts: readonly PastPost[], words: string): PastPost[] {
  const wanted = words.toLowerCase().split(/\s+/);
  return posts.filter(({ title, text }) => {
    const there = `${title}\n${text}`.toLowerCase();
    return wanted.every((word) => there.includes(word));
  });
}

/** Makes it a draft of its suggestion again, beside what was being written there meanwhile. */
export async function tellAgain(owner: string, { suggestionId, option, text, link, key }: PastPost): Promise<void> {
  const entry: Entry<Draft> = draftOf(owner, suggestionId);
  const before = await autosave.load(entry);
  const isTaken = before?.inserted !== true && before?.texts[option] !== undefined;
  const place = isTaken ? lastPartOf(key) : option;
  const own = link === undefined ? text : withPlaceholder(text, link);
  const { inserted: _inserted, ...rest } = before ?? { link: link === undefined ? ("none" as const) : ("campaign" as const), texts: {} };
  const next: Draft = { ...rest, chosen: place, texts: { ...rest.texts, [place]: own } };
  await autosave.save(entry.key, next);
}
