import { describe, expect, it } from "vitest";
import { finalText } from "../src/panel/detail/final-text";
import { firstOption, optionsOf } from "../src/panel/detail/options";
import { live, locally } from "../src/panel/list/use-library";
import { suggestion } from "./documents";

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
  it("is every caption and every question, the question with its opening and a place for the link", () => {
    expect(optionsOf(cake, undefined).map(({ id, text }) => [id, text])).toEqual([
      ["nl-1", "Er was taart. {link}"],
      ["en-1", "There was cake. {link}"],
      ["nl-q", "Vandaag vierden we\n\n{link}"],
      ["en-q", "\n\n{link}"],
    ]);
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
    expect(finalText(text, { is: "plain", url: "https://www/y", because: "ended" })).toBe("Lees hier meer: https://www/y\n\nTot dan!");
    expect(finalText(text, { is: "none" })).toBe("Tot dan!");
  });
});

describe("searching without the server", () => {
  const job = suggestion({ title: "Monteur", kind: "vacancy" });
  const all = { items: [cake, job], nextCursor: "more", fetchedAt: 1 };
  const filter = { q: "", kind: undefined, language: undefined };
  const found = (part: object): string[] | undefined => locally(all, { ...filter, ...part })?.items.map(({ title }) => title);

  it.each([
    ["nothing asked", {}, ["Taart", "Monteur"]],
    ["a word of the title, in capitals", { q: " MONT " }, ["Monteur"]],
    ["words of a caption in any order", { q: "cake there" }, ["Taart"]],
    ["a word that is not there", { q: "taart fiets" }, []],
    ["a kind", { kind: "vacancy" }, ["Monteur"]],
    ["a language", { language: "en" }, ["Taart"]],
  ])("finds by %s", (_, part, titles) => {
    expect(found(part)).toEqual(titles);
  });

  it("knows nothing when there was nothing to begin with", () => {
    expect(locally(undefined, filter)).toBeUndefined();
  });
});

describe("an old list", () => {
  it("does not show what has ended since, so that nobody shares a vacancy that has closed", () => {
    const ends = (title: string, expires_at: string | null) => suggestion({ title, expires_at });
    const items = [ends("closed", "2026-11-20T17:00:00Z"), ends("open", "2026-12-20T17:00:00Z"), ends("always", null)];
    const now = Date.parse("2026-11-23T09:00:00Z");
    expect(live({ items, nextCursor: null, fetchedAt: 1 }, now).items.map(({ title }) => title)).toEqual(["open", "always"]);
  });
});
