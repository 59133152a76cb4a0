/** The drafts that lie open, looked up when the list is shown. */
import { useEffect, useState } from "preact/hooks";
import { unfinished, type Unfinished } from "../drafts";

const NONE: Unfinished = { ids: new Set(), opened: [] };

export function useUnfinished(): Unfinished {
  const [found, setFound] = useState(NONE);
  useEffect(() => void unfinished().then((now) => { setFound(now.ids.size === 0 ? NONE : now); }), []);
  return found;
}
