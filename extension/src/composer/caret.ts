/** Reading and setting the caret of an editor, also inside open shadow roots, where each browser has its own way. */
import { offsetOf, placeAt, textOf } from "./model";
import type { Place } from "./model";

/** Chromium's own way into a shadow root, absent from the standard and so from TypeScript's library. */
type SelectionRoot = Node & { getSelection?: () => Selection | null };

/** The caret as a text offset: the end of what is selected, so that nothing selected is overwritten. */
export function readCaret(editor: HTMLElement): number {
  const place = selectionEnd(editor);
  if (place === null || !editor.contains(place.node)) return textOf(editor).length;
  return offsetOf(editor, place);
}

/** Gives the editor the keyboard, and puts the caret back: `focus()` alone sends Quill's to the start. */
export function setCaret(editor: HTMLElement, offset: number): void {
  select(editor, offset, offset);
}

/** Gives the editor the keyboard, with the text between two offsets selected. */
export function select(editor: HTMLElement, start: number, end: number): void {
  editor.focus({ preventScroll: true });
  const [from, to] = [placeAt(editor, start), placeAt(editor, end)];
  selectionFor(editor)?.setBaseAndExtent(from.node, from.offset, to.node, to.offset);
}

function selectionEnd(editor: HTMLElement): Place | null {
  const composed = composedEnd(editor);
  if (composed !== null && editor.contains(composed.node)) return composed;
  const selection = selectionFor(editor);
  if (selection === null || selection.rangeCount === 0) return composed;
  const range = selection.getRangeAt(0);
  return { node: range.endContainer, offset: range.endOffset };
}

/** The standard way, from Chromium 137 and Firefox 142 on. */
function composedEnd(editor: HTMLElement): Place | null {
  const selection = document.getSelection();
  if (selection === null || !("getComposedRanges" in selection)) return null;
  const [range] = selection.getComposedRanges({ shadowRoots: shadowRootsAround(editor) });
  return range === undefined ? null : { node: range.endContainer, offset: range.endOffset };
}

function shadowRootsAround(editor: HTMLElement): ShadowRoot[] {
  const roots: ShadowRoot[] = [];
  for (let root = editor.getRootNode(); "host" in root; root = (root as ShadowRoot).host.getRootNode()) {
    roots.push(root as ShadowRoot);
  }
  return roots;
}

function selectionFor(editor: HTMLElement): Selection | null {
  const root = editor.getRootNode() as SelectionRoot;
  return root.getSelection?.() ?? document.getSelection();
}
