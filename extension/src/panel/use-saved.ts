/**
 * Something that is being written, kept from the first letter on. It may be open in two panels at once, and shows in each
 * what was written last.
 */
import { useEffect, useRef, useState } from "preact/hooks";
import { storage } from "../shared/browser";
import type { Entry } from "../shared/stored";
import { autosave, type Written } from "./autosave";

export interface Saved<T> {
  /** Null when there is nothing; undefined for the moment it takes to look. */
  readonly value: T | null | undefined;
  /** From the latest, not from the one on the screen; settled when it is stored. */
  readonly change: (step: (now: T | null) => T | null) => Promise<void>;
}

/** @param isBlank what is shown, but not worth keeping */
export function useSaved<T extends Written>(entry: Entry<T>, isBlank?: (value: T) => boolean): Saved<T> {
  const [value, setValue] = useState<T | null>();
  const latest = useRef<T | null>(null);
  const show = (next: T | null): void => {
    latest.current = next;
    setValue(() => next);
  };
  const { key } = entry;
  useEffect(() => {
    const look = async (): Promise<void> => {
      const before = latest.current;
      const found = (await autosave.load(entry)) ?? null;
      // who wrote on here meanwhile has written last; and what is not worth keeping is not there
      if (autosave.isWriting(key) || latest.current !== before) return;
      if (found === null && before !== null && isBlank?.(before) === true) return;
      show(found);
    };
    // what cannot be read can still be written
    void look().catch(() => { show(latest.current); });
    return storage.onChange((changed) => {
      if (changed.includes(key) && !autosave.isWriting(key)) void look().catch(() => undefined);
    });
  }, [key]);
  const change = (step: (now: T | null) => T | null): Promise<void> => {
    const next = step(latest.current);
    show(next);
    return autosave.save(key, next === null || isBlank?.(next) === true ? null : next);
  };
  return { value, change };
}
