/**
 * There are no alarms in a page's worker. What waits is tried again when the worker starts, when a page says that there
 * is a connection or that someone is looking, when the time has come while the worker lives, and, in a browser that
 * has Background Sync, as soon as there is a connection, also with no page open.
 */
import type { alarms as ofExtension } from "../shared/browser";
import { isOurPage, scope, WAKE } from "./scope";

export function createAlarms(): typeof ofExtension {
  const timers = new Map<string, ReturnType<typeof setTimeout>>();
  let ring: Parameters<(typeof ofExtension)["onAlarm"]>[0] = () => undefined;

  return {
    set: async (name, when) => {
      clearTimeout(timers.get(name));
      timers.set(name, setTimeout(() => void ring(name), when - Date.now()));
      // with a connection it would ring at once, and again and again while the server is down
      if (!navigator.onLine) await scope.registration.sync?.register(name).catch(() => undefined);
    },
    onAlarm: (listener) => {
      ring = listener;
      scope.addEventListener("sync", (event) => { event.waitUntil(Promise.resolve(listener(event.tag))); });
      scope.addEventListener("message", (event) => {
        if (event.data !== WAKE || !isOurPage(event.source)) return;
        for (const name of timers.keys()) event.waitUntil(Promise.resolve(listener(name)));
      });
    },
  };
}
