/**
 * Quill 1.3.7, which knows nothing of shadow roots: it asks the document where the caret is and what has the focus.
 * Whoever runs it inside one has to change those three methods, so the replica does too.
 */
import Quill from "quill/dist/quill.core.js";

import { replica, UNDO_STEP_MS } from "./record";
import type { EditorModel } from "./record";

export interface QuillOptions {
  /** Where the editor is to be; already in the page. */
  readonly place: HTMLElement;
  readonly attributes: Record<string, string>;
  readonly prompt: string;
  onEdit(isEmpty: boolean): void;
}

type Root = (Document | ShadowRoot) & { getSelection?(): Selection | null };

export function mountQuill(options: QuillOptions): EditorModel {
  const quill = new Quill(options.place, {
    placeholder: options.prompt,
    formats: [],
    modules: { history: { delay: UNDO_STEP_MS } },
  });
  const root = options.place.getRootNode() as Root;
  if (root instanceof ShadowRoot) teachShadowRoot(quill, root);
  for (const [name, value] of Object.entries(options.attributes)) quill.root.setAttribute(name, value);
  quill.on("text-change", () => {
    if (replica.refusing) joinLines(quill);
    options.onEdit(quill.getText() === "\n");
  });
  return {
    element: quill.root,
    // Quill's document always ends in a line end of its own.
    text: () => quill.getText().slice(0, -1),
    caret: () => quill.getSelection()?.index ?? -1,
    setCaret: (offset) => {
      quill.setSelection(offset, 0);
    },
  };
}

function teachShadowRoot(quill: Quill, root: Root): void {
  const { selection } = quill;
  const live = (): Selection | null => root.getSelection?.() ?? document.getSelection();
  selection.hasFocus = () => root.activeElement === quill.root;
  selection.getNativeRange = () => {
    const range = composedRange(live(), root as ShadowRoot);
    return range === null ? null : selection.normalizeNative(range);
  };
  selection.setNativeRange = (startNode, startOffset, endNode = startNode, endOffset = startOffset) => {
    if (startNode === null || endNode === null) {
      quill.root.blur();
      return;
    }
    if (!selection.hasFocus()) quill.root.focus();
    live()?.setBaseAndExtent(startNode, startOffset ?? 0, endNode, endOffset ?? 0);
  };
  document.addEventListener("selectionchange", () => {
    if (selection.hasFocus()) selection.update("user");
  });
}

function composedRange(selection: Selection | null, root: ShadowRoot): StaticRange | null {
  return selection?.getComposedRanges({ shadowRoots: [root] })[0] ?? null;
}

/** An editor with its own idea of a text: it joins the lines, as soon as it has taken them in. */
function joinLines(quill: Quill): void {
  const lines = quill.getText().slice(0, -1);
  if (lines.includes("\n")) quill.setText(lines.replaceAll("\n", ""), "silent");
}
