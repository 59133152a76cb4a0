import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

type Listener = () => void;

/** A browser's `navigator.serviceWorker`, whose workers become what a test says. */
function browser() {
  const change: Listener[] = [];
  const worker = { state: "installing", addEventListener: (_: string, listener: Listener) => { change.push(listener); }, postMessage: vi.fn() };
  const found: Record<string, unknown> = { active: null, waiting: null, installing: worker };
  let isReady: (registration: unknown) => void = () => undefined;
  const ready = new Promise((resolve) => { isReady = resolve; });
  const register = vi.fn(() => Promise.resolve(found));
  vi.stubGlobal("navigator", { serviceWorker: { register, ready } });
  return {
    register,
    worker,
    fail: () => {
      Object.assign(found, { installing: null });
      worker.state = "redundant";
      for (const listener of change) listener();
    },
    succeed: () => {
      Object.assign(found, { installing: null, active: worker });
      isReady(found);
    },
    becomeInstalling: () => { Object.assign(found, { installing: worker }); },
  };
}

beforeEach(() => {
  vi.resetModules();
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const messages = async () => (await import("../src/web/messages")).send;

/** A worker that answers after so long. */
const slow = (ms: number) => (message: unknown, [port]: MessagePort[]): void => {
  setTimeout(() => port?.postMessage(`answer to ${String(message)}`), ms);
};

describe("a page", () => {
  it("has one worker, however often it is asked", async () => {
    const { register, worker, succeed } = browser();
    worker.postMessage.mockImplementation(slow(0));
    const send = await messages();
    const both = Promise.all([send("a"), send("b")]);
    succeed();
    await vi.advanceTimersByTimeAsync(1);
    vi.useRealTimers();
    expect(await both).toEqual(["answer to a", "answer to b"]);
    expect(register).toHaveBeenCalledOnce();
  });

  it("waits as long as the worker waits for a server that gets a photo", async () => {
    const { worker, succeed } = browser();
    worker.postMessage.mockImplementation(slow(75_000));
    succeed();
    const answer = (await messages())("photo").catch(String);
    await vi.advanceTimersByTimeAsync(75_000);
    vi.useRealTimers();
    expect(await answer).toBe("answer to photo");
  });

  it("says so when the worker could not be installed, and registers it anew when it is asked again", async () => {
    const { register, worker, fail, succeed, becomeInstalling } = browser();
    worker.postMessage.mockImplementation(slow(0));
    const send = await messages();
    const first = send("connect").catch(String);
    await vi.advanceTimersByTimeAsync(1);
    fail();
    await vi.advanceTimersByTimeAsync(1);
    expect(await first).toContain("could not be installed");
    register.mockImplementationOnce(() => {
      becomeInstalling();
      succeed();
      return register();
    });
    const second = send("connect");
    await vi.advanceTimersByTimeAsync(1);
    vi.useRealTimers();
    expect(await second).toBe("answer to connect");
    expect(worker.postMessage).toHaveBeenCalledOnce();
  });

  it("does not wait for ever for a worker that never comes, nor asks it for what was given up", async () => {
    const { worker, succeed } = browser();
    const answer = (await messages())("connect").catch(String);
    await vi.advanceTimersByTimeAsync(100_000);
    expect(await answer).toContain("does not answer");
    succeed();
    await vi.advanceTimersByTimeAsync(1);
    expect(worker.postMessage).not.toHaveBeenCalled();
  });
});
