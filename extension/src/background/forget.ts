/**
 * What has to go from the storage when somebody signs out or comes. What others wrote whose session the server ended
 * stays: they were told so. Nobody else comes across it, since it has their id in its name.
 */
import { FORMER } from "../shared/entries";
import * as keys from "../shared/keys";
import { read, readEach } from "../shared/stored";
import type { Account } from "../shared/shapes";
import { parseEvent } from "./outbox";
import type { Store } from "./store";

/** So long a text waits for somebody while others use this browser. */
const WAITS_MS = 30 * 24 * 60 * 60 * 1000;

/** All that is personal, but for what waits for others. */
export async function forgetPerson(store: Store, now: number): Promise<void> {
  const waiting = await ownersWaiting(store, now);
  const names = (await store.keys()).filter((name) => keys.isPersonal(name) || (name === keys.FORMER && waiting.size === 0));
  const owners = await ownersOf(store, names);
  await store.remove([keys.SESSION, ...names.filter((name) => !waiting.has(owners.get(name) ?? ""))]);
}

/** Everything, but for what waits for others, and `kept`. */
export async function forgetEverything(store: Store, kept: string, now: number): Promise<void> {
  const waiting = await ownersWaiting(store, now);
  const names = (await store.keys()).filter((name) => name !== kept && (name !== keys.FORMER || waiting.size === 0));
  const owners = await ownersOf(store, names);
  await store.remove(names.filter((name) => !waiting.has(owners.get(name) ?? "")));
}

/** `next` is signing in where `before` was signed in, if anybody was. */
export async function makeWay(store: Store, before: Account | undefined, next: Account, now: number): Promise<void> {
  const former = await ownersWaiting(store, now);
  former.delete(next.id);
  const isSame = before?.id === next.id;
  if (before !== undefined && !isSame) former.set(before.id, now);
  if (former.size > 0) await store.set({ [keys.FORMER]: [...former].map(([id, since]) => ({ id, since })) });
  const names = (await store.keys()).filter((name) => keys.isPersonal(name) || (name === keys.FORMER && former.size === 0));
  const owners = await ownersOf(store, names);
  const goes = (name: string): boolean => {
    const owner = owners.get(name);
    if (owner !== undefined) return owner !== next.id && !former.has(owner);
    if (name === keys.FORMER) return true;
    return isSame ? before.server !== next.server && keys.isOfServer(name) : true;
  };
  const gone = names.filter(goes);
  if (gone.length > 0) await store.remove(gone);
}

/** Since when, by whose id. */
async function ownersWaiting(store: Store, now: number): Promise<Map<string, number>> {
  const former = (await read(store, FORMER)) ?? [];
  return new Map(former.filter(({ since }) => now - since < WAITS_MS).map(({ id, since }) => [id, since]));
}

async function ownersOf(store: Store, names: readonly string[]): Promise<Map<string, string>> {
  const events = await readEach(store, names.filter(keys.isEvent), parseEvent);
  const owned = names.flatMap((name) => {
    const owner = keys.ownerOf(name) ?? events.get(name)?.owner;
    return owner === undefined ? [] : [[name, owner] as const];
  });
  return new Map(owned);
}
