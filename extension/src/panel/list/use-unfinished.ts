/** The drafts that lie open, looked up when the list is shown. */
import { useEffect, useState } from "preact/hooks";
import { unfinished, type Unfinished } from "../drafts";

export function useUnfinished(): Unfinished {
  const [found, setFound] = useState<Unfinished>({ ids: new Set(), opened: [] });
  useEffect(() => void unfinished().then(setFound), []);
  return found;
}
