/**
 * What a view shows of the server. What was shown at the same address before is there at once, and is asked for anew
 * behind it; what cannot be fetched leaves on the screen what stands there.
 */
import { useCallback, useEffect, useRef, useState } from "preact/hooks";
import { callFailure } from "../api";
import type { CallFailure } from "../worker/protocol";
import { inOrder } from "./in-order";

export interface Loaded<T> {
  /** Undefined until it came for the first time. */
  readonly value: T | undefined;
  /** Why the last attempt did not work. */
  readonly failure: CallFailure | undefined;
  readonly isLoading: boolean;
  /** Ask again, after a change. */
  readonly reload: () => Promise<void>;
  /** Show this at once, as what a change just answered. */
  readonly set: (value: T) => void;
}

const kept = new Map<string, unknown>();
/** Views that one goes to and fro between; older ones are asked for again. */
const MOST_KEPT = 50;

function keep(key: string, value: unknown): void {
  kept.delete(key);
  kept.set(key, value);
  const [oldest] = kept.keys();
  if (kept.size > MOST_KEPT && oldest !== undefined) kept.delete(oldest);
}

/** Forget what was fetched under names that begin like this, such as lists of what was just changed. */
export function forget(prefix: string): void {
  for (const key of kept.keys()) if (key.startsWith(prefix)) kept.delete(key);
}

interface State<T> {
  readonly key: string;
  readonly value: T | undefined;
  readonly failure: CallFailure | undefined;
  readonly isLoading: boolean;
}

/** Answers all of it; `showPart` shows what has come so far, unless more than that stands there. */
type Load<T> = (showPart: (part: T) => void) => Promise<T>;

/** @param key names what is loaded, with all that it depends on: `suggestions?status=draft`. */
export function useLoaded<T>(key: string, load: Load<T>): Loaded<T> {
  const begin = (): State<T> => ({ key, value: kept.get(key) as T | undefined, failure: undefined, isLoading: true });
  const [state, setState] = useState(begin);
  const latest = useRef({ key, load });
  latest.current = { key, load };
  const { current: order } = useRef(inOrder());

  const show = useCallback((change: Partial<State<T>>): void => {
    setState((before) => ({ ...before, ...change }));
  }, []);
  const reload = useCallback(async (): Promise<void> => {
    const asked = latest.current;
    const isNewest = order.ask();
    const isOther = (): boolean => asked.key !== latest.current.key;
    const isFirst = !kept.has(asked.key);
    try {
      const value = await asked.load((part) => { if (isFirst && !isOther()) show({ value: part }); });
      if (isOther()) {
        keep(asked.key, value);
      } else if (isNewest()) {
        keep(asked.key, value);
        show({ value, failure: undefined, isLoading: false });
      }
    } catch (error) {
      if (!isOther() && isNewest()) show({ failure: callFailure(error), isLoading: false });
    }
  }, []);
  useEffect(() => {
    if (state.key !== key) setState(begin);
    void reload();
  }, [key]);
  const set = useCallback((value: T): void => {
    order.ask()();
    keep(latest.current.key, value);
    show({ value });
  }, []);
  const shown = state.key === key ? state : begin();
  return { value: shown.value, failure: shown.failure, isLoading: shown.isLoading, reload, set };
}
