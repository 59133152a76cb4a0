/** The parts that every composer has: a head with its owner, a foot with picture buttons and Post. */
import { h, icon, iconButton, PATHS } from "./dom";
import type { Labels } from "./labels";
import { replica } from "./record";
import type { EditorModel } from "./record";

export interface Composer {
  close(): void;
}

/** What an open composer leaves for its page to do. */
export interface Frame {
  readonly head: HTMLElement;
  readonly foot: HTMLElement;
  readonly post: HTMLButtonElement;
}

export function frameOf(labels: Labels, onDismiss: () => void): Frame {
  const post = h("button", { type: "button", class: "share-actions__primary-action", "data-replica-post": true }, labels.post);
  post.addEventListener("click", () => {
    replica.posts += 1;
    void fetch("/replica/posted", { method: "POST" });
  });
  (post as HTMLButtonElement).disabled = true;
  const dismiss = iconButton(labels.dismiss, PATHS.cross);
  dismiss.addEventListener("click", onDismiss);
  const who = h("div", { class: "x-who" }, h("strong", {}, labels.colleague), h("span", {}, labels.audience));
  return {
    head: h("header", { class: "x-head" }, h("span", { class: "x-face" }, icon(PATHS.smile)), who, dismiss),
    foot: h(
      "footer",
      { class: "x-foot" },
      iconButton(labels.emoji, PATHS.smile),
      iconButton(labels.media, PATHS.picture),
      iconButton(labels.audience, PATHS.clock),
      post,
    ),
    post: post as HTMLButtonElement,
  };
}

/** Post becomes possible a moment after the text has registered, as on the real page. */
export function onEditOf(frame: Frame): (isEmpty: boolean) => void {
  return (isEmpty) => {
    replica.edited();
    setTimeout(() => {
      frame.post.disabled = isEmpty;
    }, 80);
  };
}

export function mounted(model: EditorModel): void {
  replica.mounted(model);
  model.element.focus();
}
