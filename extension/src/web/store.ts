/**
 * What the extension keeps in its storage, kept in IndexedDB here. The session's tokens lie in the same database, so
 * that they and the account are written in one step; a page's `storage` does not know them, as if they were not there.
 */
import { createStore, delMany, getMany, keys as allKeys, setMany } from "idb-keyval";
import type { storage as ofExtension } from "../shared/browser";
import * as keys from "../shared/keys";

type Storage = typeof ofExtension;
type Listener = Parameters<Storage["onChange"]>[0];

const SECRET: readonly string[] = [keys.SESSION, keys.ENROLLING, keys.DEVICE];

/** @param name of the database. @param forPage without the tokens, which are the worker's alone. */
export function createStorage(name: string, forPage: boolean): Storage {
  const store = createStore(name, "kept");
  const elsewhere = channel(`${name}-storage`);
  const listeners = new Set<Listener>();
  const open = (names: readonly string[]): string[] => names.filter((name) => !forPage || !SECRET.includes(name));

  const tell = (changed: readonly string[]): void => {
    for (const listener of listeners) listener(changed);
  };
  if (elsewhere !== undefined) elsewhere.onmessage = ({ data }: MessageEvent<string[]>) => { tell(data); };

  const changed = (names: readonly string[]): void => {
    if (names.length === 0) return;
    elsewhere?.postMessage(names);
    tell(names);
  };

  return {
    get: async (asked) => {
      const names = open(asked);
      const values = await getMany<unknown>(names, store);
      return Object.fromEntries(names.flatMap((name, at) => (values[at] === undefined ? [] : [[name, values[at]]])));
    },
    set: async (items) => {
      const names = open(Object.keys(items));
      await setMany(names.map((name) => [name, items[name]]), store);
      changed(names);
    },
    remove: async (asked) => {
      const names = open(asked);
      await delMany(names, store);
      changed(names);
    },
    keys: async () => open(await allKeys<string>(store)),
    onChange: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    // no page of another origin gets at it, and none of ours runs a script that is not ours
    lock: () => Promise.resolve(),
  };
}

/** Firefox refuses one where site data is blocked; then nothing is kept either, and nobody has anything to tell. */
function channel(name: string): BroadcastChannel | undefined {
  try {
    return new BroadcastChannel(name);
  } catch {
    return undefined;
  }
}
