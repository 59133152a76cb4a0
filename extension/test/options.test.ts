import { describe, expect, it } from "vitest";
import { finalText } from "../src/panel/detail/use-link";
import { firstOption, optionsOf } from "../src/panel/detail/options";
import { IMAGE, suggestion } from "./documents";

const cake = suggestion({
  title: "Taart",
  kind: "team_moment",
  captions: [
    { id: "nl-1", language: "nl", tone: "personal", text: "Er was taart. {link}" },
    { id: "en-1", language: "en", tone: "light", text: "There was cake. {link}" },
  ],
  prompts: [
    { id: "nl-q", language: "nl", question: "Wat vier jij?", opening: "Vandaag vierden we" },
    { id: "en-q", language: "en", question: "What do you celebrate?", opening: null },
  ],
});

describe("what a post can begin with", () => {
  it("is every caption and every question, the question with its opening, a gap and a place for the link", () => {
    expect(optionsOf(cake, undefined).map(({ id, text }) => [id, text])).toEqual([
      ["nl-1", "Er was taart. {link}"],
      ["en-1", "There was cake. {link}"],
      ["nl-q", "Vandaag vierden we …\n\n{link}"],
      ["en-q", "…\n\n{link}"],
    ]);
  });

  it("is also the photo, with an empty line in each of the suggestion's languages", () => {
    const photos = optionsOf({ ...cake, image: IMAGE }, undefined).filter(({ way }) => way === "photo");
    expect(photos).toMatchObject([{ language: "nl", text: "" }, { language: "en", text: "" }]);
    expect(optionsOf(suggestion({ image: IMAGE }), undefined)).toMatchObject([{ way: "photo", text: "" }]);
  });

  it("is, on the way back to captions, the one that was written in", () => {
    const two = suggestion({
      captions: [
        { id: "a", language: "nl", tone: "personal", text: "Een." },
        { id: "b", language: "nl", tone: "short", text: "Twee." },
      ],
    });
    const draft = { chosen: "b", texts: { b: "Mijn twee." }, link: "campaign" } as const;
    expect(firstOption(optionsOf(two, draft), "nl", "caption", draft)?.id).toBe("b");
  });

  it("keeps what an employee wrote when the caption it began with has gone", () => {
    const draft = { chosen: "old", texts: { old: "Mijn verhaal" }, link: "campaign" } as const;
    expect(optionsOf(cake, draft).at(-1)).toMatchObject({ way: "own", id: "old" });
  });

  it("is an empty page when the suggestion has no words at all", () => {
    expect(optionsOf(suggestion({ destination_url: null }), undefined)).toMatchObject([{ way: "own", text: "" }]);
  });

  it.each([
    ["en", undefined, "en-1"],
    ["nl", "prompt", "nl-q"],
    ["fr", undefined, "nl-1"],
    ["fr", "prompt", "nl-q"],
  ] as const)("begins in %s, %s, with %s", (language, way, id) => {
    expect(firstOption(optionsOf(cake, undefined), language, way)?.id).toBe(id);
  });
});

describe("the text that leaves the panel", () => {
  it("has the tracked link, the plain address, or neither", () => {
    const text = "Lees hier meer: {link}\n\nTot dan!";
    expect(finalText(text, { is: "tracked", url: "https://go/x", code: "x" })).toBe("Lees hier meer: https://go/x\n\nTot dan!");
    expect(finalText(text, { is: "plain", url: "https://www/y", because: "failed" })).toBe("Lees hier meer: https://www/y\n\nTot dan!");
    expect(finalText(text, { is: "none" })).toBe("Tot dan!");
  });
});
