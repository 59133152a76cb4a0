/**
 * Events on their way to the server. An event is stored before anything else happens to it, and goes away only when
 * the server has taken it or refused it; the server counts an id once, so sending too often does no harm.
 *
 * Each event has a storage key of its own: a worker that dies between two steps can lose no other event.
 */
import { validateShareRequest, type ShareRequest, type ShareResult } from "vertel-schema";
import { failureOf, type Failure } from "../shared/failure";
import { number, open, optional, string, type Guard } from "../shared/guards";
import * as keys from "../shared/keys";
import { fits, read, readEach } from "../shared/stored";
import type { Access } from "./api";
import type { Store } from "./store";

export const RETRY_ALARM = "outbox";

/** The server takes at most a hundred at a time. */
const BATCH = 100;

/** Browsers ring alarms no sooner than this. */
const FIRST_WAIT_MS = 30_000;
const LONGEST_WAIT_MS = 60 * 60_000;

/** An insertion may be undone, so it is told when the panel says that it stands, and after this long in any case. */
const HOLD_MS = FIRST_WAIT_MS;

interface Event {
  /** The id of the employee whose event it is: another person signing in on this computer must not send it as theirs. */
  readonly owner: string;
  readonly share: ShareRequest;
  /** Not to be sent before this moment, in milliseconds since 1970. */
  readonly heldUntil?: number | undefined;
}

const isEvent: Guard<Event> = open({ owner: string, share: validateShareRequest, heldUntil: optional(number) });

/** What cannot be read stays where it is: a newer version may have written it. */
export function parseEvent(value: unknown): Event | undefined {
  if (!isEvent(value)) return undefined;
  // older versions put the server's address before the id
  return { ...value, owner: value.owner.slice(value.owner.lastIndexOf(" ") + 1) };
}

export interface OutboxDependencies {
  readonly store: Store;
  /** With the session's right to do so, unless another is given. */
  readonly send: (batch: readonly ShareRequest[], access?: Access) => Promise<ShareResult>;
  readonly owner: () => Promise<string | undefined>;
  /** Ask for a call of `flush` at a moment, in milliseconds since 1970, also if this worker is gone by then. */
  readonly wake: (when: number) => Promise<void>;
  readonly now: () => number;
}

export class Outbox {
  readonly #around: OutboxDependencies;
  #flushing: Promise<void> | undefined;
  #again = false;

  constructor(around: OutboxDependencies) {
    this.#around = around;
  }

  /** When this is done, the event will reach the server, whatever happens. */
  async add(share: ShareRequest): Promise<void> {
    await this.#keep({ share });
  }

  /** The same, but a little later, so that it can still be taken back. */
  async hold(share: ShareRequest): Promise<void> {
    await this.#keep({ share, heldUntil: this.#around.now() + HOLD_MS });
  }

  /** Hold an event no longer. */
  async release(id: string): Promise<void> {
    const entry = await this.#entry(id);
    if (entry !== undefined) await this.add(entry.share);
  }

  /** Forget an event, unless it may have been sent already; answers whether it did. */
  async takeBack(id: string): Promise<boolean> {
    const entry = await this.#entry(id);
    if (entry === undefined || this.#isDue(entry)) return false;
    await this.#around.store.remove([keys.outboxKey(id)]);
    return true;
  }

  /** Send what is waiting. A call during another one has it look again afterwards. */
  flush(): Promise<void> {
    this.#again = this.#flushing !== undefined;
    this.#flushing ??= this.#untilSettled();
    return this.#flushing;
  }

  /** Events of the person who is connected that the server does not have yet. */
  async waiting(): Promise<ShareRequest[]> {
    return (await this.#entries()).map(({ share }) => share);
  }

  /** One last try for events of someone who signs out: whatever of them was stored has gone. */
  async sendOff(shares: readonly ShareRequest[], access: Access): Promise<void> {
    for (let start = 0; start < shares.length; start += BATCH) {
      try {
        await this.#around.send(shares.slice(start, start + BATCH), access);
      } catch {
        return;
      }
    }
  }

  async #keep(event: Omit<Event, "owner">): Promise<void> {
    const entry: Event = { owner: (await this.#around.owner()) ?? "", ...event };
    await this.#around.store.set({ [keys.outboxKey(event.share.id)]: entry });
  }

  async #entries(): Promise<Event[]> {
    const { store, owner } = this.#around;
    const mine = await owner();
    const found = await readEach(store, (await store.keys()).filter(keys.isEvent).sort(), parseEvent);
    return [...found.values()].filter((event) => event.owner === mine);
  }

  async #entry(id: string): Promise<Event | undefined> {
    return read(this.#around.store, { key: keys.outboxKey(id), parse: parseEvent });
  }

  #isDue({ heldUntil }: Event): boolean {
    return heldUntil === undefined || heldUntil <= this.#around.now();
  }

  async #untilSettled(): Promise<void> {
    try {
      do {
        this.#again = false;
        await this.#sendAll();
      } while (this.#wasAskedAgain());
    } catch (error) {
      // without storage there is nothing to send, and nothing is lost: the next call looks again
      if (failureOf(error).kind !== "storage") throw error;
    } finally {
      // in the same step as the last look at `again`: a call that comes now begins a new round
      this.#flushing = undefined;
    }
  }

  #wasAskedAgain(): boolean {
    return this.#again;
  }

  async #sendAll(): Promise<void> {
    const { store, wake, now } = this.#around;
    const entries = await this.#entries();
    const shares = entries.filter((entry) => this.#isDue(entry)).map(({ share }) => share);
    // a worker that dies on the way is woken again: asked for first, while there is something to send
    if (shares.length > 0) await wake(now() + waitAfter(await this.#tries()));
    for (let start = 0; start < shares.length; start += BATCH) {
      const failure = await this.#sendBatch(shares.slice(start, start + BATCH));
      if (failure !== undefined) return this.#later(failure);
    }
    await store.remove([keys.OUTBOX_RETRY]);
    if (shares.length < entries.length) await wake(now() + HOLD_MS);
  }

  /** Settled ones are taken out; what is returned is why the others could not be settled now. */
  async #sendBatch(batch: readonly ShareRequest[]): Promise<Failure | undefined> {
    try {
      await this.#around.send(batch);
    } catch (error) {
      const failure = failureOf(error);
      if (failure.kind !== "refused") return failure;
      if (batch.length > 1) return this.#oneByOne(batch);
    }
    await this.#around.store.remove(batch.map((share) => keys.outboxKey(share.id)));
    return undefined;
  }

  /** One faulty event must not hold up the others. */
  async #oneByOne(batch: readonly ShareRequest[]): Promise<Failure | undefined> {
    for (const share of batch) {
      const failure = await this.#sendBatch([share]);
      if (failure !== undefined) return failure;
    }
    return undefined;
  }

  async #tries(): Promise<number> {
    return (await read(this.#around.store, { key: keys.OUTBOX_RETRY, parse: fits(number) })) ?? 0;
  }

  async #later(failure: Failure): Promise<void> {
    const { store, wake, now } = this.#around;
    const tries = await this.#tries();
    await store.set({ [keys.OUTBOX_RETRY]: Math.min(tries + 1, 10) });
    await wake(now() + Math.max(waitAfter(tries), (failure.retryAfter ?? 0) * 1000));
  }
}

const waitAfter = (tries: number): number => Math.min(FIRST_WAIT_MS * 2 ** tries, LONGEST_WAIT_MS);
