/** What pages leave in their last moment, in memory: several pages share one. */
import { createLastMoment, type LastMoment } from "../src/shared/last-moment";

/** Like `localStorage`: what it holds are its own names. */
export function spareIn(held: Record<string, string>): LastMoment {
  const methods = {
    getItem: (key: string): string | null => held[key] ?? null,
    setItem: (key: string, value: string): void => { held[key] = value; },
    removeItem: (key: string): void => { Reflect.deleteProperty(held, key); },
  };
  return createLastMoment(() => Object.assign(Object.create(methods) as typeof methods, held));
}

/** Site data is blocked: naming the storage already throws. */
export const refusing: LastMoment = createLastMoment(() => { throw new DOMException("blocked", "SecurityError"); });
