/** What is said of what one shared: a tip is a share to the server, and a tip to who gave it. */
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import en from "../_locales/en/messages.json";
import { isNothing, measured, sentenceOf } from "../src/panel/impact/sentence";

const message = (key: string, values: readonly string[]): string =>
  (en as Record<string, { message: string }>)[key]?.message.replace(/\$(\d)/g, (_, place: string) => values[Number(place) - 1] ?? "") ?? "";

beforeAll(() => { vi.stubGlobal("chrome", { i18n: { getMessage: message } }); });
afterAll(() => { vi.unstubAllGlobals(); });

const NOTHING = { shares: 0, clicks: 0, applications: 0 };

describe("a tip", () => {
  test("is told apart from what was posted", () => {
    expect(measured({ ...NOTHING, shares: 3, tips: 1 })).toEqual({ ...NOTHING, shares: 2, tips: 1 });
    expect(sentenceOf({ ...NOTHING, shares: 3, tips: 1 }, "month")).toBe("In the last 30 days you shared 2 times and you tipped somebody once.");
    expect(sentenceOf({ ...NOTHING, shares: 2, tips: 2 }, "month")).toBe("In the last 30 days you tipped somebody 2 times.");
  });

  test("is a share at a server that does not know them", () => {
    expect(measured({ ...NOTHING, shares: 3 })).toEqual({ ...NOTHING, shares: 3, tips: 0 });
  });

  test("alone is something", () => {
    expect(isNothing({ ...NOTHING, shares: 1, tips: 1 })).toBe(false);
    expect(isNothing(NOTHING)).toBe(true);
  });
});
