/**
 * The views, and the way through them: tabs beside each other, and on top of a tab whatever was opened from it. The list
 * is always underneath, and the browser's own Back, where there is one, ends there.
 */
import { useEffect, useRef, useState } from "preact/hooks";
import { wayBack } from "../shared/browser";
import type { Idea, Question, Suggestion } from "../shared/shapes";

export type Tab = "list" | "ideas" | "you";

export type View =
  | { readonly name: Tab }
  | { readonly name: "detail"; readonly of: Suggestion }
  | { readonly name: "idea"; readonly of: Idea }
  /** In answer to a question, perhaps. */
  | { readonly name: "new_idea"; readonly question?: Question }
  | { readonly name: "impact" }
  | { readonly name: "settings" }
  | { readonly name: "hidden" }
  /** What I told before. */
  | { readonly name: "history" }
  /** What my employer sees. */
  | { readonly name: "transparency" }
  | { readonly name: "leave" };

export interface Navigation {
  readonly view: View;
  /** What was shown before: the `data-id` of the place to give the focus to, when one comes back. */
  readonly cameFrom: string | undefined;
  /** Open a view on top of this one. */
  readonly open: (view: View) => void;
  readonly back: () => void;
  /** Go to a tab, leaving everything that was open. */
  readonly toTab: (tab: Tab) => void;
}

const placeOf = (view: View): string => ("of" in view ? view.of.id : view.name);

/** `onMove` hears of each view before it is shown. */
export function useNavigation(first: readonly View[], onMove: (next: View) => void): Navigation {
  const [stack, setStack] = useState(first);
  const [cameFrom, setCameFrom] = useState<string>();
  const view = stack.at(-1) ?? { name: "list" };

  const move = (next: readonly View[]): void => {
    onMove(next.at(-1) ?? { name: "list" });
    setCameFrom(placeOf(view));
    setStack(next);
    wayBack.keep(next.length - 1);
    scrollTo(0, 0);
  };
  useWayBack(stack, move);

  return {
    view,
    cameFrom,
    open: (next) => { move([...stack, next]); },
    back: () => { if (stack.length > 1) move(stack.slice(0, -1)); },
    toTab: (name) => { move(name === "list" ? [{ name }] : [{ name: "list" }, { name }]); },
  };
}

function useWayBack(stack: readonly View[], move: (next: readonly View[]) => void): void {
  const latest = useRef({ stack, move });
  latest.current = { stack, move };
  useEffect(() => {
    wayBack.keep(latest.current.stack.length - 1);
    const stop = wayBack.onBack((left) => {
      // forward to a view that is gone: stay
      const next = latest.current.stack.slice(0, left + 1);
      if (next.length < latest.current.stack.length) latest.current.move(next);
      else wayBack.keep(next.length - 1);
    });
    return () => {
      stop();
      wayBack.keep(0);
    };
  }, []);
}
