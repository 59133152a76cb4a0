/** The suggestions that are there at some time of a period: what begins or ends in it, and what colleagues see meanwhile. */
import { useRef } from "preact/hooks";
import type { Suggestion } from "../../shared/shapes";
import { api } from "../api";
import { addDays, type Day } from "../ui/days";
import { useLoaded, type Loaded } from "../ui/use-loaded";

export interface Shown {
  readonly suggestions: readonly Suggestion[];
  readonly is: "whole" | "loading" | "cut";
}

const PAGE = 100;
/** Beyond that a month is no longer read but searched: the newest are shown, and it is said that there are more. */
const MOST_PAGES = 20;

/** A first page is shown as soon as it is there; the others come in behind it. */
async function load(from: Day, to: Day, onPart: (part: Shown) => void): Promise<Shown> {
  // a day more on either side: which moment a day begins at is another one in every time zone
  const query = { view: "manage", since: `${addDays(from, -1)}T00:00:00Z`, until: `${addDays(to, 2)}T00:00:00Z`, limit: PAGE } as const;
  const found: Suggestion[] = [];
  let cursor: string | null = null;
  for (let pages = 0; pages < MOST_PAGES; pages += 1) {
    const page: { readonly items: readonly Suggestion[]; readonly next_cursor: string | null } =
      await api.suggestions.browse({ ...query, ...(cursor === null ? {} : { cursor }) });
    found.push(...page.items.filter(({ status }) => status !== "archived"));
    if (page.next_cursor === null) return { suggestions: found, is: "whole" };
    cursor = page.next_cursor;
    onPart({ suggestions: [...found], is: "loading" });
  }
  return { suggestions: found, is: "cut" };
}

export function useWindow(from: Day, to: Day): Loaded<Shown> {
  const key = `suggestions from ${from} to ${to}`;
  const latest = useRef<{ readonly key: string; readonly loaded: Loaded<Shown> | undefined }>({ key, loaded: undefined });
  const loaded = useLoaded(key, () => load(from, to, (part) => {
    const now = latest.current;
    // not of a period that was left, and not in place of more that is there already
    if (now.key === key && (now.loaded?.value?.is ?? "loading") === "loading") now.loaded?.set(part);
  }));
  latest.current = { key, loaded };
  return loaded;
}

/** How many drafts have no day, as far as the first hundred tell. */
export function useDateless(): string | undefined {
  const drafts = useLoaded("suggestions that are drafts", () => api.suggestions.browse({ view: "manage", status: "draft", limit: PAGE })).value;
  const count = drafts?.items.filter(({ publish_at: begins }) => begins === null).length ?? 0;
  return count === 0 ? undefined : `${String(count)}${drafts?.next_cursor == null ? "" : "+"}`;
}
