/** How many suggestions the employee has put out of sight, as far as the first page of them says. */
import { useEffect, useState } from "preact/hooks";
import { storage } from "../../shared/browser";
import * as keys from "../../shared/keys";
import type { Library } from "../../shared/shapes";
import { ask } from "../ask";

const query = { marked: "hidden" } as const;
const KEY = keys.libraryKey(query);

/** What is stored, now and after every change of it: the worker fetches the list after a mark, and here once. */
export function useHiddenCount(): number {
  const [count, setCount] = useState(0);
  useEffect(() => {
    const read = async (): Promise<void> => {
      const found = (await storage.get([KEY]))[KEY] as Library | undefined;
      setCount(found?.items.length ?? 0);
    };
    void read();
    void ask<"library">({ type: "library", query });
    return storage.onChange((changed) => {
      if (changed.includes(KEY)) void read();
    });
  }, []);
  return count;
}
