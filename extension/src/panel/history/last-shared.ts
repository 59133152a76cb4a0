/** When an employee shared which suggestion: the names of what is kept say so, so that no text has to be read. */
import { useEffect, useState } from "preact/hooks";
import { storage } from "../../shared/browser";
import { isHistory, lastPartOf } from "../../shared/keys";
import { madeAt } from "../../shared/uuid7";
import { usePanel } from "../panel-context";

export type Store = Pick<typeof storage, "keys" | "get" | "set" | "remove">;

/** In milliseconds since 1970. */
export const timeOf = (key: string): number => madeAt(lastPartOf(key));

/** The latest first. */
export async function keysOf(owner: string, store: Pick<Store, "keys">): Promise<string[]> {
  return (await store.keys()).filter((key) => isHistory(key, owner)).sort((one, other) => timeOf(other) - timeOf(one));
}

/** By suggestion, when it was shared last. */
export async function lastShared(owner: string, store: Pick<Store, "keys">): Promise<Map<string, number>> {
  const latestLast = (await keysOf(owner, store)).reverse();
  return new Map(latestLast.map((key) => [key.split(":")[2] ?? "", timeOf(key)]));
}

const NONE: ReadonlyMap<string, number> = new Map();

/** The same, looked up when the list is shown. */
export function useLastShared(): ReadonlyMap<string, number> {
  const { account } = usePanel();
  const [found, setFound] = useState(NONE);
  useEffect(() => void lastShared(account.id, storage).then((now) => { if (now.size > 0) setFound(now); }, () => undefined), []);
  return found;
}
