/** *Insert*, *Copy* and *Undo*: what they do, what is noted about it, and what the employee is told. */
import { useEffect, useRef, useState } from "preact/hooks";
import { clipboard } from "../../shared/browser";
import { isBlank, isTooLong, LINK, MAX_UNITS } from "../../shared/post";
import type { Suggestion } from "../../shared/shapes";
import { plural, t } from "../i18n";
import { takeOut, type Undoable } from "../insert";
import { goOut, mayGoOut, type Failed, type Out } from "../out";
import { usePanel } from "../panel-context";
import { forgetOpen, keepOpen } from "../state";
import { focusOn } from "../ui/focus";
import type { ToastContent } from "../ui/toast";
import type { EditableDraft } from "./use-draft";
import { finalText, type LinkOf, type LinkState } from "./use-link";
import { useShares, type Shares } from "./use-shares";
import type { WaitingText } from "./waiting";

interface Parts {
  readonly suggestion: Suggestion;
  readonly writing: EditableDraft;
  readonly link: LinkOf;
  readonly waiting: WaitingText;
}

/** A text that was just put in a post: for as long as that stands on the screen, it can be taken out again. */
export interface PutText {
  readonly text: string;
  /** Absent when nobody can tell where it stands. */
  readonly undoable: Undoable | undefined;
  /** With which link, in words. */
  readonly how: string;
}

/** Then it stands, and the organisation may hear of it; it can still be undone. */
const STANDS_MS = 20_000;

type More = Pick<ToastContent, "action" | "onGone">;

export function useInsert({ suggestion, writing, link, waiting }: Parts) {
  const { toast, say, sayCopied } = useSaying();
  const { busy, once } = useOnce();
  const shares = useShares(suggestion, writing, () => { say("bad", "not_kept", t("shareNotKept")); });
  const { put, hold, putAway, undo } = useUndo({ suggestion, writing, shares, once });

  const copy = async (): Promise<void> => {
    const { text, used } = await ready(writing, link);
    if (isBlank(text)) {
      focusOn("#editor");
      return;
    }
    const isCopied = await clipboard.write(text);
    if (isCopied) {
      waiting.done();
      say("good", "copied", withReason(t("copied"), writing.text, used));
      shares.note("copy", text, used);
    } else sayCopied(false);
  };

  const tellWhy = ({ is, said, action, allow, missing }: Failed): void => {
    const asking = allow && { label: t("giveAccess"), run: () => void allow().then(afterAsking) };
    const copying = missing === undefined
      ? { label: t("copy"), run: () => void latest.current.copy() }
      : { label: t("copyMissing"), run: () => void clipboard.write(missing).then(sayCopied) };
    say("bad", is, said, { action: action ?? asking ?? copying });
  };

  const afterAsking = (isAllowed: boolean): void => {
    if (isAllowed) void once(() => latest.current.runInsert(Promise.resolve(true)));
    else tellWhy({ is: "no_access_still", said: t("noAccessStill") });
  };

  const isOut = ({ is, said, method, undoable, action }: Out, text: string, used: LinkState): void => {
    waiting.done();
    writing.finish();
    void forgetOpen();
    shares.note(method, text, used);
    if (method === "insert") {
      toast(undefined);
      hold({ text, undoable, how: howItWent(writing.text, used) });
    } else {
      say("good", is, withReason(said, writing.text, used), action && { action });
    }
  };

  const runInsert = async (asked: Promise<boolean>): Promise<void> => {
    const { text, used } = await ready(writing, link);
    // it was not before its link came
    if (isTooLong(text)) {
      say("bad", "too_long", plural("tooLongWithLink", text.length - MAX_UNITS));
      return;
    }
    await asked; // a no comes back as an outcome of its own
    const outcome = await goOut({ text, picture: suggestion.image?.id }).catch(unknown);
    if (outcome === "stayed") return;
    if ("waits" in outcome) {
      toast(undefined);
      waiting.wait(outcome.waits);
    } else if (outcome.method === undefined) tellWhy(outcome);
    else isOut(outcome, text, used);
  };

  // what a toast offers is done with the text as it is by then
  const latest = useRef({ copy, runInsert });
  latest.current = { copy, runInsert };

  return { busy, insert: () => void once(() => runInsert(mayGoOut())), copy, put, undo, putAway };
}

interface UndoParts {
  readonly suggestion: Suggestion;
  readonly writing: EditableDraft;
  readonly shares: Shares;
  readonly once: (run: () => Promise<void>) => Promise<void>;
}

function useUndo({ suggestion, writing, shares, once }: UndoParts) {
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

function useSaying() {
  const { toast } = usePanel();
  const say = (tone: ToastContent["tone"], about: string, text: string, more: More = {}): void => {
    toast({ tone, about, text, ...more });
  };
  const sayCopied = (isCopied: boolean): void => {
    if (isCopied) say("good", "copied", t("copied"));
    else say("bad", "copy_failed", t("copyFailed"));
  };
  return { toast, say, sayCopied };
}

/** The text as it goes out, with its link, and which that is. */
async function ready(writing: EditableDraft, link: LinkOf): Promise<{ text: string; used: LinkState }> {
  const used = await link.settled();
  return { text: finalText(writing.text, used), used };
}

/** The browser broke it off at a point that nobody knows. */
const unknown = (): Failed => ({ is: "not_verified", said: t("notVerified") });

/** One thing at a time: a second *Insert* while the first is under way would double the text. */
function useOnce() {
  const [busy, setBusy] = useState(false);
  const underWay = useRef(false);
  const once = async (run: () => Promise<void>): Promise<void> => {
    if (underWay.current) return;
    underWay.current = true;
    setBusy(true);
    await run().finally(() => {
      underWay.current = false;
      setBusy(false);
    });
  };
  return { busy, once };
}

/** With which link the text stands in the post. */
function howItWent(written: string, used: LinkState): string {
  if (!written.includes(LINK) || used.is === "none") return t("went_none");
  return used.is === "plain" ? t(`withPlain_${used.because}`) : t("went_tracked");
}

/** What was done, and why without the counted link, when it was meant to have one. */
function withReason(text: string, written: string, used: LinkState): string {
  return used.is === "plain" && written.includes(LINK) ? `${text} ${t(`withPlain_${used.because}`)}` : text;
}
