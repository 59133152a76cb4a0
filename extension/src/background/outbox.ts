/**
 * Events on their way to the server. An event is stored before anything else happens to it, and goes away only when
 * the server has taken it or refused it; the server counts an id once, so sending too often does no harm.
 *
 * Each event has a storage key of its own: a worker that dies between two steps can lose no other event.
 */
import type { ShareRequest, ShareResult } from "vertel-schema";
import { failureOf, type Failure } from "../shared/failure";
import * as keys from "../shared/keys";
import type { Store } from "./session";

export const RETRY_ALARM = "outbox";

/** The server takes at most a hundred at a time. */
const BATCH = 100;

/** Browsers ring alarms no sooner than this. */
const FIRST_WAIT_MS = 30_000;
const LONGEST_WAIT_MS = 60 * 60_000;

interface Entry {
  /** Whose event it is: another person signing in on this computer must not send it as theirs. */
  readonly owner: string;
  readonly share: ShareRequest;
}

export interface Outbox {
  add(share: ShareRequest): Promise<void>;
  flush(): Promise<void>;
}

export interface Surroundings {
  readonly store: Store;
  readonly send: (batch: readonly ShareRequest[]) => Promise<ShareResult>;
  readonly owner: () => Promise<string | undefined>;
  /** Ask for a call of `flush` at a moment, in milliseconds since 1970, also if this worker is gone by then. */
  readonly wake: (when: number) => Promise<void>;
  readonly now: () => number;
}

export function createOutbox({ store, send, owner, wake, now }: Surroundings): Outbox {
  let flushing: Promise<void> | undefined;
  let again = false;

  async function add(share: ShareRequest): Promise<void> {
    const entry: Entry = { owner: (await owner()) ?? "", share };
    await store.set({ [keys.outboxKey(share.id)]: entry });
  }

  async function flush(): Promise<void> {
    if (flushing !== undefined) {
      again = true;
      return flushing;
    }
    flushing = untilSettled();
    return flushing;
  }

  async function untilSettled(): Promise<void> {
    try {
      do {
        again = false;
        await sendAll();
      } while (again as boolean);
    } finally {
      // in the same step as the last look at `again`: a call that comes now begins a new round
      flushing = undefined;
    }
  }

  async function waiting(): Promise<ShareRequest[]> {
    const mine = await owner();
    const found = await store.get((await store.keys()).filter(keys.isEvent).sort());
    return (Object.values(found) as Entry[]).filter((entry) => entry.owner === mine).map((entry) => entry.share);
  }

  async function sendAll(): Promise<void> {
    const shares = await waiting();
    // a worker that dies on the way is woken again: asked for first, while there is something to send
    if (shares.length > 0) await wake(now() + (await nextWait()));
    for (let start = 0; start < shares.length; start += BATCH) {
      const failure = await sendBatch(shares.slice(start, start + BATCH));
      if (failure !== undefined) return later(failure);
    }
    await store.remove([keys.OUTBOX_RETRY]);
  }

  /** Settled ones are taken out; what is returned is why the others could not be settled now. */
  async function sendBatch(batch: readonly ShareRequest[]): Promise<Failure | undefined> {
    try {
      await send(batch);
    } catch (error) {
      const failure = failureOf(error);
      if (failure.kind !== "refused") return failure;
      if (batch.length > 1) return oneByOne(batch);
    }
    await store.remove(batch.map((share) => keys.outboxKey(share.id)));
    return undefined;
  }

  /** One faulty event must not hold up the others. */
  async function oneByOne(batch: readonly ShareRequest[]): Promise<Failure | undefined> {
    for (const share of batch) {
      const failure = await sendBatch([share]);
      if (failure !== undefined) return failure;
    }
    return undefined;
  }

  async function nextWait(): Promise<number> {
    const tries = ((await store.get([keys.OUTBOX_RETRY]))[keys.OUTBOX_RETRY] as number | undefined) ?? 0;
    return Math.min(FIRST_WAIT_MS * 2 ** tries, LONGEST_WAIT_MS);
  }

  async function later(failure: Failure): Promise<void> {
    const wait = Math.max(await nextWait(), (failure.retryAfter ?? 0) * 1000);
    const tries = ((await store.get([keys.OUTBOX_RETRY]))[keys.OUTBOX_RETRY] as number | undefined) ?? 0;
    await store.set({ [keys.OUTBOX_RETRY]: Math.min(tries + 1, 10) });
    await wake(now() + wait);
  }

  return { add, flush };
}
