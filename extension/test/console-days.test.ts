import { describe, expect, it } from "vitest";
import {
  addDays, addMonths, clockAt, dayAt, daysBetween, endOf, isDay, isMonth, lastDayBefore, momentAt, mondayBefore, mondayOf,
  weekOf, weeksOfMonth,
} from "../src/console/ui/days";

const AMSTERDAM = "Europe/Amsterdam";

describe("days of a calendar", () => {
  it("follow each other over months, years and leap days", () => {
    expect(addDays("2026-12-31", 1)).toBe("2027-01-01");
    expect(addDays("2028-03-01", -1)).toBe("2028-02-29");
    expect(daysBetween("2026-03-28", "2026-03-30")).toBe(2);
    expect(addMonths("2026-12", 1)).toBe("2027-01");
    expect(addMonths("2026-01", -1)).toBe("2025-12");
  });

  it("are told from what is none", () => {
    expect(["2026-12-01", "2028-02-29"].filter(isDay)).toHaveLength(2);
    expect(["2026-02-29", "2026-13-01", "2026-1-1", "", "today"].filter(isDay)).toEqual([]);
    expect(["2026-13", "2026-00", "x"].filter(isMonth)).toEqual([]);
  });
});

describe("weeks", () => {
  it("begin on Monday", () => {
    expect(mondayBefore("2026-11-29")).toBe("2026-11-23");
    expect(mondayBefore("2026-11-30")).toBe("2026-11-30");
  });

  it.each([
    ["2026-11-30", "2026-W49"],
    ["2027-01-01", "2026-W53"],
    ["2027-01-04", "2027-W01"],
    ["2024-12-30", "2025-W01"],
    ["2023-01-01", "2022-W52"],
  ])("are counted as ISO counts them: %s is in %s", (day, week) => {
    expect(weekOf(day)).toBe(week);
    expect(mondayOf(week)).toBe(mondayBefore(day));
  });

  it("that no year has are none", () => {
    expect(["2025-W53", "2026-W54", "2026-W00", "2026-49"].map(mondayOf)).toEqual([undefined, undefined, undefined, undefined]);
  });

  it("of a month are whole, and all in which the month has a day", () => {
    const weeks = weeksOfMonth("2026-12");
    expect(weeks.map(([monday]) => monday)).toEqual(["2026-11-30", "2026-12-07", "2026-12-14", "2026-12-21", "2026-12-28"]);
    expect(weeks.every((week) => week.length === 7)).toBe(true);
    expect(weeksOfMonth("2027-02")).toHaveLength(4);
  });
});

describe("days in the organisation's time zone", () => {
  it("begin when they begin there", () => {
    expect(dayAt("2026-11-30T23:30:00Z", AMSTERDAM)).toBe("2026-12-01");
    expect(dayAt("2026-11-30T23:30:00Z", "America/New_York")).toBe("2026-11-30");
    expect(clockAt("2026-07-01T06:30:00Z", AMSTERDAM)).toBe("08:30");
  });

  it.each([
    ["2026-12-01", "08:30", "2026-12-01T07:30:00Z"],
    ["2026-07-01", "08:30", "2026-07-01T06:30:00Z"],
    // the clocks go back at 3:00 on the 25th of October, and forward at 2:00 on the 29th of March
    ["2026-10-25", "08:30", "2026-10-25T07:30:00Z"],
    ["2026-10-25", "01:30", "2026-10-24T23:30:00Z"],
    ["2026-03-29", "00:00", "2026-03-28T23:00:00Z"],
    ["2026-03-30", "00:00", "2026-03-29T22:00:00Z"],
  ])("%s at %s is %s", (day, clock, moment) => {
    expect(momentAt(day, clock, AMSTERDAM)).toBe(moment);
    expect(dayAt(moment, AMSTERDAM)).toBe(day);
    expect(clockAt(moment, AMSTERDAM)).toBe(clock);
  });

  it("last until the next begins", () => {
    expect(endOf("2026-12-24", AMSTERDAM)).toBe("2026-12-24T23:00:00Z");
    expect(lastDayBefore("2026-12-24T23:00:00Z", AMSTERDAM)).toBe("2026-12-24");
    expect(lastDayBefore("2026-12-24T12:00:00Z", AMSTERDAM)).toBe("2026-12-24");
  });
});
