import { describe, expect, it } from "vitest";
import { gapIn, withGap } from "../../src/shared/post";
import { randomFrom, someText } from "../random";

const OPENING = "Ik was er even stil van toen ";

describe("the gap of a story starter", () => {
  it.each([
    [OPENING, "Ik was er even stil van toen …"],
    ["Het was maar een kleine verandering: ", "Het was maar een kleine verandering: …"],
    ["Vandaag leerde ik...", "Vandaag leerde ik …"],
    ["Vandaag leerde ik …", "Vandaag leerde ik …"],
    ["", "…"],
  ])("is marked behind %j", (opening, text) => {
    expect(withGap(opening)).toBe(text);
  });

  it.each([
    ["as it was", `${OPENING}…\n\n{link}`],
    ["with the mark taken out", `${OPENING}\n\n{link}`],
    ["with the mark typed by hand", `${OPENING}...`],
    ["with words before it and below it", `Hoi!\n\n${OPENING}…\n\nIk werk bij Waterwerk.\n\nhttps://go.example/k7qm4tr`],
  ])("is open %s", (_, text) => {
    const gap = gapIn(text, OPENING);
    expect(text.slice(gap?.start, gap?.end)).toMatch(/^(…|\.{3})?$/);
    expect(text.slice(0, gap?.start).trimEnd().endsWith("toen")).toBe(true);
  });

  it.each([
    ["written in place of the mark", `${OPENING}de paling langskwam.\n\n{link}`],
    ["written before the mark", `${OPENING}de paling langskwam …`],
    ["written behind the mark", `${OPENING}… de paling langskwam`],
    ["begun in another way", "Ik zag een paling.\n\n{link}"],
  ])("is filled when something was %s", (_, text) => {
    expect(gapIn(text, OPENING)).toBeNull();
  });

  it.each([
    ["…\n\n{link}", true],
    ["\n\nhttps://go.example/k7qm4tr", true],
    ["", true],
    ["…\n\nEen paling!\n\n{link}", false],
  ])("is the whole text where there is no opening line: %j", (text, open) => {
    expect(gapIn(text, "") !== null).toBe(open);
  });

  it("is open to begin with, closed by any word in its place, and always a place in the text", () => {
    const random = randomFrom(5);
    for (let i = 0; i < 2000; i += 1) {
      const opening = someText(random, 8);
      const text = `${withGap(opening)}\n\n{link}`;
      const gap = gapIn(text, opening);
      expect(gap).not.toBeNull();
      expect(gapIn(`${text.slice(0, gap?.start)}paling${text.slice(gap?.end)}`, opening)).toBeNull();
      const other = someText(random);
      const found = gapIn(other, opening);
      expect(found === null || (found.start <= found.end && found.end <= other.length)).toBe(true);
    }
  });
});
