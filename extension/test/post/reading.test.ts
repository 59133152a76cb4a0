import { describe, expect, it } from "vitest";
import { beginningOf, openersFor, readingSeconds } from "../../src/shared/post";

describe("how long a post takes to read", () => {
  it.each([
    ["", 5],
    ["Een mooie dag. https://go.example/k7qm4tr", 5],
    ["woord ".repeat(50), 15],
    ["woord ".repeat(400), 120],
  ])("is counted in steps of five seconds, without its links", (text, seconds) => {
    expect(readingSeconds(text)).toBe(seconds);
  });
});

describe("what stands before the fold", () => {
  const long = "Daarna kwam er nog heel veel meer.".repeat(8);

  it.each([
    ["", undefined],
    ["{link}", undefined],
    ["Een mooie dag.", { is: "all" }],
    [`Vandaag hing de pomp. ${long}`, { is: "sentence" }],
    [`Een kop zonder punt\n\n${long}`, { is: "sentence" }],
    [`Elf weken lang wachtten wij met zijn allen op de allerlaatste onderdelen van de nieuwe pomp. ${long}`, { is: "cut", at: "met zijn allen" }],
  ])("of %j is %j", (text, beginning) => {
    expect(beginningOf(text, 44)).toEqual(beginning);
  });
});

describe("other ways to begin a sentence", () => {
  const ways = ["Wat me opviel:", "Wat ik niet wist:", "Wat me bijblijft:", "Waar ik trots op ben:", "Wat ik thuis vertelde:"];

  it("are three, the same each time for a sentence and others for another", () => {
    const sentences = ["Er was taart.", "De pomp liep in één keer.", "Samira was erbij.", "Het regende de hele dag.", "Wij stonden op de dijk."];
    const shown = sentences.map((sentence) => openersFor(sentence, ways));
    for (const three of shown) expect(new Set(three).size).toBe(3);
    expect(sentences.map((sentence) => openersFor(sentence, ways))).toEqual(shown);
    expect(new Set(shown.map((three) => three.join())).size).toBeGreaterThan(1);
    expect(new Set(shown.flat())).toEqual(new Set(ways));
  });

  it("are not the one that the sentence has already, and no more than there are", () => {
    expect(openersFor("Wat me opviel: de stilte.", ["Wat me opviel:", "Wat ik niet wist:"])).toEqual(["Wat ik niet wist:"]);
    expect(openersFor("De stilte.", [])).toEqual([]);
  });
});
