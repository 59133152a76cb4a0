/**
 * Where a page can leave something in its last moment: it answers at once, where the storage of `browser.ts` takes a
 * while. Nothing stays here: the next page brings home what it finds.
 */

export type Spare = Pick<Storage, "getItem" | "setItem" | "removeItem">;

export const lastMoment: Storage = globalThis.localStorage;
