import { describe, expect, it } from "vitest";
import { asPosted, hashtagsIn, mentionIn, partsOf } from "../../src/shared/post";
import { randomFrom, someText } from "../random";

describe("the parts of a post", () => {
  it("are its text, links and hashtags, without the full stop behind them", () => {
    expect(partsOf("Kijk (https://go.example/x). #water, #2026plan!").map(({ is, text }) => [is, text])).toEqual([
      ["text", "Kijk ("],
      ["link", "https://go.example/x"],
      ["text", "). "],
      ["hashtag", "#water"],
      ["text", ", "],
      ["hashtag", "#2026plan"],
      ["text", "!"],
    ]);
  });

  it("are together the whole text, whatever it is", () => {
    const random = randomFrom(2);
    for (let i = 0; i < 2000; i += 1) {
      const text = someText(random);
      expect(partsOf(text).map((part) => part.text).join("")).toBe(text);
    }
  });
});

describe("hashtags", () => {
  it.each([
    ["#water #één #a_b", 3],
    ["nr. #3, C#, a#b, ##", 0],
    ["https://go.example/#deel", 0],
    ["(#water)\n#zwolle", 2],
  ])("in %j are %i", (text, count) => {
    expect(hashtagsIn(text)).toHaveLength(count);
  });
});

describe("a name that has to be picked by hand", () => {
  it.each([
    ["Met @Noor erbij", "@Noor"],
    ["Dank (@Anne-Marie)!", "@Anne-Marie"],
    ["Mail noor@example.nl of kijk op https://x.example/@noor", undefined],
    ["@ 10 uur", undefined],
  ])("in %j is %j", (text, name) => {
    expect(mentionIn(text)).toBe(name);
  });
});

describe("a post as it will stand in the feed", () => {
  it("has long addresses replaced, short ones as they are, and a hint of a link that is still on its way", () => {
    expect(asPosted("A https://go.example.nl/k7qm4trx, b https://go.example/k7qm4tr.")).toBe(
      "A https://lnkd.in/…, b https://go.example/k7qm4tr.",
    );
    expect(asPosted("Kijk: {link}")).toBe("Kijk: …");
  });
});
