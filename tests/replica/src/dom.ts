/** Making elements without HTML strings. */

type Attributes = Record<string, string | boolean>;

export function h(tag: string, attributes: Attributes = {}, ...children: (Node | string)[]): HTMLElement {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== false) element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children);
  return element;
}

/** A round picture-only button. */
export function iconButton(label: string, path: string): HTMLElement {
  return h("button", { class: "x-icon", type: "button", "aria-label": label }, icon(path));
}

export function icon(path: string): SVGElement {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("width", "24");
  svg.setAttribute("height", "24");
  svg.setAttribute("aria-hidden", "true");
  const line = document.createElementNS(svg.namespaceURI, "path");
  line.setAttribute("d", path);
  svg.append(line);
  return svg;
}

export const PATHS = {
  cross: "M6 6l12 12M18 6L6 18",
  smile: "M4 12a8 8 0 1 0 16 0a8 8 0 1 0-16 0M9 10h.01M15 10h.01M8.5 14c2 2.5 5 2.5 7 0",
  picture: "M4 5h16v14H4zM4 16l5-5 4 4 3-3 4 4",
  clock: "M4 12a8 8 0 1 0 16 0a8 8 0 1 0-16 0M12 7v5l3 2",
} as const;

/** The open shadow root of a new element, with the page's styles from its first moment: editors look at them. */
export function shadowIn(host: HTMLElement): ShadowRoot {
  const root = host.attachShadow({ mode: "open" });
  const sheet = new CSSStyleSheet();
  for (const { cssRules } of document.styleSheets) {
    for (const rule of cssRules) sheet.insertRule(rule.cssText, sheet.cssRules.length);
  }
  root.adoptedStyleSheets = [sheet];
  return root;
}
