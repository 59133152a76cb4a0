/**
 * What surrounds the composer and must not be taken for it. Each has `data-decoy`, by which the tests see that its
 * text is still what it was. Some are harder than the real ones: visible, editable, with a text button at the end.
 */
import { h, icon, iconButton, PATHS } from "./dom";
import type { Labels } from "./labels";
import { mountTiptap } from "./tiptap";

const EDITABLE = { contenteditable: "true", role: "textbox" };

/** A TipTap comment box under a post of the feed. */
export function commentBox(labels: Labels, name: string): HTMLElement {
  const place = h("div", { "data-decoy": name, class: "x-comment" });
  queueMicrotask(() => {
    mountTiptap({
      place,
      attributes: { role: "textbox", "aria-label": labels.comment },
      prompt: labels.comment,
      onEdit: () => undefined,
    });
  });
  return h("div", { componentkey: `commentBox-urn:li:activity:${name}` }, place);
}

/** A Quill comment box, as the page of a single post has; here in a dialog of its own, as beside a photo. */
export function lightboxComment(labels: Labels): HTMLElement {
  const editor = h("div", { ...EDITABLE, "data-decoy": "post-comment", class: "ql-editor" }, h("p", {}, h("br")));
  editor.setAttribute("aria-label", labels.comment);
  const form = h("form", { class: "comments-comment-box__form x-comment" }, editor, textButton(labels.post));
  return h("section", { role: "dialog", class: "x-card" }, form);
}

/** A conversation at the foot of the page, which calls itself a dialog and ends on a text button. */
export function chat(labels: Labels): HTMLElement {
  const editor = h("div", { ...EDITABLE, "data-decoy": "chat", class: "msg-form__contenteditable x-comment" });
  editor.setAttribute("aria-label", labels.message);
  editor.append(h("p", {}, h("br")));
  const head = h("header", { class: "x-head" }, h("strong", {}, labels.colleague), iconButton(labels.dismiss, PATHS.cross));
  const form = h("div", { class: "msg-form" }, editor, textButton(labels.send));
  return h("aside", { role: "dialog", class: "msg-overlay-conversation-bubble x-chat" }, head, form);
}

/** A player and an announcer that call themselves dialogs, and have no text box. */
export function quietDialogs(): HTMLElement[] {
  const player = h("div", { role: "dialog", class: "x-player" }, iconButton("1:24", PATHS.clock));
  return [player, h("div", { role: "dialog", "aria-live": "polite", class: "x-announcer" })];
}

export function searches(labels: Labels): HTMLElement {
  const input = h("input", { role: "combobox", "data-decoy": "search", "aria-label": labels.search, placeholder: labels.search });
  const rich = h("div", { ...EDITABLE, "data-decoy": "rich-search", "aria-label": labels.search, class: "x-rich-search" });
  return h("div", { role: "search", class: "x-search" }, input, rich);
}

/** Composers that are there and cannot be seen, each in a way of its own. */
export function invisibles(): HTMLElement {
  const ways = ["x-gone", "x-hidden", "x-clear", "x-away", "x-flat"];
  const hidden = ways.map((way) => h("div", { class: way }, composerLike(way)));
  const closed = h("dialog", {}, composerLike("closed-dialog"));
  const inert = h("div", { inert: true, class: "x-inert" }, composerLike("inert"));
  return h("div", {}, ...hidden, closed, inert);
}

export function preloadFrame(): HTMLElement {
  return h("iframe", { src: "/preload/?_bprMode=vanilla", title: "preload", class: "x-gone" });
}

function composerLike(name: string): HTMLElement {
  const editor = h("div", { ...EDITABLE, "data-decoy": name, componentkey: "ShareBox_textEditor" }, h("p", {}, name));
  return h("div", { "data-test-modal-id": "sharebox" }, editor);
}

function textButton(label: string): HTMLElement {
  const button = h("button", { type: "button", class: "x-small" }, label);
  button.addEventListener("click", () => void fetch("/replica/sent", { method: "POST" }));
  return button;
}

export function avatar(): HTMLElement {
  return h("span", { class: "x-face" }, icon(PATHS.smile));
}
