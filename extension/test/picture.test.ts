import { beforeEach, expect, it, vi } from "vitest";

const ask = vi.hoisted(() => vi.fn());
vi.mock("../src/panel/ask", () => ({ ask }));

const PICTURE = "data:image/webp;base64,";

beforeEach(() => {
  vi.resetModules();
  ask.mockReset().mockResolvedValue({ ok: true, value: PICTURE });
});

it("is asked for once, whoever wants it, also who wanted it before it came and asks after that", async () => {
  const { pictureHere, pictureOf } = await import("../src/panel/ui/pictures");
  const first = pictureOf("1");
  expect(pictureHere("1")).toBeUndefined();
  const places = [first, pictureOf("1")];
  await first;
  expect(await Promise.all([...places, pictureOf("1")])).toEqual([PICTURE, PICTURE, PICTURE]);
  expect(pictureHere("1")).toBe(PICTURE);
  expect(ask).toHaveBeenCalledTimes(1);
});

it("is asked for again by the next who wants it when it did not come", async () => {
  const { pictureHere, pictureOf } = await import("../src/panel/ui/pictures");
  ask.mockResolvedValueOnce({ ok: false, failure: { kind: "offline" } });
  expect(await pictureOf("1")).toBeUndefined();
  expect(pictureHere("1")).toBeUndefined();
  expect(await pictureOf("1")).toBe(PICTURE);
});
