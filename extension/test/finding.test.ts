import { beforeAll, describe, expect, it, vi } from "vitest";
import { live, locally, noFilter, withLater, withPage } from "../src/panel/list/use-library";
import { whyShown } from "../src/panel/list/why";
import { suggestion } from "./documents";

describe("searching without the server", () => {
  const text = { id: "c", language: "nl-BE", tone: "personal" as const, text: "Er was taart." };
  const english = { ...text, language: "en", text: "There was cake." };
  const cake = suggestion({ title: "Taart", kind: "team_moment", captions: [text, english], saved: true });
  const job = suggestion({ title: "Monteur", kind: "vacancy" });
  const all = { items: [cake, job], nextCursor: "more", fetchedAt: 1 };
  const found = (part: object): string[] | undefined => locally(all, { ...noFilter, ...part })?.items.map(({ title }) => title);

  it.each([
    ["nothing asked", {}, ["Taart", "Monteur"]],
    ["a word of the title, in capitals", { q: " MONT " }, ["Monteur"]],
    ["words of a caption in any order", { q: "cake there" }, ["Taart"]],
    ["a word that is not there", { q: "taart fiets" }, []],
    ["a kind", { kind: "vacancy" }, ["Monteur"]],
    ["a language", { language: "en" }, ["Taart"]],
    ["a language of which it has a variety", { language: "nl" }, ["Taart"]],
    ["what was saved", { marked: "saved" }, ["Taart"]],
  ])("finds by %s", (_, part, titles) => {
    expect(found(part)).toEqual(titles);
  });

  it("knows nothing when there was nothing to begin with", () => {
    expect(locally(undefined, noFilter)).toBeUndefined();
  });

  it("does not pretend to know what was hidden", () => {
    expect(found({ marked: "hidden" })).toBeUndefined();
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

describe("why a suggestion is shown", () => {
  beforeAll(() => {
    vi.stubGlobal("chrome", { i18n: { getMessage: (key: string, values: string[]) => [key, ...values].join(" ") } });
  });
  const zwolle = { team: "Techniek", location: "Zwolle" };

  it.each([
    [["team", "new"] as const, zwolle, "why_team Techniek"],
    [["location"] as const, zwolle, "why_location Zwolle"],
    [["closing_soon", "new"] as const, zwolle, "why_closing_soon"],
    [["team"] as const, {}, "why_my_team"],
    [["new", "location"] as const, zwolle, "why_location Zwolle"],
    [["new"] as const, zwolle, undefined],
    [[] as const, zwolle, undefined],
  ])("for %j is said once, by the closest reason", (why, account, words) => {
    expect(whyShown(suggestion({ why: [...why] }), account)).toBe(words);
  });
});

describe("a list of several pages", () => {
  const page = (titles: string, nextCursor: string | null) =>
    ({ items: Array.from(titles, (title) => suggestion({ id: title, title })), nextCursor, fetchedAt: 1 });
  const titlesOf = ({ items }: { items: readonly { title: string }[] }): string => items.map(({ title }) => title).join("");
  const two = withPage(page("abc", "2"), page("cde", "3"));

  it("has each suggestion once, although a new one moved the others along", () => {
    expect([titlesOf(two), two.nextCursor]).toEqual(["abcde", "3"]);
  });

  it("keeps the later ones when the first comes anew, without what is gone from that", () => {
    const anew = withLater(page("nac", "2"), two);
    expect([titlesOf(anew), anew.nextCursor]).toEqual(["nacde", "3"]);
    const again = withLater(page("ac", "2"), withPage(live(anew, 1), page("fg", null)));
    expect([titlesOf(again), again.nextCursor]).toEqual(["acdefg", null]);
  });

  it("is the first page alone when there was no other, or is none any more", () => {
    expect(titlesOf(withLater(page("ac", "2"), page("abc", "2")))).toBe("ac");
    expect(titlesOf(withLater(page("ac", null), two))).toBe("ac");
  });
});
