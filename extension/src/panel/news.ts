/**
 * What an employee has not seen yet: answers to their ideas, and thanks. Which those are is known to this browser
 * alone. They are asked for once when the panel opens; nothing calls for attention by itself.
 */
import { useEffect, useState } from "preact/hooks";
import { storage } from "../shared/browser";
import { list, number, open, optional, record, string } from "../shared/guards";
import { newsReadKey } from "../shared/keys";
import { keptOf } from "../shared/kept";
import type { Idea, Thanks } from "../shared/shapes";
import { fits, readAll, type Entry } from "../shared/stored";
import { ask } from "./ask";
import { autosave, type Written } from "./autosave";
import { usePanel } from "./panel-context";

export interface Seen extends Written {
  /** By idea, what had been said about it. */
  readonly ideas: Readonly<Record<string, string>>;
  readonly thanks: readonly string[];
}

/** What editors did with an idea so far; nothing that its sender does changes it. */
export function markOf({ status, replies }: Pick<Idea, "status" | "replies">): string {
  const end = status === "adopted" || status === "declined" ? status : "";
  return `${String(replies.filter(({ by }) => by === "editor").length)}${end}`;
}

const NOTHING = "0";

export function isNews(idea: Idea, seen: Seen | undefined): boolean {
  return seen !== undefined && markOf(idea) !== (seen.ideas[idea.id] ?? NOTHING);
}

export function unreadThanks(thanks: readonly Thanks[], seen: Seen | undefined): Thanks[] {
  return seen === undefined ? [] : thanks.filter(({ id }) => !seen.thanks.includes(id));
}

/** Everything there is, seen. A browser that was never looked into begins with that: old answers are no news. */
export function allSeen(ideas: readonly Idea[], thanks: readonly Thanks[]): Seen {
  return { ideas: Object.fromEntries(ideas.map((idea) => [idea.id, markOf(idea)])), thanks: thanks.map(({ id }) => id) };
}

export interface News {
  readonly ideas: readonly Idea[];
  readonly thanks: readonly Thanks[];
  /** Undefined until this browser has looked for the first time. */
  readonly seen: Seen | undefined;
}

const IDEAS = keptOf<"ideas">({ type: "ideas" });
const THANKS = keptOf<"thanks">({ type: "thanks" });

const seenOf = (owner: string): Entry<Seen> => ({
  key: newsReadKey(owner),
  parse: fits(open({ at: optional(number), ideas: record(string), thanks: list(string, 10_000) })),
});

async function loadNews(owner: string): Promise<News> {
  const { ideas, thanks } = await readAll(storage, { ideas: IDEAS, thanks: THANKS });
  return { ideas: ideas ?? [], thanks: thanks ?? [], seen: await autosave.load(seenOf(owner)) };
}

const see = (owner: string, seen: Seen): Promise<void> => autosave.save(newsReadKey(owner), seen);

/** For the panel as a whole. */
export function useNewsAsked(owner: string): void {
  useEffect(() => {
    void Promise.all([ask<"ideas">({ type: "ideas" }), ask<"thanks">({ type: "thanks" })]).then(async ([ideas, thanks]) => {
      const { seen } = await loadNews(owner);
      if (seen === undefined && ideas.ok && thanks.ok) await see(owner, allSeen(ideas.value, thanks.value));
    });
  }, []);
}

export function useNews(): News {
  const { account } = usePanel();
  const [news, setNews] = useState<News>({ ideas: [], thanks: [], seen: undefined });
  useEffect(() => {
    const load = (): void => void loadNews(account.id).then(setNews);
    load();
    const names = [IDEAS.key, THANKS.key, newsReadKey(account.id)];
    return storage.onChange((changed) => { if (names.some((key) => changed.includes(key))) load(); });
  }, []);
  return news;
}

/** Before this browser has looked for the first time nothing is noted: all the rest would become news with it. */
export async function seeIdea(owner: string, idea: Idea): Promise<void> {
  const { seen } = await loadNews(owner);
  if (seen === undefined || seen.ideas[idea.id] === markOf(idea)) return;
  await see(owner, { ...seen, ideas: { ...seen.ideas, [idea.id]: markOf(idea) } });
}

export async function seeThanks(owner: string): Promise<void> {
  const { thanks, seen } = await loadNews(owner);
  if (seen !== undefined && unreadThanks(thanks, seen).length > 0) await see(owner, { ...seen, thanks: thanks.map(({ id }) => id) });
}
