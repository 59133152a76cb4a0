/** Changing something about oneself: what was wished for stands there at once, and goes back when it did not work. */
import { useEffect, useState } from "preact/hooks";
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
  useEffect(() => { setWished({}); }, [account]);

  const change = async (wishes: MePatch): Promise<void> => {
    if (busy) return;
    setBusy(true);
    setWished(wishes);
    const reply = await ask<"change_me">({ type: "change_me", wishes });
    setBusy(false);
    if (reply.ok) {
      toast(undefined);
      return;
    }
    setWished({});
    toast({ tone: "bad", about: "change_failed", text: t(`failure_${reply.failure.kind}`) });
  };

  return { wished, busy, change: (wishes) => void change(wishes) };
}
