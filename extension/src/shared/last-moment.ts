/**
 * Where a page can leave something in its last moment: it answers at once, where the storage of `browser.ts` takes a
 * while. It is also where a text waits for which that storage has no room. The browser may refuse it, at any call: then
 * it is as if nothing were there.
 */
export interface LastMoment {
  readonly get: (key: string) => string | null;
  /** Whether it stands there now. */
  readonly set: (key: string, value: string) => boolean;
  readonly remove: (key: string) => void;
  readonly keys: () => string[];
}

/** @param storage looked up at every call: where site data is blocked, naming it already throws. */
export function createLastMoment(storage: () => Pick<Storage, "getItem" | "setItem" | "removeItem">): LastMoment {
  const attempt = <T>(call: () => T, otherwise: T): T => {
    try {
      return call();
    } catch {
      return otherwise;
    }
  };
  return {
    get: (key) => attempt(() => storage().getItem(key), null),
    set: (key, value) => attempt(() => {
      storage().setItem(key, value);
      return true;
    }, false),
    remove: (key) => { attempt(() => { storage().removeItem(key); }, undefined); },
    keys: () => attempt(() => Object.keys(storage()), []),
  };
}

export const lastMoment = createLastMoment(() => globalThis.localStorage);
