/** Takes back what was done last: by the button of its message, or by Ctrl+Z while the view is open. */
import { useRef } from "preact/hooks";
import { isUndo, useKey } from "../../panel/ui/keys";
import type { ToastAction } from "../../panel/ui/toast";
import { t } from "../i18n";

/** Gives the button for what was just done; only the latest can be taken back. */
export function useUndo(): (undo: () => void) => ToastAction {
  const latest = useRef<(() => void) | undefined>(undefined);
  const take = (): void => {
    const undo = latest.current;
    latest.current = undefined;
    undo?.();
  };
  useKey("z", (event) => {
    if (!isUndo(event) || latest.current === undefined) return;
    event.preventDefault();
    take();
  });
  return (undo) => {
    latest.current = undo;
    return { label: t("undo"), run: take, keys: "Control+Z" };
  };
}
