/** Arrow keys that move the focus through what can be opened, from the search field or the heading too. */
import type { RefObject } from "preact";
import { useEffect } from "preact/hooks";

const STEPS: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1 };

/** Where the focus is when nobody has moved it, and where one searches: arrows go from there to the first or the last. */
const OUTSIDE = 'body, h1, main, input[type="search"]';

const isInside = (within: HTMLElement, target: Element): boolean =>
  within.contains(target) && !target.matches('select, input:not([type="checkbox"])');

/** @param stops selects what the focus stops at @param row selects what holds a stop, and other things that count as it */
export function useArrowKeys(within: RefObject<HTMLElement | null>, stops: string, row?: string): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      const step = STEPS[event.key];
      const active = document.activeElement;
      if (step === undefined || event.altKey || event.ctrlKey || event.metaKey || within.current === null || active === null) return;
      if (!isInside(within.current, active) && !active.matches(OUTSIDE)) return;
      const all = [...within.current.querySelectorAll<HTMLElement>(stops)];
      const inRow = row === undefined ? null : (active.closest(row)?.querySelector<HTMLElement>(stops) ?? null);
      const at = all.findIndex((stop) => stop === active || stop === inRow);
      event.preventDefault();
      all[Math.max(0, Math.min(all.length - 1, at + step))]?.focus();
    };
    addEventListener("keydown", onKey);
    return () => {
      removeEventListener("keydown", onKey);
    };
  }, [stops, row]);
}
