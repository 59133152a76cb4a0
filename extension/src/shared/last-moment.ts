/**
 * Where a page can leave something in its last moment: it answers at once, where the storage of `browser.ts` takes a
 * while. The next page brings home what it finds; only a note of the language stays, which has to be known at once.
 */

export type Spare = Pick<Storage, "getItem" | "setItem" | "removeItem">;

export const lastMoment: Storage = globalThis.localStorage;
