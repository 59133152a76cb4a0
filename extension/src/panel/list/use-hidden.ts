/** The suggestions that the employee has put out of sight, as far as the first page of them says. */
import { useEffect, useState } from "preact/hooks";
import { storage } from "../../shared/browser";
import { libraryOf } from "../../shared/entries";
import { read } from "../../shared/stored";
import { ask } from "../ask";

const query = { marked: "hidden" } as const;
const LIBRARY = libraryOf(query);
const NONE: ReadonlySet<string> = new Set();

/** Their ids as they are stored, now and after every change: the worker fetches the list after a mark. */
export function useHidden(): ReadonlySet<string> {
  const [hidden, setHidden] = useState(NONE);
  useEffect(() => {
    const look = async (): Promise<void> => {
      const found = await read(storage, LIBRARY).catch(() => undefined);
      setHidden(new Set(found?.items.map(({ id }) => id)));
    };
    void look();
    return storage.onChange((changed) => {
      if (changed.includes(LIBRARY.key)) void look();
    });
  }, []);
  return hidden;
}

/** How many there are; the server is asked, too. */
export function useHiddenCount(): number {
  useEffect(() => void ask<"library">({ type: "library", query }), []);
  return useHidden().size;
}
