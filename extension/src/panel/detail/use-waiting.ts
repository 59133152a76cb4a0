/** Whether this suggestion's text waits for a post to be opened: remembered, since panels are closed meanwhile. */
import { useEffect, useState } from "preact/hooks";
import { keepWaiting, whatWaits, type WaitingFor } from "./last-time";

export interface WaitingText {
  readonly why: WaitingFor | undefined;
  readonly wait: (why: WaitingFor) => void;
  /** It waits no longer: inserted, copied, or put away. */
  readonly done: () => void;
}

export function useWaiting(suggestionId: string): WaitingText {
  const [why, setWhy] = useState<WaitingFor>();
  useEffect(() => void whatWaits(suggestionId).then(setWhy), []);
  const change = (next: WaitingFor | undefined): void => {
    setWhy(next);
    void keepWaiting(suggestionId, next);
  };
  return { why, wait: change, done: () => { if (why !== undefined) change(undefined); } };
}
