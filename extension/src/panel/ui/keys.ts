/** Keys that work wherever the focus is. */
import { useEffect, useRef } from "preact/hooks";

/** Calls the latest `press` for a key, such as "Escape", unless something that is open has taken the key for itself. */
export function useKey(key: string, press: (event: KeyboardEvent) => void): void {
  const latest = useRef(press);
  latest.current = press;
  useEffect(() => {
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
