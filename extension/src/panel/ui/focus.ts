/**
 * Where the focus goes when what had it goes away: nobody who uses a keyboard or a screen reader should find
 * themselves back at the top of the page without a word.
 */
import { useEffect, useLayoutEffect, useRef } from "preact/hooks";

interface Ref<T> {
  current: T | null;
}

/** For the heading of a view: the place from which one reads on. */
export function useFocusOnArrival<T extends HTMLElement>(): Ref<T> {
  const heading = useRef<T>(null);
  useEffect(() => heading.current?.focus({ preventScroll: true }), []);
  return heading;
}

/** For something that comes and goes: when it goes with the focus in it, the focus is on `to`, or where it was before. */
export function useFocusReturn<T extends HTMLElement>(to?: string): Ref<T> {
  const inside = useRef<T>(null);
  useLayoutEffect(() => {
    const before = to === undefined ? document.activeElement : document.querySelector(to);
    const here = inside.current;
    return () => {
      if (here?.contains(document.activeElement) && before instanceof HTMLElement) before.focus();
    };
  }, []);
  return inside;
}

export function focusOn(selector: string): void {
  document.querySelector<HTMLElement>(selector)?.focus();
}
