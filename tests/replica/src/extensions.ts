/**
 * What other extensions put into an open composer, each in a way that real ones do: `replica.intrude(way)`. Fields of
 * theirs are decoys too: nothing may be written in them.
 */
import { addField, isField } from "./assistants";
import type { Field } from "./assistants";
import { h, iconButton, PATHS } from "./dom";

/** A spelling tool: a custom element beside the editor, its badge and its field in a shadow root. */
function spelling(editor: HTMLElement): void {
  const host = h("grammar-helper", { "data-replica-intruder": true });
  const field = h("textarea", { "data-decoy": "spelling", "aria-label": "Replace with" });
  host.attachShadow({ mode: "open" }).append(iconButton("3 hints", PATHS.clock), field, h("button", {}, "Fix all"));
  editor.after(host);
}

/** A badge behind everything else in the dialog, a picture only. */
function badge(_editor: HTMLElement, dialog: Element): void {
  dialog.append(h("div", { "data-replica-intruder": true }, iconButton("Assistant", PATHS.smile)));
}

/** An assistant with a field to ask it something, at the end of the dialog. */
function assistant(_editor: HTMLElement, dialog: Element): void {
  const field = h("textarea", { "data-decoy": "assistant", placeholder: "Ask me to write" });
  dialog.append(h("div", { "data-replica-intruder": true }, field, iconButton("Write", PATHS.smile)));
}

/** The same between editor and foot, with a rich field that calls itself a text box. */
function richAssistant(editor: HTMLElement): void {
  const field = h("div", { contenteditable: "true", role: "textbox", "data-decoy": "rich-assistant" }, h("p", {}, h("br")));
  const host = h("div", { "data-replica-intruder": true, style: "z-index: 2147483647" }, field, iconButton("Write", PATHS.smile));
  (editor.closest(".x-editor") ?? editor).after(host);
}

/** One that is not marked by anything, before the head. */
function unmarked(_editor: HTMLElement, dialog: Element): void {
  const field = h("div", { contenteditable: "true", role: "textbox", "data-decoy": "unmarked" }, h("p", {}, h("br")));
  dialog.prepend(h("section", { "data-replica-intruder": true }, field, iconButton("Write", PATHS.smile)));
}

/** A password manager's and a translator's, each with a shadow root in a shadow root. */
function nested(_editor: HTMLElement, dialog: Element): void {
  const inner = h("div");
  inner.attachShadow({ mode: "open" }).append(h("input", { type: "search", "data-decoy": "nested" }), h("button", {}, "Go"));
  const outer = h("div", { "data-replica-intruder": true });
  outer.attachShadow({ mode: "open" }).append(inner);
  dialog.append(outer);
}

const WAYS = { spelling, badge, assistant, richAssistant, unmarked, nested } as const;
export type Intruder = keyof typeof WAYS;

export function intrude(way: Intruder | Field, editor: HTMLElement): void {
  const dialog = editor.closest('dialog, [role="dialog"], .share-box-v2__modal, .x-compose-page') ?? document.body;
  if (isField(way)) addField(way, editor, dialog);
  else WAYS[way](editor, dialog);
}
