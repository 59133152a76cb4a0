/** Keys that work wherever the focus is. */
import { useLayoutEffect, useRef } from "preact/hooks";

/** What one types text in: a letter is a letter there, and Ctrl+Z takes back what was typed. */
const TEXT_FIELD = "textarea, input:not([type=radio], [type=checkbox])";

export const takesText = (target: EventTarget | null): boolean => target instanceof Element && target.matches(TEXT_FIELD);

/** Ctrl+Z, where it is not the text's own. */
export const isUndo = ({ ctrlKey, metaKey, shiftKey, target }: KeyboardEvent): boolean =>
  (ctrlKey || metaKey) && !shiftKey && !takesText(target);

/** Escape goes back, but not while somebody writes: there people press it to close a spelling tool or a list of words. */
export function useBackKey(back: () => void): void {
  useKey("Escape", ({ target }) => { if (!takesText(target)) back(); });
}

/** Calls the latest `press` for a key, such as "Escape", unless something that is open has taken the key for itself. */
export function useKey(key: string, press: (event: KeyboardEvent) => void): void {
  const latest = useRef(press);
  latest.current = press;
  // with the view itself, not after its first picture: whoever is quick would press in vain
  useLayoutEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      // a key that ends an input method's word is not ours
      if (event.key === key && !event.isComposing && !event.defaultPrevented) latest.current(event);
    };
    addEventListener("keydown", onKey);
    return () => {
      removeEventListener("keydown", onKey);
    };
  }, [key]);
}
