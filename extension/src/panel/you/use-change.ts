/** Changing something about oneself: what was wished for stands there at once, and goes back when it did not work. */
import { useEffect, useRef, useState } from "preact/hooks";
import type { Reply } from "../../shared/messages";
import type { MePatch } from "../../shared/shapes";
import { ask } from "../ask";
import { t } from "../i18n";
import { usePanel } from "../panel-context";

export interface Change {
  /** What was wished for and is not in the account yet. */
  readonly wished: MePatch;
  readonly busy: boolean;
  readonly change: (wishes: MePatch) => void;
}

export function useChange(): Change {
  const { account, toast } = usePanel();
  const [wished, setWished] = useState<MePatch>({});
  const [busy, setBusy] = useState(false);
  const latest = useRef<MePatch>({});
  const isOnItsWay = useRef(false);
  useEffect(() => { setWished(isOnItsWay.current ? latest.current : {}); }, [account]);

  const change = async (wishes: MePatch): Promise<void> => {
    latest.current = wishes;
    setWished(wishes);
    if (isOnItsWay.current) return;
    isOnItsWay.current = true;
    setBusy(true);
    const reply = await sendUntilLatest();
    isOnItsWay.current = false;
    setBusy(false);
    if (reply.ok) {
      toast(undefined);
      return;
    }
    setWished({});
    toast({ tone: "bad", about: "change_failed", text: t(`failure_${reply.failure.kind}`) });
  };

  /** Also what was wished for while an earlier wish was on its way. */
  const sendUntilLatest = async (): Promise<Reply<"change_me">> => {
    const wishes = latest.current;
    const reply = await ask<"change_me">({ type: "change_me", wishes });
    return latest.current === wishes ? reply : sendUntilLatest();
  };

  return { wished, busy, change: (wishes) => void change(wishes) };
}
