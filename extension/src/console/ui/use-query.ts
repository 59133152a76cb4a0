/** What is filtered and searched for stands in the address, so that it can be kept, sent and gone back to. */
import { useLocation } from "preact-iso/router";

export type Query = Readonly<Record<string, string | undefined>>;

/** The address without what is empty. */
export function addressOf(path: string, query: Query): string {
  const given = Object.entries(query).filter((entry): entry is [string, string] => entry[1] !== undefined && entry[1] !== "");
  const search = new URLSearchParams(given).toString();
  return search === "" ? path : `${path}?${search}`;
}

/** The query of this address, and a way to change parts of it. Typing replaces the address; a choice is a step to go back. */
export function useQuery(): [query: Query, change: (change: Query, how?: "push" | "replace") => void] {
  const { path, query, route } = useLocation();
  const change = (changed: Query, how: "push" | "replace" = "push"): void => {
    route(addressOf(path, { ...query, ...changed }), how === "replace");
  };
  return [query, change];
}
