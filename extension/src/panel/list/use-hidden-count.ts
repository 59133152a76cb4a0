/** How many suggestions the employee has put out of sight, as far as the first page of them says. */
import { useEffect } from "preact/hooks";
import { usePanel } from "../panel-context";
import { onlyHidden, useLibrary } from "./use-library";

export function useHiddenCount(): number {
  const { taken } = usePanel().marks;
  const { library, retry } = useLibrary(undefined, onlyHidden);
  useEffect(() => {
    if (taken > 0) retry();
  }, [taken]);
  return library?.items.length ?? 0;
}
