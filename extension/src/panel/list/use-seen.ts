/** Tells the worker what stands in the list of an open panel, so that it is not new the next time. */
import { useEffect, useRef } from "preact/hooks";
import { isNew, MOST_SEEN, type Seen } from "../../shared/seen";
import type { Library } from "../../shared/shapes";
import { ask } from "../ask";

/** `seen` is what had been seen before the panel was opened. */
export function useSeen(library: Library | undefined, seen: Seen | undefined): void {
  const told = useRef(new Set<string>());
  const hasBegun = useRef(seen !== undefined);
  useEffect(() => {
    if (library === undefined || document.visibilityState !== "visible") return;
    const fresh = library.items.filter((item) => !told.current.has(item.id) && (seen === undefined || isNew(item, seen)));
    // a first list with nothing in it is a beginning too
    if (fresh.length === 0 && hasBegun.current) return;
    hasBegun.current = true;
    const ids = fresh.map(({ id }) => id).slice(0, MOST_SEEN);
    for (const id of ids) told.current.add(id);
    void ask<"seen">({ type: "seen", ids });
  }, [library, seen]);
}
