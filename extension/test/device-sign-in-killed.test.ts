/** Signing in on the server's page with a worker that ends at any step. */
import { describe, expect, it, vi } from "vitest";
import * as keys from "../src/shared/keys";
import { deviceServer, pass, SECOND, worker } from "./device-server";
import { SERVER } from "./documents";
import { type MemoryStore, memoryStore } from "./memory-store";

/** More than a sign-in takes, as the last test says. */
const STEPS = 40;

describe("a worker that dies", () => {
  const steps = Array.from({ length: STEPS }, (_, i) => i + 1);
  const cases = steps.flatMap((step) => [[step, "before"] as const, [step, "after"] as const]);

  it.each(cases)("at step %i, %s it took effect, costs nobody their sign-in", async (step, when) => {
    const [store, world] = [memoryStore(), deviceServer()];
    const counted = counting(store, world, step, when === "after");
    const first = worker(counted.store, counted.world);
    world.state.outcome = "confirmed";
    const beginning = first.signIn.begin(SERVER).then(() => pass(first, world.clock, 11 * SECOND));
    await Promise.race([beginning, counted.died]);

    const next = worker(store, world);
    // it asks once as it starts, and from then on when its alarms go off
    if (!store.data.has(keys.DEVICE) && !store.data.has(keys.ACCOUNT)) await next.signIn.begin(SERVER);
    await next.signIn.carryOn();
    await pass(next, world.clock, world.clock.now + 60 * SECOND);

    expect(store.data.get(keys.ACCOUNT)).toMatchObject({ ended: false });
    expect([...store.data.keys()].sort().filter((key) => store.data.get(key) !== null)).toEqual([keys.ACCOUNT, keys.SESSION]);
    expect(world.state.revoked).toEqual([]);
    expect((await next.session.access()).token).toBe("access-device");
  });

  it("was tried at every step", async () => {
    const [store, world] = [memoryStore(), deviceServer()];
    const counted = counting(store, world, STEPS, false);
    const first = worker(counted.store, counted.world);
    world.state.outcome = "confirmed";
    await first.signIn.begin(SERVER);
    await pass(first, world.clock, 11 * SECOND);
    expect(store.data.get(keys.ACCOUNT)).toMatchObject({ ended: false });
  });
});

/** The same storage and server for a worker that ends at a step, and a promise of that end. */
function counting(store: MemoryStore, world: ReturnType<typeof deviceServer>, step: number, after: boolean) {
  let left = step;
  let die: () => void = () => undefined;
  const died = new Promise<void>((resolve) => { die = resolve; });
  const never = new Promise<never>(() => undefined);
  const guard = <A extends unknown[], R>(work: (...args: A) => Promise<R>) => async (...args: A): Promise<R> => {
    left -= 1;
    if (left === 0 && !after) die();
    if (left < 0 || (left === 0 && !after)) return never;
    const result = await work(...args);
    if (left !== 0) return result;
    die();
    return never;
  };
  return {
    died,
    store: { ...store, get: guard(store.get), set: guard(store.set), remove: guard(store.remove), keys: guard(store.keys) },
    world: {
      ...world,
      api: { ...world.api, exchange: vi.fn(guard(world.api.exchange)), me: vi.fn(guard(world.api.me)) },
      device: {
        signInOptions: vi.fn(guard(world.device.signInOptions)),
        askForDevice: vi.fn(guard(world.device.askForDevice)),
      },
    },
  };
}
