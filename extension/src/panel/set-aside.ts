/**
 * What an employee wrote and cannot go on with: it could not be read, or a newer text of another window stands in its
 * place. It is kept, so that they can copy what they need of it and throw it away themselves.
 */
import { storage } from "../shared/browser";
import { anything, number, oneOf, open, string } from "../shared/guards";
import * as keys from "../shared/keys";
import { fits, readEach } from "../shared/stored";
import { uuid7 } from "../shared/uuid7";

type Why = "unreadable" | "overtaken";

interface Aside {
  readonly why: Why;
  /** Under which name it stood. */
  readonly of: string;
  /** When it was set aside, in milliseconds since 1970. */
  readonly at: number;
  readonly value: unknown;
}

const isAside = open({ why: oneOf("unreadable", "overtaken"), of: string, at: number, value: anything });

/** The name to store it under, and what to store. */
export function asideOf(key: string, why: Why, value: unknown, now: number): readonly [string, Aside] {
  return [keys.asideKey(keys.ownerOf(key) ?? "", uuid7(now)), { why, of: key, at: now, value }];
}

/** Parts of what is stored that nobody wrote. */
const NOT_WORDS: ReadonlySet<string> = new Set(["chosen", "link", "photoLink", "quiet", "id", "language", "until", "state"]);

/** All that somebody may have written, in a value of any shape. */
export function wordsIn(value: unknown): string[] {
  if (typeof value === "string") return value.trim() === "" || value.startsWith("data:") ? [] : [value];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([name, part]) => (NOT_WORDS.has(name) ? [] : wordsIn(part)));
}

/** Whether there are words in `other` that do not stand in `latest` too. */
export function isMissingFrom(latest: unknown, key: string, other: unknown): boolean {
  if (!keys.holdsText(key)) return false;
  const there = wordsIn(latest);
  return wordsIn(other).some((words) => !there.some((text) => text.includes(words)));
}

export interface SetAside {
  readonly key: string;
  readonly why: Why;
  readonly words: string;
}

/** The oldest first. */
export async function loadAside(owner: string, store: Pick<typeof storage, "keys" | "get"> = storage): Promise<SetAside[]> {
  const names = (await store.keys()).filter((key) => keys.isAside(key, owner)).sort();
  const found = await readEach(store, names, fits(isAside));
  return [...found].map(([key, { why, value }]) => ({ key, why, words: wordsIn(value).join("\n\n") }));
}

export function throwAway(key: string, store: Pick<typeof storage, "remove"> = storage): Promise<void> {
  return store.remove([key]);
}
