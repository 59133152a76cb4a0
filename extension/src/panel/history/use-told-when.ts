/** By suggestion, when the employee told it last, looked up when the list is shown. */
import { useEffect, useState } from "preact/hooks";
import { storage } from "../../shared/browser";
import { usePanel } from "../panel-context";
import { toldWhen } from "./told-when";

const NONE: ReadonlyMap<string, number> = new Map();

export function useToldWhen(): ReadonlyMap<string, number> {
  const { account } = usePanel();
  const [found, setFound] = useState(NONE);
  useEffect(() => void toldWhen(account.id, storage).then((now) => { if (now.size > 0) setFound(now); }, () => undefined), []);
  return found;
}
