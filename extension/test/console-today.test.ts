import type { Waiting } from "vertel-schema";
import { expect, it } from "vitest";
import { waitingRows } from "../src/console/today/waits";

const none = { count: 0, items: [] };
const NOTHING: Waiting = { ideas: none, comments: none, drafts: none, consents: none, vacancies: none, destinations: { ...none, checked_at: null } };

it("shows a row for a data sheet that is another than what was agreed, and none for who is not told", () => {
  expect(waitingRows(NOTHING)).toEqual([]);
  const rows = waitingRows({ ...NOTHING, data_sheet: { count: 2, agreed_on: "2026-11-23" } });
  expect(rows.map(({ name, href, more }) => ({ name, href, more }))).toEqual([{ name: "data_sheet", href: "/console/organisation/sheet", more: 0 }]);
});
