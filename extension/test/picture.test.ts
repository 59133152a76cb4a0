import { afterEach, beforeEach, expect, it, vi } from "vitest";

const ask = vi.hoisted(() => vi.fn());
vi.mock("../src/panel/ask", () => ({ ask }));

const PICTURE = "data:image/webp;base64,";
const NOT_NOW = { ok: false, failure: { kind: "offline" } };

beforeEach(() => {
  vi.useFakeTimers();
  vi.resetModules();
  ask.mockReset().mockResolvedValue({ ok: true, value: PICTURE });
});

afterEach(() => {
  vi.useRealTimers();
});

it("is asked for once, whoever waits for it, also who was drawn before it came and asks after that", async () => {
  const { pictureHere, whenHere } = await import("../src/panel/ui/pictures");
  const places = [vi.fn(), vi.fn(), vi.fn()] as const;
  whenHere("1", places[0]);
  whenHere("1", places[1]);
  expect(pictureHere("1")).toBeUndefined();
  await vi.advanceTimersByTimeAsync(0);
  whenHere("1", places[2]);
  await vi.advanceTimersByTimeAsync(0);
  for (const place of places) expect(place.mock.calls).toEqual([[PICTURE]]);
  expect(pictureHere("1")).toBe(PICTURE);
  expect(ask).toHaveBeenCalledTimes(1);
});

it("is asked for again when it did not come, less and less often", async () => {
  const { whenHere } = await import("../src/panel/ui/pictures");
  ask.mockResolvedValueOnce(NOT_NOW).mockResolvedValueOnce(NOT_NOW);
  const place = vi.fn();
  whenHere("1", place);
  await vi.advanceTimersByTimeAsync(5000);
  expect(ask).toHaveBeenCalledTimes(2);
  await vi.advanceTimersByTimeAsync(19_000);
  expect(place).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(1000);
  expect(place.mock.calls).toEqual([[PICTURE]]);
});

it("is not asked for any more by a place that has gone", async () => {
  const { whenHere } = await import("../src/panel/ui/pictures");
  ask.mockResolvedValue(NOT_NOW);
  const stop = whenHere("1", vi.fn());
  await vi.advanceTimersByTimeAsync(0);
  stop();
  await vi.advanceTimersByTimeAsync(1_000_000);
  expect(ask).toHaveBeenCalledTimes(1);
});
