/** *Insert* and *Copy*: what they do, what is noted about it, and what the employee is told. */
import { useRef, useState } from "preact/hooks";
import { clipboard } from "../../shared/browser";
import { LINK, MAX_UNITS } from "../../shared/post";
import type { Suggestion } from "../../shared/shapes";
import { t } from "../i18n";
import { goOut, type Failed, type Out } from "../out";
import { usePanel } from "../panel-context";
import { forgetOpen } from "../state";
import type { ToastContent } from "../ui/toast";
import { finalText } from "./final-text";
import type { Writing } from "./use-draft";
import type { LinkOf, LinkState } from "./use-link";
import { useShares } from "./use-shares";
import { useUndo } from "./use-undo";
import type { WaitingText } from "./use-waiting";

interface Parts {
  readonly suggestion: Suggestion;
  readonly writing: Writing;
  readonly link: LinkOf;
  readonly waiting: WaitingText;
}

type More = Pick<ToastContent, "action" | "onGone">;

export function useInsert({ suggestion, writing, link, waiting }: Parts) {
  const { toast } = usePanel();
  const { busy, once } = useOnce();
  const say = (tone: ToastContent["tone"], about: string, text: string, more: More = {}): void => {
    toast({ tone, about, text, ...more });
  };
  const shares = useShares(suggestion, writing, () => { say("bad", "not_kept", t("shareNotKept")); });
  const { offer, undo, canUndo } = useUndo({ suggestion, writing, shares, once });

  const ready = async (): Promise<{ text: string; used: LinkState }> => {
    const used = await link.settled();
    return { text: finalText(writing.text, used), used };
  };

  const copy = async (): Promise<void> => {
    const { text, used } = await ready();
    if (text.trim() === "") return;
    if (!(await clipboard.write(text))) {
      say("bad", "copy_failed", t("copyFailed"));
      return;
    }
    waiting.done();
    say("good", "copied", withReason(t("copied"), writing.text, used));
    shares.note("copy", text, used);
  };

  const tellWhy = ({ is, said, action }: Failed): void => {
    say("bad", is, said, { action: action ?? { label: t("copy"), run: () => void copy() } });
  };

  const isOut = ({ is, said, method, undoable, action }: Out, text: string, used: LinkState): void => {
    waiting.done();
    const more = { ...offer(text, undoable), ...(action && { action }) };
    say("good", is, withReason(said, writing.text, used), more);
    writing.finish();
    void forgetOpen();
    shares.note(method, text, used);
  };

  const runInsert = async (): Promise<void> => {
    const { text, used } = await ready();
    if (text.trim() === "" || text.length > MAX_UNITS) return;
    const outcome = await goOut({ text, picture: suggestion.image?.id });
    if (outcome === "stayed") return;
    if ("waits" in outcome) {
      toast(undefined);
      waiting.wait(outcome.waits);
    } else if (outcome.method === undefined) tellWhy(outcome);
    else isOut(outcome, text, used);
  };

  return { busy, insert: () => void once(runInsert), copy, undo, canUndo };
}

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

/** What was done, and why without the counted link, when it was meant to have one. */
function withReason(text: string, written: string, used: LinkState): string {
  return used.is === "plain" && written.includes(LINK) ? `${text} ${t(`withPlain_${used.because}`)}` : text;
}
