/** Of which suggestions the employee wanted to be reminded by now, looked up when the list is shown. */
import { useEffect, useState } from "preact/hooks";
import { storage } from "../../shared/browser";
import { remindersOf } from "../../shared/reminders";
import { usePanel } from "../panel-context";

const NONE: ReadonlySet<string> = new Set();

export function useReminded(): ReadonlySet<string> {
  const { account } = usePanel();
  const [found, setFound] = useState(NONE);
  useEffect(() => {
    void remindersOf(account.id, storage).then((all) => {
      const due = [...all].filter(([, at]) => at <= Date.now()).map(([id]) => id);
      if (due.length > 0) setFound(new Set(due));
    }, () => undefined);
  }, []);
  return found;
}
