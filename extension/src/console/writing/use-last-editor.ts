/** Who changed a suggestion last, to be named where two changed the same. */
import { useEffect, useState } from "preact/hooks";
import { api } from "../api";

export function useLastEditor(id: string | undefined, isAsked: boolean): string | undefined {
  const [name, setName] = useState<string>();
  useEffect(() => {
    if (id === undefined || !isAsked) return;
    // without a name it is a colleague
    api.revisions.browse(id, { limit: 1 }).then(({ items }) => { setName(items[0]?.by?.name ?? undefined); }, () => undefined);
  }, [id, isAsked]);
  return name;
}
