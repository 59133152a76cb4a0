/** What the list shows: from the filters in the address to the API's question, and its answer in pages. */
import type { Suggestion } from "../../shared/shapes";
import { api, type Api } from "../api";
import { ENDING_DAYS, stateOf, STATES } from "../ui/suggestion-state";
import { usePages, type Pages } from "../ui/use-pages";
import { addressOf, type Query } from "../ui/use-query";

type Asked = NonNullable<Parameters<Api["suggestions"]["browse"]>[0]>;

export const KINDS = ["story", "team_moment", "success", "vacancy", "event", "article"] as const;
export const SORTS = ["newest", "changed", "title", "publish_at", "expires_at"] as const;

/** The names of filters in the address; what else stands there is no filter. */
export const FILTERS = ["q", "state", "needs", "kind", "language", "team", "location", "feed", "sort"] as const;
export type Filters = Readonly<Partial<Record<(typeof FILTERS)[number], string>>>;

export const NO_FILTERS = Object.fromEntries(FILTERS.map((name) => [name, undefined]));

export const filtersIn = (query: Query): Filters =>
  Object.fromEntries(FILTERS.flatMap((name) => (query[name] ? [[name, query[name]]] : [])));

const oneOf = <T extends string>(words: readonly T[], value: string | undefined): T | undefined => words.find((word) => word === value);

function stateAsked(value: string | undefined): Pick<Asked, "state" | "ending_within"> {
  const state = oneOf(STATES, value);
  return state === "ending" ? { ending_within: ENDING_DAYS } : { state };
}

/** The API does not narrow by warnings: what is published is looked through here. */
const needsAttention = ({ needs }: Filters): boolean => needs === "attention";

export function asked(filters: Filters): Asked {
  const { q, state, kind, language, team, location, feed, sort } = filters;
  const all: Asked = {
    ...{ q, language, team, location, feed, kind: oneOf(KINDS, kind), sort: oneOf(SORTS, sort) },
    ...stateAsked(state),
    ...(needsAttention(filters) ? { status: "published" } : {}),
  };
  return { view: "manage", ...Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined)) };
}

/** Whether a suggestion of the answer is shown: all are, unless one looks for what needs attention. */
export function isShown(suggestion: Suggestion, filters: Filters, now: number): boolean {
  if (!needsAttention(filters)) return true;
  const state = stateOf(suggestion, now);
  return state === "withheld" || (suggestion.warnings.length > 0 && state !== "expired");
}

const PAGE = 50;
/** So many are looked for, in so many pages at most, before somebody asks for more. */
const ENOUGH = 20;
const MOST_PAGES = 10;

/** How many of each list were there last: who comes back to it finds as many. */
const counts = new Map<string, number>();

interface Page {
  readonly items: readonly Suggestion[];
  readonly next_cursor: string | null;
}

async function firstOf(query: Asked, filters: Filters, count: number): Promise<Page> {
  let page: Page = await api.suggestions.browse({ ...query, limit: PAGE });
  for (let pages = 1; page.next_cursor !== null; pages += 1) {
    const shown = page.items.filter((suggestion) => isShown(suggestion, filters, Date.now())).length;
    if (page.items.length >= count && (shown >= ENOUGH || pages >= MOST_PAGES)) break;
    const next = await api.suggestions.browse({ ...query, limit: PAGE, cursor: page.next_cursor });
    page = { items: [...page.items, ...next.items], next_cursor: next.next_cursor };
  }
  return page;
}

export function useListing(filters: Filters): Pages<Suggestion> {
  const query = asked(filters);
  const key = addressOf("suggestions", { ...(query as Query), needs: filters.needs });
  const pages = usePages<Suggestion>(key, (cursor) =>
    cursor === undefined ? firstOf(query, filters, counts.get(key) ?? 0) : api.suggestions.browse({ ...query, limit: PAGE, cursor }),
  );
  if (pages.value !== undefined) counts.set(key, pages.value.items.length);
  return pages;
}
