/** For a place in the list that comes a moment after the list: the focus of someone who comes back to it waits for it. */
import { useEffect, useRef } from "preact/hooks";
import { usePanel } from "../panel-context";

export function useFocusBack(place: string) {
  const { cameFrom } = usePanel().navigation;
  const here = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    // not from someone who has gone on meanwhile
    if (cameFrom === place && (document.activeElement?.matches("body, h1") ?? true)) here.current?.focus();
  }, []);
  return here;
}
