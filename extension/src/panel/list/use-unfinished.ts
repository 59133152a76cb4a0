/** The drafts that lie open, looked up when the list is shown. */
import { useEffect, useState } from "preact/hooks";
import { autosave } from "../autosave";
import { unfinished, type Unfinished } from "../drafts";
import { usePanel } from "../panel-context";

const NONE: Unfinished = { ids: new Set(), opened: [] };

/** With what the page before this one left in its last moment. */
export function useUnfinished(): Unfinished {
  const { account } = usePanel();
  const [found, setFound] = useState(NONE);
  useEffect(() => void autosave.recovered().then(() => unfinished(account.id)).catch(() => NONE).then((now) => { setFound(now.ids.size === 0 ? NONE : now); }), []);
  return found;
}
