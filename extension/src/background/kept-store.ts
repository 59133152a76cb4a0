/** The browser's storage as the worker uses it: for what must not be lost room is made, and a refusal has a name. */
import { Failed } from "../shared/failure";
import { setMakingRoom } from "../shared/room";
import type { Store } from "./store";

/** Rejected with the failure `storage`. */
export function keptStore(store: Store): Store {
  const failed = (): never => { throw new Failed("storage"); };
  return {
    get: (keys) => store.get(keys).catch(failed),
    set: (items) => setMakingRoom(store, items).catch(failed),
    remove: (keys) => store.remove(keys).catch(failed),
    keys: () => store.keys().catch(failed),
  };
}
