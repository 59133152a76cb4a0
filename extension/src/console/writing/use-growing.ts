/** A field as tall as its text, so that nobody scrolls in a field in a page. */
import { useLayoutEffect, useRef } from "preact/hooks";

export function useGrowing(text: string) {
  const area = useRef<HTMLTextAreaElement>(null);
  useLayoutEffect(() => {
    const field = area.current;
    // browsers that know `field-sizing` do it themselves
    if (field === null || CSS.supports("field-sizing", "content")) return;
    field.style.blockSize = "auto";
    field.style.blockSize = `${String(field.scrollHeight + 2)}px`;
  }, [text]);
  return area;
}
