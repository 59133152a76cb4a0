/** A text that was just put in a post: for as long as that stands on the screen, it can be taken out again. */
import { useEffect, useState } from "preact/hooks";
import type { Suggestion } from "../../shared/shapes";
import { t } from "../i18n";
import { takeOut, type Undoable } from "../insert";
import { usePanel } from "../panel-context";
import { keepOpen } from "../state";
import type { Writing } from "./use-draft";
import type { Shares } from "./use-shares";

export interface PutText {
  readonly text: string;
  /** Absent when nobody can tell where it stands. */
  readonly undoable: Undoable | undefined;
  /** With which link, in words. */
  readonly how: string;
}

/** Then it stands, and the organisation may hear of it; it can still be undone. */
const STANDS_MS = 20_000;

interface Parts {
  readonly suggestion: Suggestion;
  readonly writing: Writing;
  readonly shares: Shares;
  readonly once: (run: () => Promise<void>) => Promise<void>;
}

export function useUndo({ suggestion, writing, shares, once }: Parts) {
  const { account, toast } = usePanel();
  const [put, setPut] = useState<PutText>();

  useEffect(() => {
    if (put === undefined) return undefined;
    const timer = setTimeout(shares.stands, STANDS_MS, put.text);
    return () => {
      clearTimeout(timer);
      shares.stands(put.text);
    };
  }, [put]);

  const takeBack = async ({ text }: PutText, undoable: Undoable): Promise<void> => {
    const outcome = await takeOut(undoable);
    if (outcome === "undone") {
      writing.reopen();
      void keepOpen(account.id, suggestion);
      await shares.takeBack(text);
    }
    setPut(undefined);
    if (outcome === "undone") toast({ tone: "good", about: outcome, text: t(outcome) });
    else toast({ tone: "bad", about: `undo_${outcome}`, text: t(`undo_${outcome}`) });
  };

  const undo = (): void => {
    if (put?.undoable === undefined) return;
    const { undoable } = put;
    void once(() => takeBack(put, undoable));
  };

  return { put, hold: setPut, putAway: () => { setPut(undefined); }, undo };
}
