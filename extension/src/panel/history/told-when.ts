/** When an employee told which suggestion: the names of what is kept say so, so that no text has to be read. */
import type { storage } from "../../shared/browser";
import { isHistory, lastPartOf } from "../../shared/keys";
import { madeAt } from "../../shared/uuid7";

export type Store = Pick<typeof storage, "keys" | "get" | "set" | "remove">;

/** In milliseconds since 1970. */
export const timeOf = (key: string): number => madeAt(lastPartOf(key));

/** The latest first. */
export async function keysOf(owner: string, store: Pick<Store, "keys">): Promise<string[]> {
  return (await store.keys()).filter((key) => isHistory(key, owner)).sort((one, other) => timeOf(other) - timeOf(one));
}

/** By suggestion, when it was told last. */
export async function toldWhen(owner: string, store: Pick<Store, "keys">): Promise<Map<string, number>> {
  const latestLast = (await keysOf(owner, store)).reverse();
  return new Map(latestLast.map((key) => [key.split(":")[2] ?? "", timeOf(key)]));
}
