/** TipTap as a composer has it: plain paragraphs, undo, and hashtags and links that are coloured while typing. */
import { Editor, Extension } from "@tiptap/core";
import type { Node as DocumentNode } from "@tiptap/pm/model";
import { Plugin, TextSelection } from "@tiptap/pm/state";
import { Decoration, DecorationSet } from "@tiptap/pm/view";
import StarterKit from "@tiptap/starter-kit";

import { replica, UNDO_STEP_MS } from "./record";
import type { EditorModel } from "./record";

const ENTITY = /#[\p{L}\p{N}_]+|https?:\/\/\S+/gu;
const OFF = ["blockquote", "bold", "bulletList", "code", "codeBlock", "dropcursor", "heading", "horizontalRule"] as const;
const OFF_TOO = ["italic", "link", "listItem", "listKeymap", "orderedList", "strike", "underline"] as const;

export interface TiptapOptions {
  readonly place: HTMLElement;
  readonly attributes: Record<string, string>;
  readonly prompt: string;
  onEdit(isEmpty: boolean): void;
}

export function mountTiptap(options: TiptapOptions): EditorModel {
  const editor = new Editor({
    element: options.place,
    injectCSS: false,
    extensions: [
      StarterKit.configure({
        ...Object.fromEntries([...OFF, ...OFF_TOO].map((name) => [name, false])),
        undoRedo: { newGroupDelay: UNDO_STEP_MS },
      }),
      coloured(options.prompt),
      refusing(),
    ],
    editorProps: { attributes: options.attributes },
    onUpdate: () => {
      options.onEdit(editor.isEmpty);
    },
  });
  return modelOf(editor);
}

function modelOf(editor: Editor): EditorModel {
  const upTo = (end: number): string => editor.state.doc.textBetween(0, end, "\n", "\n");
  return {
    element: editor.view.dom,
    text: () => upTo(editor.state.doc.content.size),
    caret: () => upTo(editor.state.selection.head).length,
    setCaret: (offset) => {
      const { doc } = editor.state;
      let at = 1;
      while (at < doc.content.size && upTo(at).length < offset) at += 1;
      editor.view.focus();
      editor.view.dispatch(editor.state.tr.setSelection(TextSelection.near(doc.resolve(at))));
    },
  };
}

function coloured(prompt: string): Extension {
  const plugin = new Plugin({
    props: {
      decorations: ({ doc }) => DecorationSet.create(doc, doc.textContent === "" ? hint(doc, prompt) : entities(doc)),
    },
  });
  return Extension.create({ name: "coloured", addProseMirrorPlugins: () => [plugin] });
}

function hint(doc: DocumentNode, prompt: string): Decoration[] {
  const first = doc.firstChild;
  if (first === null || doc.childCount > 1) return [];
  return [Decoration.node(0, first.nodeSize, { class: "x-hint", "data-placeholder": prompt })];
}

function entities(doc: DocumentNode): Decoration[] {
  const found: Decoration[] = [];
  doc.descendants((node, start) => {
    for (const { index, 0: text } of (node.text ?? "").matchAll(ENTITY)) {
      found.push(Decoration.inline(start + index, start + index + text.length, { class: "x-entity" }));
    }
  });
  return found;
}

/** Takes back every change, as an editor with rules of its own may, when the test says so. */
function refusing(): Extension {
  const plugin = new Plugin({ filterTransaction: ({ docChanged }) => !(docChanged && replica.refusing) });
  return Extension.create({ name: "refusing", addProseMirrorPlugins: () => [plugin] });
}
