/**
 * How much is new, and of how much the employee wanted to be reminded by now, on the toolbar button: a number and no
 * other nagging. It is worked out from what is stored each
 * time, so it is right whoever changed that: a list that was fetched, one that was looked at, a snooze, a sign-out.
 */
import { ACCOUNT, libraryOf, SEEN } from "../shared/entries";
import { isReminder } from "../shared/keys";
import { remindersOf } from "../shared/reminders";
import { isNew, withSeen } from "../shared/seen";
import { isLive, isSnoozed } from "../shared/shapes";
import { read, readAll } from "../shared/stored";
import type { Store } from "./store";

/** What the number depends on. */
const FACTS = { account: ACCOUNT, seen: SEEN, library: libraryOf({}) } as const;
const DEPENDS_ON: readonly string[] = Object.values(FACTS).map(({ key }) => key);

export interface AttentionDependencies {
  readonly store: Pick<Store, "get" | "set" | "keys">;
  /** Show a number on the toolbar button; nothing for 0. */
  readonly show: (count: number) => Promise<void>;
  /** Ask to be woken when the next reminder is due, at a moment in milliseconds since 1970. */
  readonly wake: (when: number) => Promise<void>;
  readonly now: () => number;
}

export function createAttention({ store, show, wake, now }: AttentionDependencies) {
  async function count(): Promise<number> {
    const { account, seen, library } = await readAll(store, FACTS);
    if (account === undefined || account.ended || isSnoozed(account, now())) return 0;
    const reminders = await remindersOf(account.id, store);
    const next = Math.min(...[...reminders.values()].filter((at) => at > now()));
    if (Number.isFinite(next)) await wake(next);
    const isDue = (id: string): boolean => (reminders.get(id) ?? Infinity) <= now();
    return (library?.items ?? []).filter((item) => isLive(item, now()) && (isNew(item, seen) || isDue(item.id))).length;
  }

  /** These stood in the list of an open panel. The first list of all only says from when on something is new. */
  async function saw(ids: readonly string[]): Promise<void> {
    const seen = await read(store, SEEN);
    if (seen !== undefined && ids.every((id) => seen.ids.includes(id))) return;
    await store.set({ [SEEN.key]: withSeen(seen, ids, now()) });
  }

  let latest: Promise<void> = Promise.resolve();

  /** One after the other: a number that was counted first must not be shown last. */
  const update = (): Promise<void> => {
    latest = latest.catch(() => undefined).then(async () => show(await count()));
    return latest;
  };

  return {
    saw,
    update,
    updateAfter: (changed: readonly string[]): void => {
      if (changed.some((key) => DEPENDS_ON.includes(key) || isReminder(key))) void update();
    },
  };
}
