import { fullFormats } from "ajv-formats/dist/formats.js";
import { expect, it } from "vitest";

import { codePoints, date, dateTime, unicode } from "../formats.js";

const two = (number: number) => String(number).padStart(2, "0");
const YEARS = [1900, 1999, 2000, 2023, 2024, 2100, 2400, 2999];
const MONTHS = Array.from({ length: 12 }, (_, month) => month + 1);
const DAYS = Array.from({ length: 31 }, (_, day) => day + 1);
const dates = YEARS.flatMap((year) => MONTHS.flatMap((month) => DAYS.map((day) => `${String(year)}-${two(month)}-${two(day)}`)));

it("knows the days that the calendar has, as ajv-formats does", () => {
  const reference = (fullFormats.date as { validate: (text: string) => boolean }).validate;
  expect(dates.filter((text) => date(text) !== reference(text))).toEqual([]);
  expect(dates.filter((text) => dateTime(`${text}T09:30:00Z`) !== reference(text))).toEqual([]);
});

it.each(["", "a", "é", "😀", "a😀b", "👩‍👩‍👧", "\ud800", "a\udc00", "\ud83d😀", "😀\ude00"])("counts the code points of %j", (text) => {
  expect(codePoints(text)).toBe(Array.from(text).length);
});

it("refuses half of a surrogate pair", () => {
  expect(["", "😀", "\ufffd"].every(unicode)).toBe(true);
  expect(["\ud83d", "\ude00", "\ude00\ud83d", "a\ud83db"].some(unicode)).toBe(false);
});
