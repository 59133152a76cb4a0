/** Variant A: the member composer of 2026, TipTap in a native dialog, in an open shadow root, or as a page of its own. */
import { frameOf, mounted, onEditOf } from "./composer";
import type { Composer } from "./composer";
import type { Config } from "./config";
import { h, shadowIn } from "./dom";
import type { Labels } from "./labels";
import { replica } from "./record";
import { mountTiptap } from "./tiptap";

const SCREEN = "com.linkedin.sdui.flagshipnav.sharing.ShareCompose";
const PLACEHOLDER_MS = 500;

export function openMemberComposer(config: Config, labels: Labels, onClose: () => void): Composer {
  const host = h("div", { class: "x-layer" });
  document.body.append(host);
  const root = config.shadow ? shadowIn(host) : host;
  const close = (): void => {
    host.remove();
    replica.mounted(null);
    onClose();
  };
  if (config.placeholder === "none") showDialog(config, root, realContent(labels, close));
  else {
    const placeholder = showDialog(config, root, { content: placeholderContent(config, labels), mount: () => undefined });
    setTimeout(() => {
      if (!host.isConnected) return;
      placeholder.remove();
      showDialog(config, root, realContent(labels, close));
    }, PLACEHOLDER_MS);
  }
  return { close };
}

/** The composer as the whole of a page, at /sharing/compose. */
export function memberComposerPage(labels: Labels): HTMLElement {
  const { content, mount } = realContent(labels, () => {
    location.assign("/feed/");
  });
  // TipTap needs its place to be in the page already.
  queueMicrotask(mount);
  return h("main", { class: "x-compose-page" }, content);
}

interface Content {
  readonly content: HTMLElement;
  mount(): void;
}

function showDialog(config: Config, root: HTMLElement | ShadowRoot, { content, mount }: Content): HTMLDialogElement {
  const dialog = h("dialog", { "data-testid": "dialog", class: "x-dialog" }, content) as HTMLDialogElement;
  root.append(dialog);
  if (config.modal) dialog.showModal();
  else dialog.show();
  mount();
  return dialog;
}

function realContent(labels: Labels, onDismiss: () => void): Content {
  const frame = frameOf(labels, onDismiss);
  const place = h("div", { class: "x-editor" });
  return {
    content: h("div", { "data-sdui-screen": SCREEN, class: "x-screen" }, frame.head, place, frame.foot),
    mount: () => {
      const attributes = {
        class: "x-text",
        componentkey: "ShareBox_textEditor",
        role: "textbox",
        "aria-multiline": "true",
        "aria-label": labels.editor,
      };
      mounted(mountTiptap({ place, attributes, prompt: labels.prompt, onEdit: onEditOf(frame) }));
    },
  };
}

/** What stands there while the composer loads; the harder kind already looks like an editor and can be typed in. */
function placeholderContent(config: Config, labels: Labels): HTMLElement {
  const lines = h("div", { class: "x-skeleton" }, h("span"), h("span"));
  if (config.placeholder === "empty") return h("div", { class: "x-screen" }, lines);
  const attributes = { class: "x-text", componentkey: "ShareBox_textEditor", contenteditable: "true", role: "textbox" };
  const editor = h("div", { ...attributes, "aria-label": labels.editor }, h("p", {}, h("br")));
  return h("div", { "data-sdui-screen": SCREEN, class: "x-screen" }, lines, editor);
}
