/**
 * Something that is being written, kept from the first letter on: closing the panel in the middle of it loses nothing.
 * It may be open in two panels at once, and shows in each what was written last.
 */
import { useEffect, useRef, useState } from "preact/hooks";
import { storage } from "../shared/browser";
import { lastMoment } from "../shared/last-moment";

/** What storage has not confirmed yet: in Firefox it is lost with the page that handed it over. */
const unconfirmed = new Map<string, unknown>();

/** Handed over at once: a page that is about to go does not live to hear that storage is ready for more. */
export async function save(key: string, value: unknown): Promise<void> {
  unconfirmed.set(key, value);
  try {
    await (value === null ? storage.remove([key]) : storage.set({ [key]: value }));
  } finally {
    if (unconfirmed.get(key) === value) unconfirmed.delete(key);
    lastMoment.removeItem(key);
  }
}

/** The page is about to go: what is still on its way is left where the next one finds it. */
function leave(): void {
  for (const [key, value] of unconfirmed) lastMoment.setItem(key, JSON.stringify(value));
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
  useEffect(() => {
    addEventListener("pagehide", leave);
    return () => {
      removeEventListener("pagehide", leave);
    };
  }, []);
  const change = (step: (now: T | null) => T | null): Promise<void> => {
    const next = step(latest.current);
    show(next);
    writing.current += 1;
    return save(key, next === null || isBlank?.(next) === true ? null : next).finally(() => { writing.current -= 1; });
  };
  return { value, change };
}
