/**
 * How much is new, on the toolbar button: a number and no other nagging. It is worked out from what is stored each
 * time, so it is right whoever changed that: a list that was fetched, one that was looked at, a snooze, a sign-out.
 */
import * as keys from "../shared/keys";
import { isNew, withSeen, type Seen } from "../shared/seen";
import { isLive, isSnoozed, type Account, type Library } from "../shared/shapes";
import type { Store } from "./store";

const ALL = keys.libraryKey({});

/** What the number depends on. */
const DEPENDS_ON: readonly string[] = [keys.ACCOUNT, keys.SEEN, ALL];

export interface Parts {
  readonly store: Pick<Store, "get" | "set">;
  /** Show a number on the toolbar button; nothing for 0. */
  readonly show: (count: number) => Promise<void>;
  readonly now: () => number;
}

export function createAttention({ store, show, now }: Parts) {
  async function count(): Promise<number> {
    const found = await store.get(DEPENDS_ON);
    const account = found[keys.ACCOUNT] as Account | undefined;
    const library = found[ALL] as Library | undefined;
    const seen = found[keys.SEEN] as Seen | undefined;
    if (account === undefined || account.ended || isSnoozed(account, now())) return 0;
    return (library?.items ?? []).filter((item) => isLive(item, now()) && isNew(item, seen)).length;
  }

  /** These stood in the list of an open panel. The first list of all only says from when on something is new. */
  async function saw(ids: readonly string[]): Promise<void> {
    const seen = (await store.get([keys.SEEN]))[keys.SEEN] as Seen | undefined;
    await store.set({ [keys.SEEN]: withSeen(seen, ids, now()) });
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
      if (changed.some((key) => DEPENDS_ON.includes(key))) void update();
    },
  };
}
