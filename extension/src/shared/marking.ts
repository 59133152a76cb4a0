/** What a mark makes of a list of suggestions, for the lists that are stored and for those on the screen. */
import type { Mark, Query, Suggestion } from "./shapes";

export interface Marked {
  readonly saved: boolean;
  readonly hidden: boolean;
}

/** Saving shows what was hidden, and hiding lets go of what was saved: the server does the same. */
export function after(mark: Mark, { saved, hidden }: Marked): Marked {
  if (mark === "save") return { saved: true, hidden: false };
  if (mark === "hide") return { saved: false, hidden: true };
  return mark === "unsave" ? { saved: false, hidden } : { saved, hidden: false };
}

/** A list without what does not belong in it any more. What a mark brings into a list only the server can place. */
export function without(
  items: readonly Suggestion[],
  which: Query["marked"],
  suggestionId: string,
  mark: Mark,
): readonly Suggestion[] {
  return items.flatMap((item) => {
    if (item.id !== suggestionId) return [item];
    const { saved, hidden } = after(mark, { saved: item.saved === true, hidden: which === "hidden" });
    const stays = which === "saved" ? saved : hidden === (which === "hidden");
    return stays ? [{ ...item, saved }] : [];
  });
}

/** The list into which a mark brings a suggestion, if it brings it into one. */
export function gainOf(mark: Mark): Pick<Query, "marked"> | undefined {
  if (mark === "unsave") return undefined;
  return mark === "unhide" ? {} : { marked: mark === "save" ? "saved" : "hidden" };
}
