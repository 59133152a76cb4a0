/**
 * The browser's Back, a button or a gesture, goes one view back, as Escape does: each view that lies on the first one
 * has an entry in the tab's history.
 */
import type { wayBack as ofExtension } from "../shared/browser";

type Listener = Parameters<(typeof ofExtension)["onBack"]>[0];

const here = (): number => (history.state as { steps?: number } | null)?.steps ?? 0;

export function createWayBack(): typeof ofExtension {
  let wanted = 0;
  /** We are going back ourselves; the browser does that a little later. */
  let going = false;

  const settle = (): void => {
    if (going) return;
    for (let steps = here() + 1; steps <= wanted; steps += 1) history.pushState({ steps }, "");
    if (here() <= wanted) return;
    going = true;
    history.go(wanted - here());
  };

  return {
    keep: (steps) => {
      wanted = steps;
      settle();
    },
    onBack: (listener: Listener) => {
      const onPop = (): void => {
        if (going) {
          going = false;
          settle();
          return;
        }
        wanted = here();
        listener(wanted);
      };
      addEventListener("popstate", onPop);
      return () => {
        removeEventListener("popstate", onPop);
      };
    },
  };
}
