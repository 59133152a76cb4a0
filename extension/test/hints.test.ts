import { describe, expect, it } from "vitest";
import { carriedBy } from "../src/panel/detail/carried";
import { hintFor } from "../src/panel/detail/hints";
import { initialsOf } from "../src/panel/detail/preview";
import { IMAGE, suggestion } from "./documents";

const nothing = { value: "Een mooie dag.", gap: null, wasToldOfGap: false, same: null, quiet: [] };
const gap = { start: 0, end: 1 };
const same = { sentence: "Een mooie dag." };

describe("the one hint below the editor", () => {
  it("is none when there is nothing to say", () => {
    expect(hintFor(nothing)).toBeUndefined();
  });

  it("is what matters most, one after another as each is mended or sent away", () => {
    const fits = { ...nothing, value: "@Noor #a #b #c #d", gap, same };
    const quiet = ["gap", "mention", "hashtags", "same"];
    expect(quiet.map((_, i) => hintFor({ ...fits, quiet: quiet.slice(0, i) })?.is)).toEqual(quiet);
    expect(hintFor({ ...fits, quiet })).toBeUndefined();
  });

  it("leaves three hashtags alone", () => {
    expect(hintFor({ ...nothing, value: "#a #b #c" })).toBeUndefined();
  });

  it("says it another way once they wanted to insert with the gap open", () => {
    expect(hintFor({ ...nothing, gap, wasToldOfGap: true })).toEqual({ is: "gap", at: gap, again: true });
  });
});

describe("what a post carries", () => {
  const story = suggestion({ image: IMAGE, destination_url: "https://www.example.nl/taart" });
  const url = "https://go.example/k7qm4tr";

  it.each([
    ["a card of where our link leads", `Kijk: ${url}.`, "caption", story, { is: "card", host: "www.example.nl" }],
    ["a card of another link that comes first", `https://x.example/ ${url}`, "caption", story, { is: "card", host: "x.example" }],
    ["the photo, link or not", `Kijk: ${url}`, "photo", story, { is: "picture", image: IMAGE }],
    ["the picture when there is no link", "Kijk.", "caption", story, { is: "picture", image: IMAGE }],
    ["nothing when there is neither", "Kijk.", "caption", suggestion(), undefined],
    ["nothing for half an address", "https://[", "caption", suggestion(), undefined],
  ] as const)("is %s", (_, value, way, of, carried) => {
    expect(carriedBy(value, way, of, url)).toEqual(carried);
  });
});

describe("initials", () => {
  it.each([
    ["Noor de Wit", "NW"],
    ["noor", "N"],
    ["  Øyvind  Ås ", "ØÅ"],
    ["", ""],
  ])("of %j are %j", (name, initials) => {
    expect(initialsOf(name)).toBe(initials);
  });
});
