/**
 * LinkedIn's own dialogs with a text box and a button behind it that are no composer, and do not say what they are:
 * `replica.openForm(name)`.
 */
import { h, iconButton, PATHS } from "./dom";

const rich = (name: string, library: string): HTMLElement =>
  h(
    "div",
    { contenteditable: "true", role: "textbox", "aria-multiline": "true", class: `${library} x-text`, "data-decoy": name },
    h("p", {}, h("br")),
  );
const field = (label: string, type = "text"): HTMLElement => h("label", {}, label, h("input", { type }));
const button = (label: string): HTMLElement => h("button", { type: "button" }, label);
const head = (title: string): HTMLElement => h("header", { class: "x-head" }, h("h2", {}, title), iconButton("Dismiss", PATHS.cross));

const FORMS = {
  /** A name, a day with its picker, and a description. */
  event: () => {
    const day = h("div", {}, field("Day"), iconButton("Choose a day", PATHS.clock));
    const fields = h("div", {}, field("Name"), day, rich("event", "ql-editor"));
    return [head("Create an event"), fields, h("footer", {}, button("Cancel"), button("Next"))];
  },
  /** A day alone, with a picker behind it. */
  reminder: () => {
    const day = h("div", {}, field("Day"), iconButton("Choose a day", PATHS.clock));
    return [head("Reminder"), day, rich("reminder", "ql-editor"), h("footer", {}, button("Save"))];
  },
  /** Whom it is for, and picture buttons beside Send, as a composer has them beside Post. */
  message: () => {
    const pictures = [iconButton("Emoji", PATHS.smile), iconButton("Add media", PATHS.picture)];
    const foot = h("footer", { class: "x-foot" }, ...pictures, button("Send"));
    return [head("New message"), h("div", {}, field("To")), rich("message", "tiptap ProseMirror"), foot];
  },
  /** The same, when somebody has been chosen already. */
  messageToSomebody: () => {
    const chosen = h("div", {}, button("Noor de Vries ×"), h("input", { "aria-label": "To" }));
    const pictures = [iconButton("Emoji", PATHS.smile), iconButton("Add media", PATHS.picture)];
    return [head("New message"), chosen, rich("message-to", "tiptap ProseMirror"), h("footer", {}, ...pictures, button("Send"))];
  },
} as const;

export type Form = keyof typeof FORMS;

/** Opens a form in a dialog, with the keyboard in its text box. */
export function openForm(name: Form): void {
  const dialog = h("div", { role: "dialog", class: "x-dialog" }, ...FORMS[name]());
  document.body.append(h("div", { class: "x-layer x-shade", "data-replica-form": true }, dialog));
  dialog.querySelector<HTMLElement>("[contenteditable]")?.focus();
}
