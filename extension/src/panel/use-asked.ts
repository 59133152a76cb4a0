/** What the worker answers to a request, for as long as a view is shown: the last answer at once, then the new one. */
import { useEffect, useRef, useState } from "preact/hooks";
import { storage } from "../shared/browser";
import type { Failure } from "../shared/failure";
import { keptOf } from "../shared/kept";
import type { Answers, RequestOf, RequestType } from "../shared/messages";
import { read } from "../shared/stored";
import { ask } from "./ask";

export interface Asked<T> {
  /** Undefined while nothing is known. */
  readonly value: T | undefined;
  readonly failure: Failure | undefined;
  readonly busy: boolean;
  readonly retry: () => void;
  /** Show this from now on: what another request changed. */
  readonly put: (value: T) => void;
}

export function useAsked<T extends RequestType>(request: RequestOf<T>): Asked<Answers[T]> {
  const [value, setValue] = useState<Answers[T]>();
  const [failure, setFailure] = useState<Failure>();
  const [busy, setBusy] = useState(true);
  const [round, setRound] = useState(0);
  const puts = useRef(0);

  useEffect(() => {
    let over = false;
    let answered = false;
    const before = puts.current;
    setBusy(true);
    void read(storage, keptOf<T>(request)).catch(() => undefined).then((found) => { if (!over && !answered && puts.current === before && found !== undefined) setValue(() => found); });
    void ask<T>(request).then((reply) => {
      if (over) return;
      answered = true;
      setBusy(false);
      setFailure(reply.ok ? undefined : reply.failure);
      // what was put there meanwhile is newer
      if (reply.ok && puts.current === before) setValue(() => reply.value);
    });
    return () => {
      over = true;
    };
  }, [JSON.stringify(request), round]);

  const put = (next: Answers[T]): void => {
    puts.current += 1;
    setValue(() => next);
  };
  return { value, failure, busy, retry: () => { setRound(round + 1); }, put };
}
