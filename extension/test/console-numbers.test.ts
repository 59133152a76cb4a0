import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Overview, Waiting } from "vertel-schema";
import { afterAll, beforeEach, describe, expect, it, vi } from "vitest";
import { before, choiceOf, periodOf } from "../src/console/numbers/period";
import { apart, ticksFor } from "../src/console/numbers/scale";
import { stepLength, stepsOf } from "../src/console/numbers/steps";
import { tableRows } from "../src/console/numbers/table-rows";
import { comparison, movement } from "../src/console/today/comparison";
import { daysAfter, isDay, length } from "../src/console/today/days";
import { fourWeeks } from "../src/console/today/four-weeks";
import { waitingRows } from "../src/console/today/waits";

const ROOT = join(import.meta.dirname, "..");
const json = (path: string): unknown => JSON.parse(readFileSync(join(ROOT, path), "utf8"));

/** The console's words of a language, in the place of the browser's. */
function speak(tag: string): void {
  const panel = Object.entries(json(`_locales/${tag}/messages.json`) as Record<string, { message: string }>);
  const words: Record<string, string> = {
    ...Object.fromEntries(panel.map(([key, { message }]) => [key, message])),
    ...(json(`src/console/words/${tag}/today.json`) as Record<string, string>),
    ...(json(`src/console/words/${tag}/numbers.json`) as Record<string, string>),
  };
  const getMessage = (key: string, values: string[] = []): string => (words[key] ?? "").replace(/\$(\d)/g, (_, place: string) => values[Number(place) - 1] ?? "");
  vi.stubGlobal("chrome", { i18n: { getMessage } });
}

beforeEach(() => { speak("en"); });
afterAll(() => { vi.unstubAllGlobals(); });

const row = (start: string, clicks: number, shares = 0, applications: number | null = 0) => ({ start, clicks, shares, applications });

describe("a comparison", () => {
  it.each([
    [412, 349, "18% more than before (349)"],
    [300, 400, "25% fewer than before (400)"],
    [593, 116, "5 times as many as before (116)"],
    [20, 20, "As many as before"],
    [7, 5, "2 more than before (5)"],
    [1, 19, "18 fewer than before (19)"],
    [3, 0, "None before"],
    [0, 0, "As many as before"],
  ])("of %i and %i says '%s': in percent only where there is enough to compare with", (now, earlier, words) => {
    expect(comparison(now, earlier)).toBe(words);
  });

  it("speaks Dutch to who reads Dutch", () => {
    speak("nl");
    expect(comparison(1412, 1000)).toBe("41% meer dan ervoor (1.000)");
  });

  it.each([[412, 349, "+18%"], [300, 400, "-25%"], [7, 5, "+2"], [5, 7, "-2"], [4, 4, "0"], [50, 50, "0%"]])(
    "of %i and %i is '%s' in a column", (now, earlier, words) => { expect(movement(now, earlier)).toBe(words); },
  );
});

describe("days", () => {
  it("are reckoned with over the ends of months, leap years and changes of the clock", () => {
    expect(daysAfter("2028-02-28", 1)).toBe("2028-02-29");
    expect(daysAfter("2026-03-30", -2)).toBe("2026-03-28");
    expect(length("2026-10-20", "2026-10-31")).toBe(12);
  });

  it("are days that exist", () => {
    expect(["2026-02-28", "2026-02-29", "2026-13-01", "x", undefined].map(isDay)).toEqual([true, false, false, false, false]);
  });
});

describe("a period", () => {
  const today = "2026-11-28";

  it("is the last four weeks unless the address says something else that can be", () => {
    const usual = { since: "2026-11-01", until: today };
    for (const query of [{}, { weeks: "3" }, { since: "2026-11-31", until: "x" }, { since: "2026-11-01" }]) expect(periodOf(query, today)).toEqual(usual);
    expect(periodOf({ weeks: "1" }, today)).toEqual({ since: "2026-11-22", until: today });
    expect(choiceOf({ weeks: "52" })).toBe("52");
  });

  it("is of one's own days, in whichever order they are given", () => {
    const own = { since: "2026-03-05", until: "2026-03-09" };
    expect(periodOf(own, today)).toEqual(own);
    expect(periodOf({ since: own.until, until: own.since }, today)).toEqual(own);
    expect(choiceOf(own)).toBe("own");
  });

  it.each([
    ["2026-11-01", "2026-11-28", "2026-10-04", "2026-10-31"],
    ["2026-03-01", "2026-03-31", "2026-02-01", "2026-02-28"],
    ["2026-01-01", "2026-03-31", "2025-10-01", "2025-12-31"],
    ["2025-01-01", "2025-12-31", "2024-01-01", "2024-12-31"],
    ["2026-11-28", "2026-11-28", "2026-11-27", "2026-11-27"],
  ])("from %s to %s stands beside %s to %s: as many days, or as many whole months", (since, until, earlier, end) => {
    expect(before({ since, until })).toEqual({ since: earlier, until: end });
  });
});

describe("steps", () => {
  it("are days, weeks or four weeks, so that a chart has about thirty at most", () => {
    expect([1, 31, 32, 189, 190, 364].map(stepLength)).toEqual([1, 1, 7, 7, 28, 28]);
  });

  it("have all that happened, once, and nothing where nothing did", () => {
    const rows = [row("2026-11-01", 5), row("2026-11-03", 2, 1, null), row("2026-10-31", 100)];
    const steps = stepsOf(rows, { since: "2026-11-01", until: "2026-11-04" }, 1);
    expect(steps.map(({ clicks }) => clicks)).toEqual([5, 0, 2, 0]);
  });

  it("are counted back from the last day, so that the first may be shorter", () => {
    const steps = stepsOf([row("2026-11-01", 1), row("2026-11-02", 1), row("2026-11-10", 3)], { since: "2026-11-01", until: "2026-11-10" }, 7);
    expect(steps.map(({ first, last, clicks }) => [first, last, clicks])).toEqual([["2026-11-01", "2026-11-03", 2], ["2026-11-04", "2026-11-10", 3]]);
  });

  it("of four weeks and the four before have each day once", () => {
    const rows = Array.from({ length: 60 }, (_, i) => row(daysAfter("2026-11-28", -i), 1));
    expect(fourWeeks(rows, "2026-11-28")).toMatchObject({ now: { clicks: 28 }, before: { clicks: 28 } });
  });
});

describe("a scale", () => {
  it.each([
    [0, [0, 1]],
    [1, [0, 1]],
    [3, [0, 1, 2, 3]],
    [7, [0, 2, 4, 6, 8]],
    [69, [0, 20, 40, 60, 80]],
    [38, [0, 10, 20, 30, 40]],
    [412, [0, 200, 400, 600]],
    [1_000_000, [0, 500_000, 1_000_000]],
  ])("for at most %i goes by whole, round numbers from nothing up", (most, ticks) => {
    expect(ticksFor(most)).toEqual(ticks);
  });

  it("reaches over the highest value, whatever that is", () => {
    for (let most = 0; most < 5000; most += 7) {
      const ticks = ticksFor(most);
      expect(ticks.at(-1)).toBeGreaterThanOrEqual(most);
      expect(ticks.length).toBeLessThan(7);
    }
  });

  it("keeps labels apart that would cover each other, the higher one on top, and within the chart", () => {
    expect(apart([0.9, 0.2], 0.1)).toEqual([0.9, 0.2]);
    const [high, low] = apart([0.5, 0.48], 0.1);
    expect(high - low).toBeCloseTo(0.1);
    for (const wanted of [[0, 0], [1, 1], [0.02, 0.03]] as const) {
      const places = apart(wanted, 0.1);
      expect(Math.abs(places[0] - places[1])).toBeCloseTo(0.1);
      expect(Math.min(...places)).toBeGreaterThanOrEqual(0);
      expect(Math.max(...places)).toBeLessThanOrEqual(1);
    }
  });
});

describe("a table of numbers", () => {
  const totals = (clicks: number) => ({ clicks, shares: 0, clicks_per_share: null, applications: 0 });
  const overview = (part: Partial<Overview>): Overview => ({
    since: "2026-11-01", until: "2026-11-28", live: 1, ...totals(0), applications: 0, clicks: 0, shares: 0,
    by_kind: [], by_suggestion: [], by_team: [], by_location: [], by_language: [], by_scope: [], ...part,
  });
  const names = (now: Overview, earlier: Overview, by: "kind" | "team" | "location" | "language") =>
    tableRows(now, earlier, by, "clicks").map(({ name, totals: { clicks }, before: was }) => [name, clicks, was?.clicks]);

  it("has the most first, what was only there before, and at the end what belongs to none", () => {
    const now = overview({ by_team: [{ team: "Zorg", ...totals(2) }, { team: "Other teams", ...totals(9) }, { team: "Leeg", ...totals(0) }], unassigned: totals(40) });
    const earlier = overview({ by_team: [{ team: "Techniek", ...totals(3) }, { team: "Zorg", ...totals(1) }] });
    expect(names(now, earlier, "team")).toEqual([["Other teams", 9, 0], ["Zorg", 2, 1], ["Techniek", 0, 3], ["About no suggestion: own links", 40, 0]]);
  });

  it("names kinds, languages and no place in particular in the reader's words", () => {
    const now = overview({
      by_kind: [{ kind: "team_moment", suggestions: 1, ...totals(1) }],
      by_language: [{ group: "en, nl", ...totals(1) }],
      by_location: [{ group: null, ...totals(2) }, { group: "Tiel, Zwolle", ...totals(1) }],
    });
    speak("nl");
    expect(names(now, overview({}), "kind")).toEqual([["Teammoment", 1, 0]]);
    expect(names(now, overview({}), "language")).toEqual([["Engels en Nederlands", 1, 0]]);
    expect(names(now, overview({}), "location")).toEqual([["Geen bepaalde plaats", 2, 0], ["Tiel en Zwolle", 1, 0]]);
  });
});

describe("what waits", () => {
  const id = (n: number): string => `019aaf4e-6c1b-7d2a-9b0e-00000000000${String(n)}`;
  const none = { count: 0, items: [] };
  const waiting = (part: Partial<Waiting>): Waiting => ({
    ideas: none, comments: none, drafts: none, consents: none, vacancies: none, destinations: { ...none, checked_at: null }, ...part,
  });
  const suggestion = (n: number, day: string | null) => ({ id: id(n), title: `Title ${String(n)}`, kind: "vacancy" as const, day });

  it("is shown by sort, people who wait for a word first, and only what there is", () => {
    const rows = waitingRows(waiting({
      drafts: { count: 1, items: [suggestion(1, "2026-11-20")] },
      ideas: { count: 2, items: [{ id: id(2), text: null, sent_on: "2026-11-20" }] },
    }));
    expect(rows.map(({ name, title }) => [name, title])).toEqual([["ideas", "2 ideas without an answer"], ["drafts", "1 draft"]]);
    expect(rows[0]?.items[0]).toMatchObject({ text: undefined, href: `/console/ideas/${id(2)}` });
    expect(waitingRows(waiting({}))).toEqual([]);
  });

  it("shows three of a sort and says how many more there are; of comments by how many the suggestions have", () => {
    const items = [1, 2, 3, 4, 5].map((n) => suggestion(n, "2026-11-20"));
    const unread = [3, 2, 1, 1].map((count, n) => ({ id: id(n), title: "T", kind: "story" as const, count }));
    const rows = waitingRows(waiting({ drafts: { count: 12, items }, comments: { count: 8, items: unread } }));
    expect(rows.map(({ name, items: shown, more }) => [name, shown.length, more])).toEqual([["comments", 3, 2], ["drafts", 3, 9]]);
    expect(rows.map(({ items: [first] }) => first?.href)).toEqual([`/console/ideas/feedback/${id(0)}`, `/console/suggestions/${id(1)}`]);
  });

  it("says of consent whether it ended, ends, or does not hold now", () => {
    const items = [suggestion(1, "2020-01-02"), suggestion(2, "2999-01-02"), suggestion(3, null)];
    expect(waitingRows(waiting({ consents: { count: 3, items } }))[0]?.items.map(({ detail }) => detail)).toEqual([
      "ended on 2 January 2020", "until 2 January 2999", "somebody does not agree now",
    ]);
  });

  it("leads from a page that is gone to the suggestion that leads there, or to the links", () => {
    const page = { destination_url: "https://careers.example.com/engineer", status: "gone" as const };
    const items = [{ ...page, suggestions: [{ id: id(1), title: "T" }] }, { ...page, suggestions: [] }];
    const [found] = waitingRows(waiting({ destinations: { count: 2, items, checked_at: "2026-11-28T09:00:00Z" } }));
    expect(found?.items.map(({ text, href }) => [text, href])).toEqual([
      ["careers.example.com/engineer", `/console/suggestions/${id(1)}`], ["careers.example.com/engineer", "/console/links"],
    ]);
  });
});
