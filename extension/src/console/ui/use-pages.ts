/** A list in pages: the first comes by itself, the others when somebody asks for more. */
import { useState } from "preact/hooks";
import { callFailure } from "../api";
import type { CallFailure } from "../worker/protocol";
import { useLoaded, type Loaded } from "./use-loaded";

interface Page<T> {
  readonly items: readonly T[];
  readonly next_cursor: string | null;
}

export interface Pages<T> extends Loaded<Page<T>> {
  /** Undefined when all of it is there. */
  readonly more: (() => Promise<void>) | undefined;
  readonly isLoadingMore: boolean;
  readonly moreFailure: CallFailure | undefined;
}

/** @param key as in `useLoaded`. @param load the page after a cursor, or the first. */
export function usePages<T>(key: string, load: (cursor: string | undefined) => Promise<Page<T>>): Pages<T> {
  const loaded = useLoaded(key, () => load(undefined));
  const [more, setMore] = useState<{ readonly isLoading: boolean; readonly failure?: CallFailure }>({ isLoading: false });
  const { value, set } = loaded;
  const fetchMore = async (before: Page<T>, cursor: string): Promise<void> => {
    setMore({ isLoading: true });
    try {
      const page = await load(cursor);
      set({ items: [...before.items, ...page.items], next_cursor: page.next_cursor });
      setMore({ isLoading: false });
    } catch (error) {
      setMore({ isLoading: false, failure: callFailure(error) });
    }
  };
  const cursor = value?.next_cursor;
  return {
    ...loaded,
    more: value === undefined || cursor == null || more.isLoading ? undefined : () => fetchMore(value, cursor),
    isLoadingMore: more.isLoading,
    moreFailure: more.failure,
  };
}
