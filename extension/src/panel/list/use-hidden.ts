/** The suggestions that the employee has put out of sight, as far as the first page of them says. */
import { useEffect, useState } from "preact/hooks";
import { storage } from "../../shared/browser";
import * as keys from "../../shared/keys";
import type { Library } from "../../shared/shapes";
import { ask } from "../ask";

const query = { marked: "hidden" } as const;
const KEY = keys.libraryKey(query);
const NONE: ReadonlySet<string> = new Set();

/** Their ids as they are stored, now and after every change: the worker fetches the list after a mark. */
export function useHidden(): ReadonlySet<string> {
  const [hidden, setHidden] = useState(NONE);
  useEffect(() => {
    const read = async (): Promise<void> => {
      const found = (await storage.get([KEY]))[KEY] as Library | undefined;
      setHidden(new Set(found?.items.map(({ id }) => id)));
    };
    void read();
    return storage.onChange((changed) => {
      if (changed.includes(KEY)) void read();
    });
  }, []);
  return hidden;
}

/** How many there are; the server is asked, too. */
export function useHiddenCount(): number {
  useEffect(() => void ask<"library">({ type: "library", query }), []);
  return useHidden().size;
}
