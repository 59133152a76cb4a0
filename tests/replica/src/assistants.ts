/**
 * Fields that stand in an open composer and are not its editor: `replica.intrude(way)`. An assistant's field to ask it
 * something, in the ways and places in which real ones have it; and what LinkedIn itself puts there.
 */
import { h, iconButton, PATHS } from "./dom";

type Place = (part: HTMLElement, editor: HTMLElement, dialog: Element) => void;

const first: Place = (part, _editor, dialog) => {
  dialog.prepend(part);
};
const last: Place = (part, _editor, dialog) => {
  dialog.append(part);
};
const beforeFoot: Place = (part, editor) => {
  (editor.closest(".x-editor") ?? editor).after(part);
};

const RICH = { contenteditable: "true", role: "textbox", "aria-multiline": "true" };
/** As an editor of the library that LinkedIn uses has it. */
const SAME_LIBRARY = { ...RICH, class: "tiptap ProseMirror" };
const LARGE = { ...RICH, class: "tiptap ProseMirror x-large" };

const labelled = (field: HTMLElement): HTMLElement => h("label", {}, "Ask me to write", field);
const rich = (attributes: Record<string, string>): HTMLElement =>
  h("div", { ...attributes, "aria-label": "Ask me to write" }, h("p", {}, h("br")));
const write = (): HTMLElement => h("button", { type: "button" }, "Write");
const tools = (): HTMLElement[] => [iconButton("Tone", PATHS.smile), iconButton("Length", PATHS.clock)];

/** What is in a closed shadow root is out of everybody's reach, the tests' too, but for this list. */
export const closedFields: HTMLElement[] = [];

function inShadow(mode: ShadowRootMode, field: HTMLElement): HTMLElement {
  const host = h("div");
  host.attachShadow({ mode }).append(labelled(field), write());
  if (mode === "closed") closedFields.push(field);
  return host;
}

/** Where each stands, what its field is, and what stands around that. */
const WAYS = {
  "an input, first": [first, "input", (field) => [labelled(field)]],
  "an input, last": [last, "input", (field) => [labelled(field)]],
  "an input and its button, first": [first, "input", (field) => [labelled(field), write()]],
  "an input and tools, before the foot": [beforeFoot, "input", (field) => [...tools(), field, write()]],
  "a textarea and its button, before the foot": [beforeFoot, "textarea", (field) => [labelled(field), write()]],
  "a textarea and tools, last": [last, "textarea", (field) => [labelled(field), h("div", {}, ...tools(), write())]],
  "a form, before the foot": [beforeFoot, "input", (field) => [h("form", {}, labelled(field), write())]],
  "an open shadow root, first": [first, "textarea", (field) => [inShadow("open", field)]],
  "a closed shadow root, last": [last, "textarea", (field) => [inShadow("closed", field)]],
  "a rich field, first": [first, RICH, (field) => [field]],
  "a rich field and its button, last": [last, RICH, (field) => [field, write()]],
  "the same library, first": [first, SAME_LIBRARY, (field) => [field]],
  "the same library and its button, first": [first, SAME_LIBRARY, (field) => [field, write()]],
  "the same library and tools, before the foot": [beforeFoot, SAME_LIBRARY, (field) => [...tools(), field, write()]],
  "the same library in an open shadow root, last": [last, SAME_LIBRARY, (field) => [inShadow("open", field)]],
  "an editor larger than the composer's, last": [last, LARGE, (field) => [field, write()]],
} satisfies Record<string, [Place, "input" | "textarea" | Record<string, string>, (field: HTMLElement) => HTMLElement[]]>;

/** LinkedIn's own: a comment, a poll, and a search among pictures. */
const OWN = {
  "a comment": (name) => h("div", { componentkey: "commentBox-1" }, h("div", { ...SAME_LIBRARY, "data-decoy": name }, h("p"))),
  "a poll": (name) => {
    const question = h("label", {}, "Question", h("input", { "data-decoy": name }));
    return h("form", {}, question, h("label", {}, "Option 1", h("input")), h("button", { type: "button" }, "Done"));
  },
  "a search": (name) => h("div", {}, h("input", { type: "search", "data-decoy": name, "aria-label": "Search GIFs" }), ...tools()),
} satisfies Record<string, (name: string) => HTMLElement>;

export type Field = keyof typeof WAYS | keyof typeof OWN;

export function isField(way: string): way is Field {
  return way in WAYS || way in OWN;
}

/** Puts a field into the composer, and the keyboard into the field. */
export function addField(way: Field, editor: HTMLElement, dialog: Element): void {
  if (way in OWN) {
    beforeFoot(h("section", { "data-replica-intruder": true }, OWN[way as keyof typeof OWN](way)), editor, dialog);
    return;
  }
  const [place, kind, parts] = WAYS[way as keyof typeof WAYS];
  const field = typeof kind === "string" ? h(kind, { "aria-label": "Ask me to write" }) : rich(kind);
  field.setAttribute("data-decoy", way);
  place(h("section", { "data-replica-intruder": true }, ...parts(field)), editor, dialog);
  field.focus();
}
