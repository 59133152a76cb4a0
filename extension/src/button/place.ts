/**
 * Where the button stands: inside LinkedIn's dialog, because under a modal one everything outside it is inert, and
 * outside the editor, between the text and LinkedIn's own buttons.
 */
import { BUTTON } from "../composer/selectors";
import type { Button } from "./node";

/** A page that takes the button away so many times does not want it there. */
const ENOUGH = 3;

/** Keeps the button beside an editor, or away from the page. */
export function createPlacing({ host, wear }: Button, signal: AbortSignal): (editor: HTMLElement | null) => void {
  let beside: HTMLElement | null = null;
  let times = 0;
  signal.addEventListener("abort", () => { host.remove(); });
  return (editor) => {
    if (editor !== beside) times = 0;
    beside = editor;
    if (editor === null) host.remove();
    if (editor === null || standsBeside(host, editor) || times === ENOUGH) return;
    times += 1;
    wear(getComputedStyle(editor).color);
    partWithText(editor).after(host);
  };
}

const standsBeside = (host: Element, editor: Element): boolean => host.parentNode?.contains(editor) === true && host.isConnected;

/** The largest part around the editor that holds none of LinkedIn's buttons. */
function partWithText(editor: Element): Element {
  let part = editor;
  for (let around = part.parentElement; around?.querySelector(BUTTON) === null; around = part.parentElement) part = around;
  return part;
}
