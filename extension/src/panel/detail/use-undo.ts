/** Taking an insertion back, for as long as the toast that offers it stands. */
import { useRef } from "preact/hooks";
import type { Suggestion } from "../../shared/shapes";
import { t } from "../i18n";
import { takeOut, type Undoable } from "../insert";
import { usePanel } from "../panel-context";
import { keepOpen } from "../state";
import type { ToastContent } from "../ui/toast";
import type { Writing } from "./use-draft";
import type { Shares } from "./use-shares";

interface Offer {
  readonly undoable: Undoable;
  readonly text: string;
}

interface Parts {
  readonly suggestion: Suggestion;
  readonly writing: Writing;
  readonly shares: Shares;
  readonly once: (run: () => Promise<void>) => Promise<void>;
}

export function useUndo({ suggestion, writing, shares, once }: Parts) {
  const { account, toast } = usePanel();
  const offered = useRef<Offer | undefined>(undefined);

  const takeBack = async ({ undoable, text }: Offer): Promise<void> => {
    const outcome = await takeOut(undoable);
    if (outcome !== "undone") {
      toast({ tone: "bad", about: `undo_${outcome}`, text: t(`undo_${outcome}`) });
      return;
    }
    writing.reopen();
    void keepOpen(account.id, suggestion);
    await shares.takeBack(text);
    toast({ tone: "good", about: "undone", text: t("undone") });
  };

  const undo = (): void => {
    const offer = offered.current;
    if (offer !== undefined) void once(() => takeBack(offer));
  };

  /** What belongs in the toast of an insertion. */
  const offer = (text: string, undoable: Undoable | undefined): Pick<ToastContent, "action" | "onGone"> => {
    const made = undoable && { undoable, text };
    offered.current = made;
    const onGone = (): void => {
      if (offered.current === made) offered.current = undefined;
      shares.stands(text);
    };
    return made === undefined ? { onGone } : { onGone, action: { label: t("undo"), keys: "Control+Z Meta+Z", run: undo } };
  };

  return { offer, undo, canUndo: () => offered.current !== undefined };
}
