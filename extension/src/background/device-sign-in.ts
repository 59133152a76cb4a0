/**
 * Signing in on the server's own page, in another tab, as RFC 8628 has it for devices: the server is asked again and
 * again whether somebody has confirmed it there.
 *
 * The worker may end at every await, and the computer may sleep. So all that is known is in storage, and so is the
 * moment of the next question, before each question; an alarm, a look at the panel or a new worker carries on from there.
 * The server alone decides that a code has expired, since the clock here may be wrong.
 */
import type { DeviceResponse, SignInOptions } from "vertel-schema";
import { Failed, failureOf, type Failure } from "../shared/failure";
import { SIGNING_IN } from "../shared/entries";
import { number, open, string } from "../shared/guards";
import * as keys from "../shared/keys";
import { serverAddress } from "../shared/server-address";
import type { SigningIn, Ways } from "../shared/shapes";
import { fits, read, type Entry } from "../shared/stored";
import type { DeviceAttempt } from "./enrolling";
import type { Session } from "./session";
import type { Store } from "./store";
import { isRefusal, newAttempt } from "./tokens";

export const SIGN_IN_ALARM = "sign-in";

/** By so much longer to wait each time that the server says it is asked too often, as RFC 8628 wants it. */
const SLOWER_MS = 5000;
const LONGEST_PAUSE_MS = 60_000;
/** A server that cannot be reached for so long after the code ran out is not asked any more. */
const GIVE_UP_MS = 3_600_000;

interface Waiting extends DeviceAttempt {
  /** Between two questions, in milliseconds. */
  readonly pause: number;
  /** When the wait for the next question began, in milliseconds since 1970, and how long it is. */
  readonly since: number;
  readonly wait: number;
  readonly expiresAt: number;
  /** Questions in a row that nobody answered. */
  readonly unanswered: number;
}

const WAITING: Entry<Waiting> = {
  key: keys.DEVICE,
  parse: fits(
    open({ server: string, deviceCode: string, attempt: string, pause: number, since: number, wait: number, expiresAt: number, unanswered: number }),
  ),
};

interface Api {
  readonly signInOptions: (server: string) => Promise<SignInOptions>;
  readonly askForDevice: (server: string, name: string) => Promise<DeviceResponse>;
}

interface SignInDependencies {
  readonly store: Store;
  readonly api: Api;
  readonly session: Pick<Session, "connectDevice">;
  /** What the server's page and the list of devices call this browser. */
  readonly name: () => string;
  /** Ask for a call of `carryOn` at a moment, in milliseconds since 1970. */
  readonly wake: (when: number) => Promise<void>;
  readonly onConnected: () => void;
  readonly now: () => number;
}

export class DeviceSignIn {
  readonly #given: SignInDependencies;
  #asking: Promise<void> | undefined;

  constructor(given: SignInDependencies) {
    this.#given = given;
  }

  async ways(server: string): Promise<Ways> {
    try {
      const { organisation, ways } = await this.#given.api.signInOptions(server);
      return { organisation, browser: ways.includes("device") };
    } catch (error) {
      // a server from before there were ways to choose from
      if (failureOf(error).kind === "gone") return { organisation: undefined, browser: false };
      throw error;
    }
  }

  /** Whether a server is known to know of devices; not when it does not answer. */
  async knowsDevices(server: string): Promise<boolean | undefined> {
    const ways = await this.ways(server).catch(() => undefined);
    return ways === undefined ? undefined : ways.organisation !== undefined;
  }

  /** What to call this browser there; undefined where the server has no place for it, or does not answer. */
  async nameAt(server: string): Promise<string | undefined> {
    return (await this.knowsDevices(server)) === true ? this.#given.name() : undefined;
  }

  /** Rejected as `gone` when this server offers no page to sign in on. What was begun before is given up. */
  async begin(server: string): Promise<SigningIn> {
    const { api, store, name, now, wake } = this.#given;
    if (!(await this.ways(server)).browser) throw new Failed("gone");
    const answer = await api.askForDevice(server, name());
    const address = answer.verification_uri_complete;
    if (serverAddress(address) === undefined) throw new Failed("unexpected");
    const [pause, expiresAt] = [answer.interval * 1000, now() + answer.expires_in * 1000];
    const attempt = { server, deviceCode: answer.device_code, attempt: newAttempt() };
    const waiting: Waiting = { ...attempt, pause, since: now(), wait: pause, expiresAt, unanswered: 0 };
    const shown: SigningIn = { server, userCode: answer.user_code, address, expiresAt, state: "waiting" };
    await store.set({ [keys.DEVICE]: waiting, [keys.SIGNING_IN]: shown });
    await wake(waiting.since + pause);
    return shown;
  }

  /** Ask the server if it is time to. Called as often as anybody likes. */
  carryOn(): Promise<void> {
    this.#asking ??= this.#askInTime().finally(() => { this.#asking = undefined; });
    return this.#asking;
  }

  /** Not here, after all, or once more from the beginning. */
  async cancel(): Promise<void> {
    await this.#given.store.remove(keys.BEGINNING);
  }

  async #askInTime(): Promise<void> {
    const { now, wake } = this.#given;
    const waiting = await this.#waiting();
    if (waiting === undefined) return;
    const next = waiting.since + waiting.wait;
    // unless the clock was set back since
    if (now() >= waiting.since && now() < next) return wake(next);
    await this.#wait(waiting, waiting.pause);
    await this.#ask(waiting);
  }

  async #ask(waiting: Waiting): Promise<void> {
    try {
      await this.#given.session.connectDevice(waiting);
    } catch (error) {
      return this.#isNotYet(waiting, error);
    }
    this.#given.onConnected();
  }

  async #isNotYet(waiting: Waiting, error: unknown): Promise<void> {
    const failure = failureOf(error);
    switch (failure.problem) {
      case "authorization-pending":
        return this.#isAnswered(waiting);
      case "slow-down":
        return this.#isAnswered({ ...waiting, pause: Math.min(waiting.pause + SLOWER_MS, LONGEST_PAUSE_MS) });
      case "access-denied":
        return this.#end(waiting, "refused");
      default:
        return isRefusal(error) || failure.kind === "bad_code" ? this.#end(waiting, "expired") : this.#isUnanswered(waiting, failure);
    }
  }

  async #isAnswered(waiting: Waiting): Promise<void> {
    await this.#wait({ ...waiting, unanswered: 0 }, waiting.pause);
    if (waiting.unanswered > 0) await this.#show(waiting, { trouble: undefined });
  }

  async #isUnanswered(waiting: Waiting, { kind, retryAfter = 0 }: Failure): Promise<void> {
    if (this.#given.now() > waiting.expiresAt + GIVE_UP_MS) return this.#end(waiting, "expired");
    const pause = Math.min(waiting.pause * 2 ** waiting.unanswered, LONGEST_PAUSE_MS);
    await this.#wait({ ...waiting, unanswered: waiting.unanswered + 1 }, Math.max(pause, retryAfter * 1000));
    await this.#show(waiting, { trouble: kind });
  }

  /** Ask again after so many milliseconds, unless this sign-in was given up: that must not come back. */
  async #wait(waiting: Waiting, wait: number): Promise<void> {
    if (!(await this.#isStill(waiting))) return;
    const since = this.#given.now();
    await this.#given.store.set({ [keys.DEVICE]: { ...waiting, since, wait } });
    await this.#given.wake(since + wait);
  }

  async #end(waiting: Waiting, state: SigningIn["state"]): Promise<void> {
    await this.#show(waiting, { state, trouble: undefined });
    if (await this.#isStill(waiting)) await this.#given.store.remove([keys.DEVICE, keys.ENROLLING]);
  }

  async #waiting(): Promise<Waiting | undefined> {
    return read(this.#given.store, WAITING);
  }

  async #isStill({ deviceCode }: Waiting): Promise<boolean> {
    return (await this.#waiting())?.deviceCode === deviceCode;
  }

  async #show(waiting: Waiting, change: Partial<SigningIn>): Promise<void> {
    const { store } = this.#given;
    const shown = await read(store, SIGNING_IN);
    if (shown === undefined || !(await this.#isStill(waiting))) return;
    await store.set({ [keys.SIGNING_IN]: { ...shown, ...change } });
  }
}
