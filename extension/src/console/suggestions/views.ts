/**
 * Filters of the list that go by a name: those that everybody has, and those that an editor saved, which this browser
 * keeps by the editor's id, also when they sign out: they say nothing about anybody.
 */
import { storage } from "../../shared/browser";
import { list, open, text } from "../../shared/guards";
import { fits, read } from "../../shared/stored";
import type { Key } from "../i18n";

export interface SavedView {
  readonly name: string;
  /** As it stands in the address, after the question mark. */
  readonly search: string;
}

export const BUILT_IN: readonly (Pick<SavedView, "search"> & { readonly label: Key })[] = [
  { label: "suggestions.viewAll", search: "" },
  { label: "suggestions.viewLive", search: "state=live" },
  { label: "suggestions.viewDrafts", search: "state=draft" },
  { label: "suggestions.viewEnding", search: "state=ending" },
  { label: "suggestions.viewAttention", search: "needs=attention" },
];

export const MOST_VIEWS = 30;
export const LONGEST_NAME = 60;

const isViews = list<SavedView>(open({ name: text(LONGEST_NAME), search: text(2000) }), MOST_VIEWS);
const entryOf = (owner: string) => ({ key: `views:${owner}`, parse: fits(isViews) });

type Store = Pick<typeof storage, "get" | "set">;

export async function loadViews(owner: string, store: Store = storage): Promise<readonly SavedView[]> {
  return (await read(store, entryOf(owner)).catch(() => undefined)) ?? [];
}

export async function saveViews(owner: string, views: readonly SavedView[], store: Store = storage): Promise<void> {
  await store.set({ [entryOf(owner).key]: views });
}

/** The same filters in the same order, however they were typed: two addresses that show the same are the same view. */
export function canonical(search: string): string {
  const given = [...new URLSearchParams(search)].filter(([, value]) => value !== "");
  given.sort(([one], [other]) => one.localeCompare(other));
  return new URLSearchParams(given).toString();
}

/** A view of a name takes the place of the one that had the name. */
export function withView(views: readonly SavedView[], view: SavedView): readonly SavedView[] {
  const others = views.filter(({ name }) => name !== view.name);
  return [...others, view].slice(-MOST_VIEWS);
}

export const renamed = (views: readonly SavedView[], name: string, to: string): readonly SavedView[] =>
  views.filter((view) => view.name === name || view.name !== to).map((view) => (view.name === name ? { ...view, name: to } : view));

export const withoutView = (views: readonly SavedView[], name: string): readonly SavedView[] =>
  views.filter((view) => view.name !== name);
