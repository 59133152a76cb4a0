import { describe, expect, it, vi } from "vitest";
import type { ShareRequest, ShareResult } from "vertel-schema";
import { Outbox, type OutboxDependencies } from "../src/background/outbox";
import { Failed } from "../src/shared/failure";
import * as keys from "../src/shared/keys";
import { share } from "./documents";
import { memoryStore, type MemoryStore } from "./memory-store";

const taken = (batch: readonly ShareRequest[]): ShareResult => ({ accepted: batch.length, duplicate: 0, refused: [] });

interface World {
  readonly store: MemoryStore;
  readonly got: Map<string, ShareRequest>;
  readonly alarms: number[];
  readonly outbox: Outbox;
}

function world(send?: OutboxDependencies["send"], store = memoryStore(), got = new Map<string, ShareRequest>(), now = () => 1000): World {
  const alarms: number[] = [];
  const receive = (batch: readonly ShareRequest[]): Promise<ShareResult> => {
    for (const one of batch) got.set(one.id, one);
    return Promise.resolve(taken(batch));
  };
  const outbox = new Outbox({
    store,
    send: send ?? receive,
    owner: () => Promise.resolve("me"),
    wake: (when) => Promise.resolve(void alarms.push(when)),
    now,
  });
  return { store, got, alarms, outbox };
}

const waitingIn = (store: MemoryStore): string[] => [...store.data.keys()].filter(keys.isEvent);

describe("the outbox", () => {
  it("stores an event before anything is sent", async () => {
    const send = vi.fn();
    const { store, outbox } = world(send);
    await outbox.add(share());
    expect(waitingIn(store)).toHaveLength(1);
    expect(send).not.toHaveBeenCalled();
  });

  it("forgets an event when the server has it", async () => {
    const { store, got, outbox } = world();
    const one = share();
    await outbox.add(one);
    await outbox.flush();
    expect([...got.values()]).toEqual([one]);
    expect(waitingIn(store)).toEqual([]);
  });

  it.each(["offline", "server", "busy", "signed_out", "unexpected", "gone"] as const)(
    "keeps every event and asks to be woken when sending fails as %s",
    async (kind) => {
      const { store, alarms, outbox } = world(() => Promise.reject(new Failed(kind)));
      await outbox.add(share());
      await outbox.flush();
      expect(waitingIn(store)).toHaveLength(1);
      expect(alarms.at(-1)).toBeGreaterThan(1000);
    },
  );

  it("waits longer after each failure, and at most an hour", async () => {
    const { alarms, outbox } = world(() => Promise.reject(new Failed("offline")));
    await outbox.add(share());
    const waits: number[] = [];
    for (let i = 0; i < 12; i += 1) {
      await outbox.flush();
      waits.push((alarms.at(-1) ?? 0) - 1000);
    }
    expect(waits.slice(0, 3)).toEqual([30_000, 60_000, 120_000]);
    expect(waits.at(-1)).toBe(3_600_000);
  });

  it("waits as long as the server asks", async () => {
    const { alarms, outbox } = world(() => Promise.reject(new Failed("busy", { retryAfter: 500 })));
    await outbox.add(share());
    await outbox.flush();
    expect(alarms.at(-1)).toBe(501_000);
  });

  it("drops the one event that the server refuses, and sends the others", async () => {
    const faulty = share();
    const good = [share(), share(), share()];
    const got: string[] = [];
    const { store, outbox } = world((batch) => {
      if (batch.some(({ id }) => id === faulty.id)) return Promise.reject(new Failed("refused"));
      got.push(...batch.map(({ id }) => id));
      return Promise.resolve(taken(batch));
    });
    for (const one of [...good, faulty]) await outbox.add(one);
    await outbox.flush();
    expect(got.sort()).toEqual(good.map(({ id }) => id).sort());
    expect(waitingIn(store)).toEqual([]);
  });

  it("sends at most a hundred at a time", async () => {
    const sizes: number[] = [];
    const { outbox } = world((batch) => {
      sizes.push(batch.length);
      return Promise.resolve(taken(batch));
    });
    for (let i = 0; i < 230; i += 1) await outbox.add(share());
    await outbox.flush();
    expect(sizes).toEqual([100, 100, 30]);
  });

  it("sends what is added while it is sending", async () => {
    const late = share();
    const { store, got, outbox: inner } = world();
    const outbox = new Outbox({
      store,
      send: async (batch) => {
        if (got.size === 0) {
          await outbox.add(late);
          void outbox.flush();
        }
        for (const one of batch) got.set(one.id, one);
        return taken(batch);
      },
      owner: () => Promise.resolve("me"),
      wake: () => Promise.resolve(),
      now: () => 1000,
    });
    await inner.add(share());
    await outbox.flush();
    expect(got.has(late.id)).toBe(true);
    expect(waitingIn(store)).toEqual([]);
  });

  it("forgets events that the server took note of and refused, as all are while the counting is paused", async () => {
    const refusing: OutboxDependencies["send"] = (batch) =>
      Promise.resolve({ accepted: 0, duplicate: 0, refused: batch.map(({ id }) => ({ id, message: "You paused the counting." })) });
    const { store, outbox } = world(refusing);
    await outbox.add(share());
    await outbox.flush();
    expect(waitingIn(store)).toEqual([]);
  });

  it("never sends one person's events as another's", async () => {
    const send = vi.fn(() => Promise.resolve(taken([])));
    const { store, outbox } = world();
    await outbox.add(share());
    const other = new Outbox({
      store,
      send,
      owner: () => Promise.resolve("somebody else"),
      wake: () => Promise.resolve(),
      now: () => 1000,
    });
    await other.flush();
    expect(send).not.toHaveBeenCalled();
    expect(waitingIn(store)).toHaveLength(1);
  });
});

describe("an insertion that may still be undone", () => {
  it("is stored, and sent when its time has come", async () => {
    let time = 1000;
    const { store, got, alarms, outbox } = world(undefined, undefined, undefined, () => time);
    const [held, other] = [share(), share()];
    await outbox.hold(held);
    await outbox.add(other);
    await outbox.flush();
    expect([...got.keys()]).toEqual([other.id]);
    expect(waitingIn(store)).toHaveLength(1);
    time = alarms.at(-1) ?? 0;
    await outbox.flush();
    expect(got.has(held.id)).toBe(true);
    expect(waitingIn(store)).toEqual([]);
  });

  it("is sent at once when it stands", async () => {
    const { got, outbox } = world();
    const one = share();
    await outbox.hold(one);
    await outbox.release(one.id);
    await outbox.flush();
    expect([...got.values()]).toEqual([one]);
  });

  it("is forgotten when it was undone, and does not come back when it is said to stand after all", async () => {
    const { store, got, outbox } = world();
    const one = share();
    await outbox.hold(one);
    expect(await outbox.takeBack(one.id)).toBe(true);
    await outbox.release(one.id);
    await outbox.flush();
    expect(got.size).toBe(0);
    expect(waitingIn(store)).toEqual([]);
  });

  it("can no longer be taken back once it may have been sent", async () => {
    const { got, outbox } = world();
    const one = share();
    await outbox.hold(one);
    await outbox.release(one.id);
    expect(await outbox.takeBack(one.id)).toBe(false);
    await outbox.flush();
    expect(await outbox.takeBack(one.id)).toBe(false);
    expect(got.size).toBe(1);
  });

  it("goes out with the others when its person signs out", async () => {
    const { outbox } = world();
    const one = share();
    await outbox.hold(one);
    expect(await outbox.waiting()).toEqual([one]);
  });
});

/** Stands for the worker's death: the step it hits never comes back, before or after it has taken effect. */
function dying(store: MemoryStore, server: OutboxDependencies["send"], step: number, after: boolean) {
  let left = step;
  const never = new Promise<never>(() => undefined);
  const guard = <A extends unknown[], R>(work: (...args: A) => Promise<R>) => {
    return async (...args: A): Promise<R> => {
      left -= 1;
      if (left < 0 || (left === 0 && !after)) return never;
      const result = await work(...args);
      return left === 0 ? never : result;
    };
  };
  return {
    store: { ...store, get: guard(store.get), set: guard(store.set), remove: guard(store.remove), keys: guard(store.keys) },
    send: guard(server),
  };
}

describe("events of someone who signs out", () => {
  it("go out with the right that is left, and a server that does not take them does no harm", async () => {
    const send = vi.fn<OutboxDependencies["send"]>((batch) => Promise.resolve(taken(batch)));
    const { store, outbox } = world(send);
    await outbox.add(share());
    const last = { server: "https://vertel.example.nl", token: "last", renew: () => Promise.resolve("last") };
    const waiting = await outbox.waiting();
    store.data.clear();
    await outbox.sendOff(waiting, last);
    expect(send).toHaveBeenCalledExactlyOnceWith(waiting, last);
    send.mockRejectedValue(new Failed("offline"));
    await expect(outbox.sendOff(waiting, last)).resolves.toBeUndefined();
  });
});

describe("a worker that dies", () => {
  const steps = Array.from({ length: 24 }, (_, i) => i + 1);
  const cases = steps.flatMap((step) => [[step, "before"] as const, [step, "after"] as const]);

  it.each(cases)("at step %i, %s it took effect, loses no acknowledged event", async (step, when) => {
    const store = memoryStore();
    const got = new Map<string, ShareRequest>();
    const server: OutboxDependencies["send"] = (batch) => {
      for (const one of batch) got.set(one.id, one);
      return Promise.resolve(taken(batch));
    };
    const parts = dying(store, server, step, when === "after");
    const common = { owner: () => Promise.resolve("me"), wake: () => Promise.resolve(), now: () => 1000 };
    const first = new Outbox({ ...common, ...parts });
    const acknowledged: string[] = [];
    void (async () => {
      for (let i = 0; i < 3; i += 1) {
        const one = share();
        await first.add(one);
        acknowledged.push(one.id);
        void first.flush();
      }
    })();
    await new Promise((resolve) => setTimeout(resolve));

    await new Outbox({ ...common, store, send: server }).flush();

    expect(acknowledged.filter((id) => !got.has(id))).toEqual([]);
    expect(waitingIn(store)).toEqual([]);
  });

  it("has asked to be woken before it begins to send", async () => {
    const order: string[] = [];
    const outbox = new Outbox({
      store: memoryStore(),
      send: (batch) => Promise.resolve(void order.push("send")).then(() => taken(batch)),
      owner: () => Promise.resolve("me"),
      wake: () => Promise.resolve(void order.push("wake")),
      now: () => 1000,
    });
    await outbox.add(share());
    await outbox.flush();
    expect(order).toEqual(["wake", "send"]);
  });
});
