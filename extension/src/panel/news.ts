/**
 * What an employee has not seen yet: answers to their ideas, and thanks. Which those are is known to this browser
 * alone. They are asked for once when the panel opens; nothing calls for attention by itself.
 */
import { useEffect, useState } from "preact/hooks";
import { storage } from "../shared/browser";
import * as keys from "../shared/keys";
import { keptKeyOf } from "../shared/kept";
import type { Idea, Thanks } from "../shared/shapes";
import { ask } from "./ask";
import { save } from "./use-saved";

export interface Seen {
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

const IDEAS = keptKeyOf({ type: "ideas" }) ?? "";
const THANKS = keptKeyOf({ type: "thanks" }) ?? "";

async function loadNews(): Promise<News> {
  const found = await storage.get([IDEAS, THANKS, keys.NEWS_READ]);
  return {
    ideas: (found[IDEAS] as News["ideas"] | undefined) ?? [],
    thanks: (found[THANKS] as News["thanks"] | undefined) ?? [],
    seen: found[keys.NEWS_READ] as Seen | undefined,
  };
}

/** For the panel as a whole. */
export function useNewsAsked(): void {
  useEffect(() => {
    void Promise.all([ask<"ideas">({ type: "ideas" }), ask<"thanks">({ type: "thanks" })]).then(async ([ideas, thanks]) => {
      const { seen } = await loadNews();
      if (seen === undefined && ideas.ok && thanks.ok) await save(keys.NEWS_READ, allSeen(ideas.value, thanks.value));
    });
  }, []);
}

export function useNews(): News {
  const [news, setNews] = useState<News>({ ideas: [], thanks: [], seen: undefined });
  useEffect(() => {
    const load = (): void => void loadNews().then(setNews);
    load();
    return storage.onChange((changed) => { if ([IDEAS, THANKS, keys.NEWS_READ].some((key) => changed.includes(key))) load(); });
  }, []);
  return news;
}

/** Before this browser has looked for the first time nothing is noted: all the rest would become news with it. */
export async function seeIdea(idea: Idea): Promise<void> {
  const { seen } = await loadNews();
  if (seen === undefined || seen.ideas[idea.id] === markOf(idea)) return;
  await save(keys.NEWS_READ, { ...seen, ideas: { ...seen.ideas, [idea.id]: markOf(idea) } });
}

export async function seeThanks(): Promise<void> {
  const { thanks, seen } = await loadNews();
  if (seen !== undefined && unreadThanks(thanks, seen).length > 0) await save(keys.NEWS_READ, { ...seen, thanks: thanks.map(({ id }) => id) });
}
