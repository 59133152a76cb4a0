import { afterEach, beforeEach, expect, it, vi } from "vitest";

const send = vi.hoisted(() => vi.fn());
vi.mock("../src/shared/browser", () => ({ runtime: { send } }));

let paint: () => void;

/** As the browser tells of its paints: that there was one is seen in real browsers (tests/e2e/test_app.py). */
class Observer {
  constructor(tell: (list: { getEntriesByName: (name: string) => unknown[] }) => void) {
    paint = () => { tell({ getEntriesByName: (name) => (name === "first-contentful-paint" ? [{}] : []) }); };
  }

  observe = vi.fn();
}

beforeEach(() => {
  vi.useFakeTimers();
  vi.resetModules();
  vi.stubGlobal("PerformanceObserver", Observer);
  send.mockReset().mockResolvedValue({ ok: true });
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

it("asks the worker for nothing until there is something to look at", async () => {
  const { ask } = await import("../src/panel/ask");
  const reply = ask({ type: "me" });
  await vi.advanceTimersByTimeAsync(100);
  expect(send).not.toHaveBeenCalled();
  paint();
  expect(await reply).toEqual({ ok: true });
});

it("asks all the same in a panel that nobody looks at", async () => {
  const { ask } = await import("../src/panel/ask");
  const reply = ask({ type: "me" });
  await vi.advanceTimersByTimeAsync(500);
  expect(await reply).toEqual({ ok: true });
});

it("asks a worker that stopped on the way again, and says so when that was in vain", async () => {
  const { ask } = await import("../src/panel/ask");
  paint();
  send.mockRejectedValueOnce(new Error("the port closed"));
  expect(await ask({ type: "me" })).toEqual({ ok: true });
  send.mockReset().mockResolvedValue(undefined);
  expect(await ask({ type: "me" })).toEqual({ ok: false, failure: { kind: "unexpected" } });
});
