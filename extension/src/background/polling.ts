/**
 * Looks for something new a few times a day, also when the panel is closed, for as long as somebody is signed in. The
 * next time is asked for before this one begins, since a worker may be stopped in the middle of it.
 */
import type { Account } from "../shared/shapes";

export const POLL_ALARM = "poll";

const HOUR_MS = 3_600_000;
const BETWEEN_MS = 4 * HOUR_MS;
/** A computer that has just been opened often has no connection yet. */
const AFTER_FAILURE_MS = HOUR_MS / 2;

export interface PollingDependencies {
  readonly account: () => Promise<Account | undefined>;
  /** Fetch what may have changed. */
  readonly look: () => Promise<void>;
  /** Ask for a call of `poll` at a moment, in milliseconds since 1970. */
  readonly wake: (when: number) => Promise<void>;
  readonly now: () => number;
}

export function createPolling({ account, look, wake, now }: PollingDependencies) {
  const isSignedIn = async (): Promise<boolean> => (await account())?.ended === false;

  /** Someone signed in or out: from now on, or not any more. */
  async function plan(): Promise<void> {
    if (await isSignedIn()) await wake(now() + BETWEEN_MS);
  }

  async function poll(): Promise<void> {
    if (!(await isSignedIn())) return;
    await plan();
    await look().catch(() => wake(now() + AFTER_FAILURE_MS));
  }

  return { plan, poll };
}
