/**
 * Something that is being written, kept from the first letter on: closing the panel in the middle of it loses nothing.
 * It may be open in two panels at once, and shows in each what was written last.
 */
import { useEffect, useRef, useState } from "preact/hooks";
import { storage } from "../shared/browser";

/** Handed over at once: a page that is about to go does not live to hear that storage is ready for more. */
export function save(key: string, value: unknown): Promise<void> {
  return value === null ? storage.remove([key]) : storage.set({ [key]: value });
}

export interface Saved<T> {
  /** Null when there is nothing; undefined for the moment it takes to look. */
  readonly value: T | null | undefined;
  /** From the latest, not from the one on the screen; settled when it is stored. */
  readonly change: (step: (now: T | null) => T | null) => Promise<void>;
}

/** @param isBlank what is shown, but not worth keeping */
export function useSaved<T>(key: string, isBlank?: (value: T) => boolean): Saved<T> {
  const [value, setValue] = useState<T | null>();
  const latest = useRef<T | null>(null);
  const show = (next: T | null): void => {
    latest.current = next;
    setValue(() => next);
  };
  const writing = useRef(0);
  useEffect(() => {
    const look = async (): Promise<void> => {
      const before = latest.current;
      const found = ((await storage.get([key]))[key] as T | undefined) ?? null;
      // who wrote on here meanwhile has written last; and what is not worth keeping is not there
      if (writing.current > 0 || latest.current !== before) return;
      if (found === null && before !== null && isBlank?.(before) === true) return;
      show(found);
    };
    void look();
    return storage.onChange((changed) => {
      if (changed.includes(key) && writing.current === 0) void look();
    });
  }, [key]);
  const change = (step: (now: T | null) => T | null): Promise<void> => {
    const next = step(latest.current);
    show(next);
    writing.current += 1;
    return save(key, next === null || isBlank?.(next) === true ? null : next).finally(() => { writing.current -= 1; });
  };
  return { value, change };
}
