/** Reminders that an employee sets themselves: of which suggestion, and from when on. In this browser alone. */
import { number } from "./guards";
import { isReminder, lastPartOf, reminderKey } from "./keys";
import { fits, readEach, type Entry } from "./stored";

/** In milliseconds since 1970. */
export const reminderOf = (owner: string, suggestionId: string): Entry<number> => ({ key: reminderKey(owner, suggestionId), parse: fits(number) });

interface Store {
  readonly keys: () => Promise<string[]>;
  readonly get: (keys: readonly string[]) => Promise<Record<string, unknown>>;
}

/** By suggestion, from when on. */
export async function remindersOf(owner: string, store: Store): Promise<Map<string, number>> {
  const names = (await store.keys()).filter((key) => isReminder(key) && key.startsWith(reminderKey(owner, "")));
  const found = names.length === 0 ? new Map<string, number>() : await readEach(store, names, fits(number));
  return new Map([...found].map(([key, at]) => [lastPartOf(key), at]));
}
