import { describe, expect, it } from "vitest";
import type { Suggestion } from "vertel-schema";
import { entriesByDay, gapIn, gapsIn, groupsOf, isLiveBetween, liveOn, weekFrom, windowOf } from "../src/console/calendar/entries";
import { isBackwards, movedTo, patchFor } from "../src/console/calendar/moves";
import { linkTo, periodIn } from "../src/console/calendar/period";
import { suggestion } from "./documents";

const ZONE = "Europe/Amsterdam";
const TODAY = "2026-11-28";
const everyone = { teams: [], locations: [], languages: [] };
const zwolle = { ...everyone, locations: ["Zwolle"] };

/** 08:00 in Amsterdam on the first day, until midnight after the last one. */
const from = (publish_at: string, expires_at: string | null = null, part: Partial<Suggestion> = {}): Suggestion => suggestion({ publish_at, expires_at, ...part });

describe("the days of a suggestion", () => {
  const one = from("2026-12-01T07:00:00Z", "2026-12-04T23:00:00Z");

  it("are those of the organisation: what ends at midnight has the day before as its last", () => {
    expect(windowOf(one, ZONE)).toEqual({ first: "2026-12-01", last: "2026-12-04" });
    expect(windowOf(from("2026-11-30T23:30:00Z"), ZONE)).toEqual({ first: "2026-12-01", last: undefined });
  });

  it("are on the calendar where it begins and where it ends; a draft only where it would begin", () => {
    const draft = { ...from("2026-12-01T07:00:00Z", "2026-12-04T23:00:00Z"), status: "draft" as const };
    const archived = { ...one, status: "archived" as const };
    const days = entriesByDay([draft, one, archived, suggestion()], ZONE);
    expect([...days].map(([day, entries]) => [day, entries.map(({ kind }) => kind)])).toEqual([
      ["2026-12-01", ["begins", "draft"]],
      ["2026-12-04", ["ends"]],
    ]);
  });

  it("say on which days colleagues see it", () => {
    expect(["2026-11-30", "2026-12-01", "2026-12-04", "2026-12-05"].map((day) => liveOn([one], day, ZONE))).toEqual([0, 1, 1, 0]);
    expect(isLiveBetween(suggestion(), "2020-01-01", "2020-01-02", ZONE)).toBe(true);
    expect(isLiveBetween(suggestion({ status: "draft" }), "2026-12-01", "2026-12-02", ZONE)).toBe(false);
  });

  it("are changed by their dates: a first day keeps its time of day, and what stays is not sent", () => {
    expect(patchFor(one, movedTo(one, "begins", "2026-12-02", ZONE), ZONE)).toEqual({ publish_at: "2026-12-02T07:00:00Z" });
    expect(patchFor(one, movedTo(one, "ends", "2027-07-01", ZONE), ZONE)).toEqual({ expires_at: "2027-07-01T22:00:00Z" });
    expect(patchFor(one, { first: undefined, last: undefined }, ZONE)).toEqual({ publish_at: null, expires_at: null });
    expect(patchFor(one, windowOf(one, ZONE), ZONE)).toEqual({});
    expect(patchFor(suggestion(), { first: "2026-12-02", last: undefined }, ZONE)).toEqual({ publish_at: "2026-12-02T07:00:00Z" });
  });

  it("do not end before they begin", () => {
    expect(isBackwards(movedTo(one, "begins", "2026-12-05", ZONE))).toBe(true);
    expect(isBackwards(movedTo(one, "begins", "2026-12-04", ZONE))).toBe(false);
  });
});

describe("gaps", () => {
  const MONDAY = "2026-11-30";
  const groups = [{ side: "locations", name: "Zwolle" }] as const;
  const gap = (...suggestions: Suggestion[]) => gapIn(MONDAY, suggestions, groups, ZONE, TODAY);

  it("are weeks in which nothing is live, nothing begins, or nothing is meant for somebody", () => {
    expect(gap()).toMatchObject({ isEmpty: true, hasNothingNew: true });
    expect(gap(from("2026-11-01T07:00:00Z"))).toEqual({ monday: MONDAY, isEmpty: false, hasNothingNew: true, groups });
    expect(gap(from("2026-12-06T07:00:00Z"))).toEqual({ monday: MONDAY, isEmpty: false, hasNothingNew: false, groups });
    expect(gap(from("2026-12-06T07:00:00Z", null, { audience: zwolle }))).toBeUndefined();
  });

  it("are not filled by what is a draft, has ended, or begins later", () => {
    const audience = zwolle;
    const isGap = (one: Suggestion): boolean => gap(one)?.groups.length === 1;
    expect(isGap(from("2026-12-01T07:00:00Z", null, { audience, status: "draft" }))).toBe(true);
    expect(isGap(from("2026-11-01T07:00:00Z", "2026-11-29T23:00:00Z", { audience }))).toBe(true);
    expect(isGap(from("2026-12-06T23:30:00Z", null, { audience }))).toBe(true);
    expect(isGap(from("2026-11-01T07:00:00Z", "2026-11-30T23:00:00Z", { audience }))).toBe(false);
  });

  it("are of this week what is left of it, and of no week that is over", () => {
    const ended = from("2026-11-23T07:00:00Z", "2026-11-25T23:00:00Z", { audience: zwolle });
    expect(gapIn("2026-11-23", [ended], groups, ZONE, "2026-11-25")).toBeUndefined();
    expect(gapIn("2026-11-23", [ended], groups, ZONE, TODAY)?.groups).toEqual(groups);
    expect(gapsIn([weekFrom("2026-11-16"), weekFrom(MONDAY)], [], groups, ZONE, TODAY).map(({ monday }) => monday)).toEqual([MONDAY]);
  });

  it("are looked for with all locations and teams that there are", () => {
    const choices = { locations: ["Tiel", "Zwolle"], teams: [{ slug: "zorg", name: "Zorg" }] };
    expect(groupsOf(choices)).toEqual([{ side: "locations", name: "Tiel" }, { side: "locations", name: "Zwolle" }, { side: "teams", name: "zorg" }]);
    const audience = { ...everyone, teams: ["zorg"] };
    const found = gapIn(MONDAY, [from("2026-12-01T07:00:00Z", null, { audience })], groupsOf(choices), ZONE, TODAY);
    expect(found?.groups.map(({ name }) => name)).toEqual(["Tiel", "Zwolle"]);
  });
});

describe("what the calendar shows", () => {
  it("is what the address says: a month or a week, and this month otherwise", () => {
    expect(periodIn({ month: "2026-12" }, TODAY)).toMatchObject({ is: "month", name: "2026-12", before: "2026-11", after: "2027-01" });
    expect(periodIn({ week: "2026-W53" }, TODAY)).toMatchObject({ is: "week", name: "2026-W53", before: "2026-W52", after: "2027-W01" });
    expect([{}, { month: "2026-13" }, { week: "2025-W53" }].map((query) => periodIn(query, TODAY).name)).toEqual(["2026-11", "2026-11", "2026-11"]);
    expect(linkTo("week", "2026-W49")).toBe("/console/calendar?week=2026-W49");
  });
});
