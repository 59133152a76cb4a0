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

/**
 * Keeps what has the focus between the bars at the top and the bottom when something above it grows, such as a hint
 * that comes while somebody goes on with Tab. Not when they scrolled away from it, and not a field with a caret: the
 * browser follows that by itself.
 */
export function keepFocusInSight(root: HTMLElement): void {
  let wasInSight = false;
  addEventListener("focusin", () => {
    wasInSight = true;
    // the bar may have grown just now; never under a mouse, whose click would miss
    requestAnimationFrame(() => {
      if (document.activeElement?.matches(":focus-visible")) focused()?.scrollIntoView({ block: "nearest" });
    });
  });
  addEventListener("scroll", () => { wasInSight = isInSight(focused()); }, { passive: true });
  new ResizeObserver(() => { if (wasInSight) focused()?.scrollIntoView({ block: "nearest" }); }).observe(root);
}

/** What is drawn as having the focus: of a radio button its label. */
function focused(): Element | null {
  const element = document.activeElement;
  if (element === null || element === document.body || element.matches("textarea")) return null;
  return element.closest("label") ?? element;
}

function isInSight(element: Element | null): boolean {
  if (element === null) return false;
  const { top, bottom } = element.getBoundingClientRect();
  const { scrollPaddingTop, scrollPaddingBottom } = getComputedStyle(document.documentElement);
  // a browser scrolls by whole pixels, and may stop short of one
  return top >= parseFloat(scrollPaddingTop) - 1 && bottom <= innerHeight - parseFloat(scrollPaddingBottom) + 1;
}
