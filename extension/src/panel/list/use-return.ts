/** A side panel may stay open for days: coming back to it after a while is like opening it. */
import { useEffect, useRef } from "preact/hooks";

const WHILE_MS = 600_000;

/** Calls `onReturn` when the panel is looked at or clicked into and what it shows is older than ten minutes. */
export function useReturn(fetchedAt: number | undefined, onReturn: () => void): void {
  const latest = useRef<() => void>(onReturn);
  latest.current = () => {
    const isOld = fetchedAt !== undefined && Date.now() - fetchedAt > WHILE_MS;
    if (isOld && document.visibilityState === "visible") onReturn();
  };
  useEffect(() => {
    const look = (): void => {
      latest.current();
    };
    addEventListener("focus", look);
    document.addEventListener("visibilitychange", look);
    return () => {
      removeEventListener("focus", look);
      document.removeEventListener("visibilitychange", look);
    };
  }, []);
}
