/**
 * The one node that the page gets: a plain element without a name, an attribute or a style of its own. The button is in
 * its closed shadow root, which the page cannot search, and which its styles do not reach.
 */
import { i18n } from "../shared/browser";
import { BUBBLE, QUOTE, SECOND_QUOTE } from "../shared/logo";

export interface Button {
  readonly host: HTMLElement;
  /** Take the colour of LinkedIn's own text, which can be read on whatever LinkedIn has put behind it. */
  readonly wear: (colour: string) => void;
}

const STYLE = `
:host { all: initial !important; display: flex !important; justify-content: end !important; padding: 4px 16px !important }
button {
  display: inline-flex; align-items: center; gap: 6px; min-block-size: 32px; padding: 4px 12px;
  border: 1px solid; border-radius: 16px; background: none;
  font: 600 14px/20px system-ui, sans-serif; cursor: pointer;
}
button:hover { text-decoration: underline }
button:focus-visible { outline: 2px solid; outline-offset: 2px }
svg { inline-size: 16px; block-size: 16px; flex: none }
`;

export function createButton(press: () => void, signal: AbortSignal): Button {
  const button = document.createElement("button");
  button.type = "button";
  button.lang = i18n.message("locale");
  button.dir = i18n.message("dir");
  button.append(mark(), i18n.message("actionTitle"));
  button.addEventListener("click", ({ isTrusted }) => { if (isTrusted) press(); }, { signal });

  const host = document.createElement("div");
  const root = host.attachShadow({ mode: "closed" });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(STYLE);
  root.adoptedStyleSheets = [sheet];
  root.append(button);
  keepToItself(host, signal);
  return { host, wear: (colour) => { button.style.color = colour; } };
}

/** What happens at the button is none of the page's business; and the caret stays in the text when it is clicked. */
function keepToItself(host: HTMLElement, signal: AbortSignal): void {
  const on = (type: string, handle: (event: Event) => void): void => { host.addEventListener(type, handle, { signal }); };
  for (const type of ["click", "pointerdown", "pointerup", "mouseup", "keyup", "keypress"]) on(type, (event) => { event.stopPropagation(); });
  on("mousedown", (event) => {
    event.stopPropagation();
    event.preventDefault();
  });
  on("keydown", (event) => {
    const { key } = event as KeyboardEvent;
    // the dialog may count on Tab to keep the focus inside
    if (key !== "Tab") event.stopPropagation();
    // would close the dialog, and the text with it
    if (key === "Escape") event.preventDefault();
  });
}

/** Vertel's mark in one colour. */
function mark(): SVGElement {
  const draw = (name: string, attributes: Record<string, string>, ...children: SVGElement[]): SVGElement => {
    const element = document.createElementNS("http://www.w3.org/2000/svg", name);
    for (const [attribute, value] of Object.entries(attributes)) element.setAttribute(attribute, value);
    element.append(...children);
    return element;
  };
  return draw(
    "svg",
    { viewBox: "0 0 128 128", fill: "currentColor", "aria-hidden": "true" },
    draw("path", { d: BUBBLE, fill: "none", stroke: "currentColor", "stroke-width": "10" }),
    draw("path", { d: QUOTE }),
    draw("path", { d: QUOTE, transform: SECOND_QUOTE }),
  );
}
