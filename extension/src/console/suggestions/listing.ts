/** What the list shows: from the filters in the address to the API's question, and its answer in pages. */
import type { Suggestion } from "../../shared/shapes";
import { api, type Api } from "../api";
import { stateOf, STATES, type StateName } from "../ui/suggestion-state";
import { usePages, type Pages } from "../ui/use-pages";
import { addressOf, type Query } from "../ui/use-query";

type Asked = NonNullable<Parameters<Api["suggestions"]["browse"]>[0]>;

export const KINDS = ["story", "team_moment", "success", "vacancy", "event", "article"] as const;

/** The names of filters in the address; what else stands there is no filter. */
export const FILTERS = ["q", "state", "needs", "kind", "language"] as const;
export type Filters = Readonly<Partial<Record<(typeof FILTERS)[number], string>>>;

const PAGE = 50;

export const filtersIn = (query: Query): Filters =>
  Object.fromEntries(FILTERS.flatMap((name) => (query[name] ? [[name, query[name]]] : [])));

const oneOf = <T extends string>(words: readonly T[], value: string | undefined): T | undefined => words.find((word) => word === value);

const statusOf = (state: StateName | undefined): Asked["status"] =>
  state === undefined || state === "draft" || state === "archived" ? state : "published";

export function asked({ q, state, kind, language }: Filters): Asked {
  const all = { q, kind: oneOf(KINDS, kind), language, status: statusOf(oneOf(STATES, state)) };
  return { view: "manage", ...Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined)) };
}

/** Whether a suggestion is in the state that is asked for: what ends soon is live until then. */
export function fits(suggestion: Suggestion, { state, needs }: Filters, now: number): boolean {
  const is = stateOf(suggestion, now);
  if (needs === "attention") return suggestion.warnings.length > 0 && !["archived", "expired"].includes(is);
  return state === undefined || is === state || (state === "live" && is === "ending");
}

/** How many of each list were shown last: who comes back to it finds as many. */
const counts = new Map<string, number>();

interface Page {
  readonly items: readonly Suggestion[];
  readonly next_cursor: string | null;
}

async function firstOf(query: Asked, count: number): Promise<Page> {
  let page: Page = await api.suggestions.browse({ ...query, limit: PAGE });
  while (page.items.length < count && page.next_cursor !== null) {
    const next = await api.suggestions.browse({ ...query, limit: PAGE, cursor: page.next_cursor });
    page = { items: [...page.items, ...next.items], next_cursor: next.next_cursor };
  }
  return page;
}

export function useListing(filters: Filters): Pages<Suggestion> {
  const query = asked(filters);
  const key = addressOf("suggestions", query as Query);
  const pages = usePages<Suggestion>(key, (cursor) =>
    cursor === undefined ? firstOf(query, counts.get(key) ?? 0) : api.suggestions.browse({ ...query, limit: PAGE, cursor }),
  );
  if (pages.value !== undefined) counts.set(key, pages.value.items.length);
  return pages;
}
