import { describe, expect, it } from "vitest";
import { aboveFold } from "../../src/shared/post";

describe("the fold", () => {
  it("does not matter for a short text", () => {
    expect(aboveFold("a".repeat(210), 210)).toBeNull();
  });

  it("comes after a whole word", () => {
    expect(aboveFold("een twee drie vier", 10)).toBe("een twee");
  });

  it("comes anywhere in a word that is longer than the fold", () => {
    expect(aboveFold("abcdefghij", 5)).toBe("abcde");
  });

  it("never cuts an emoji in two", () => {
    const family = "\u{1F469}\u200D\u{1F469}\u200D\u{1F467}";
    for (let units = 4; units < 20; units += 1) {
      const above = aboveFold(family.repeat(10), units) ?? "";
      expect(above.length % family.length).toBe(0);
    }
  });
});
