import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { isUndo, takesText } from "../src/panel/ui/keys";

/** Knows of itself what the selector of text fields asks: its name, and the type that it is not to have. */
class Element {
  constructor(private readonly tag: string, private readonly type = "") {}

  matches(selector: string): boolean {
    return selector.startsWith("textarea, input:not") && (this.tag === "textarea" || (this.tag === "input" && !selector.includes(`=${this.type}]`)));
  }
}

beforeEach(() => { vi.stubGlobal("Element", Element); });
afterEach(() => { vi.unstubAllGlobals(); });

const fields: [string, Element, boolean][] = [
  ["a text area", new Element("textarea"), true],
  ["a search field", new Element("input", "search"), true],
  ["a chip of a filter", new Element("input", "radio"), false],
  ["a box to tick", new Element("input", "checkbox"), false],
  ["a button", new Element("button"), false],
];

it.each(fields)("knows whether letters go into %s", (_, field, takes) => {
  expect(takesText(field as unknown as EventTarget)).toBe(takes);
});

it("takes back with Ctrl+Z or Cmd+Z outside text, and never with Shift, which does again", () => {
  const press = (part: object): boolean => isUndo({ ctrlKey: true, metaKey: false, shiftKey: false, target: null, ...part } as KeyboardEvent);
  expect(press({})).toBe(true);
  expect(press({ ctrlKey: false, metaKey: true })).toBe(true);
  expect(press({ shiftKey: true })).toBe(false);
  expect(press({ ctrlKey: false })).toBe(false);
  expect(press({ target: new Element("textarea") })).toBe(false);
});
