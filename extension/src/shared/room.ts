/** Room for what somebody wrote or did: when the browser has none left, what can be fetched again makes way. */
import { CACHES, startsWithOne } from "./keys";

export interface Crowded {
  readonly set: (items: Record<string, unknown>) => Promise<void>;
  readonly remove: (keys: readonly string[]) => Promise<void>;
  readonly keys: () => Promise<string[]>;
}

/** Rejected when there is no room even so. */
export async function setMakingRoom(store: Crowded, items: Record<string, unknown>): Promise<void> {
  try {
    await store.set(items);
  } catch (error) {
    await setInstead(store, items, error);
  }
}

/** Browsers say in different words why they refuse, so every refusal is met like this. */
async function setInstead(store: Crowded, items: Record<string, unknown>, why: unknown): Promise<void> {
  let reason = why;
  for (const starts of CACHES) {
    const cached = (await store.keys()).filter((key) => startsWithOne(key, starts) && !Object.hasOwn(items, key));
    if (cached.length === 0) continue;
    await store.remove(cached);
    try {
      await store.set(items);
      return;
    } catch (error) {
      reason = error;
    }
  }
  throw reason;
}
