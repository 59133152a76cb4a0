/** Arrow keys that move the focus through what can be opened. */
import type { RefObject } from "preact";
import { useLayoutEffect } from "preact/hooks";

const STEPS: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1 };

const hasOwnArrows = (target: EventTarget | null): boolean =>
  target instanceof HTMLSelectElement || (target instanceof HTMLInputElement && !["search", "checkbox"].includes(target.type));

/** @param stops selects what the focus stops at; a row that holds such a stop, and the focus, counts as it */
export function moveByArrow(event: KeyboardEvent, within: HTMLElement, stops: string, row?: string): void {
  const step = STEPS[event.key];
  if (step === undefined || event.altKey || event.ctrlKey || event.metaKey || hasOwnArrows(event.target)) return;
  const all = [...within.querySelectorAll<HTMLElement>(stops)];
  const active = document.activeElement;
  const inRow = row === undefined ? null : (active?.closest(row)?.querySelector<HTMLElement>(stops) ?? null);
  const at = all.findIndex((stop) => stop === active || stop === inRow);
  event.preventDefault();
  all[Math.max(0, Math.min(all.length - 1, at + step))]?.focus();
}

/** Where the focus is when nobody has moved it, and where one searches. */
const OUTSIDE = 'body, h1, main, input[type="search"]';

/** The same, also from the heading and from the search field. */
export function useArrowKeys(within: RefObject<HTMLElement | null>, stops: string, row?: string): void {
  // with the rows themselves, not after their first picture: whoever is quick would press in vain
  useLayoutEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      const [active, list] = [document.activeElement, within.current];
      if (active === null || list === null || !(list.contains(active) || active.matches(OUTSIDE))) return;
      moveByArrow(event, list, stops, row);
    };
    addEventListener("keydown", onKey);
    return () => {
      removeEventListener("keydown", onKey);
    };
  }, [stops, row]);
}
