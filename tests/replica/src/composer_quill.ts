/** Variants B, C and D: Quill 1.3.7 in a shadow root, in a company page's dialog, and in the older modal. */
import { frameOf, mounted, onEditOf } from "./composer";
import type { Composer, Frame } from "./composer";
import type { Config } from "./config";
import { h, shadowIn } from "./dom";
import type { Labels } from "./labels";
import { mountQuill } from "./quill";
import { replica } from "./record";

/** B: the editor is in the open shadow root of an element that is always on the page, behind a focus trap. */
export function openShadowComposer(config: Config, labels: Labels, onClose: () => void): Composer {
  const outlet = document.getElementById("interop-outlet") ?? document.body;
  const root = outlet.shadowRoot ?? shadowIn(outlet);
  return openQuill(config, labels, onClose, (frame, place) => {
    const attributes = { class: "share-box-v2__modal x-dialog", role: "dialog", "aria-modal": "true" };
    const modal = h("div", attributes, frame.head, place, frame.foot);
    const layer = h("div", { "data-test-modal-id": "sharebox", class: "x-layer x-shade" }, modal);
    root.append(layer);
    const release = trapFocus(outlet, place);
    return () => {
      release();
      layer.remove();
    };
  });
}

/** C: a company page's composer says no more than that it is a dialog with a text box. */
export function openCompanyComposer(config: Config, labels: Labels, onClose: () => void): Composer {
  return openQuill(config, labels, onClose, (frame, place) => {
    const dialog = h("div", { role: "dialog", class: "x-dialog" }, frame.head, place, frame.foot);
    const layer = h("div", { class: "x-layer x-shade" }, dialog);
    document.body.append(layer);
    return () => {
      layer.remove();
    };
  });
}

/** D: the older composer. Its editor has no role. */
export function openOlderComposer(config: Config, labels: Labels, onClose: () => void): Composer {
  return openQuill(config, labels, onClose, (frame, place) => {
    place.classList.add("editor-content");
    const modal = h("div", { class: "share-box-v2__modal x-dialog" }, frame.head, place, frame.foot);
    document.body.append(modal);
    return () => {
      modal.remove();
    };
  });
}

type Placing = (frame: Frame, place: HTMLElement) => () => void;

function openQuill(config: Config, labels: Labels, onClose: () => void, placing: Placing): Composer {
  const close = (): void => {
    remove();
    replica.mounted(null);
    onClose();
  };
  const frame = frameOf(labels, close);
  const place = h("div", { class: "x-editor" });
  const remove = placing(frame, place);
  const attributes = { "data-test-ql-editor-contenteditable": "true", "aria-label": labels.editor };
  mounted(
    mountQuill({
      place,
      prompt: labels.prompt,
      attributes: config.variant === "d" ? {} : { ...attributes, role: "textbox", "aria-multiline": "true" },
      onEdit: onEditOf(frame),
    }),
  );
  return { close };
}

/** Whatever outside the composer gets the keyboard loses it again at once. */
function trapFocus(outlet: Element, place: HTMLElement): () => void {
  const back = (event: FocusEvent): void => {
    if (event.target !== outlet) place.querySelector<HTMLElement>(".ql-editor")?.focus();
  };
  document.addEventListener("focusin", back);
  return () => {
    document.removeEventListener("focusin", back);
  };
}
