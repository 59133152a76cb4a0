/** Whether a view is still shown when something that it began is done: who went on must not be taken away from there. */
import { useEffect, useRef } from "preact/hooks";

export function useHere(): { readonly current: boolean } {
  const here = useRef(true);
  useEffect(() => () => { here.current = false; }, []);
  return here;
}
