/** Extension storage in memory, with the one property that matters for crashes: a call that began is done whole or not at all. */
import type { Store } from "../src/background/store";

export interface MemoryStore extends Store {
  readonly data: Map<string, unknown>;
}

export function memoryStore(data = new Map<string, unknown>()): MemoryStore {
  return {
    data,
    get: (keys) => Promise.resolve(Object.fromEntries(keys.flatMap((key) => (data.has(key) ? [[key, data.get(key)]] : [])))),
    set: (items) => {
      for (const [key, value] of Object.entries(items)) data.set(key, structuredClone(value));
      return Promise.resolve();
    },
    remove: (keys) => {
      for (const key of keys) data.delete(key);
      return Promise.resolve();
    },
    keys: () => Promise.resolve([...data.keys()]),
  };
}
