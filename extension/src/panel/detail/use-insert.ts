/** *Insert* and *Copy*: what they do, what is noted about it, and what the employee is told. */
import { useRef, useState } from "preact/hooks";
import { clipboard } from "../../shared/browser";
import { LINK, MAX_UNITS, similarity } from "../../shared/post";
import type { ShareRequest, Suggestion } from "../../shared/shapes";
import { uuid7 } from "../../shared/uuid7";
import { ask } from "../ask";
import { t } from "../i18n";
import { goOut } from "../out";
import { keepOpen } from "../state";
import type { ToastAction, ToastContent } from "../ui/toast";
import { finalText } from "./final-text";
import type { Writing } from "./use-draft";
import type { LinkOf, LinkState } from "./use-link";

interface Parts {
  readonly suggestion: Suggestion;
  readonly writing: Writing;
  readonly link: LinkOf;
  readonly onToast: (toast: ToastContent) => void;
}

export function useInsert({ suggestion, writing, link, onToast }: Parts) {
  const [busy, setBusy] = useState(false);
  // the same text, inserted again or copied as well, is still one share
  const shared = useRef(new Set<string>());
  const underWay = useRef(false);

  const tell = (tone: ToastContent["tone"], about: string, text: string, action?: ToastAction): void => {
    onToast({ tone, about, text, ...(action === undefined ? {} : { action }) });
  };

  const note = async (method: ShareRequest["method"], text: string, used: LinkState): Promise<void> => {
    if (shared.current.has(text)) return;
    shared.current.add(text);
    const share = shareOf(suggestion, writing, method, text, used);
    const reply = await ask<"share">({ type: "share", share });
    if (!reply.ok) tell("bad", "not_kept", t("shareNotKept"));
  };

  const ready = async (): Promise<{ text: string; used: LinkState }> => {
    const used = await link.settled();
    return { text: finalText(writing.text, used), used };
  };

  const copy = async (): Promise<void> => {
    const { text, used } = await ready();
    if (text.trim() === "") return;
    if (!(await clipboard.write(text))) {
      tell("bad", "copy_failed", t("copyFailed"));
      return;
    }
    tell("good", "copied", withPlain(t("copied"), writing.text, used));
    await note("copy", text, used);
  };

  const runInsert = async (): Promise<void> => {
    const { text, used } = await ready();
    if (text.trim() === "" || text.length > MAX_UNITS) return;
    const outcome = await goOut({ text, picture: suggestion.image?.id });
    if (outcome === "stayed") return;
    if (outcome.method === undefined) {
      tell("bad", outcome.is, outcome.said, outcome.action ?? { label: t("copy"), run: () => void copy() });
      return;
    }
    writing.finish();
    void keepOpen(undefined);
    tell("good", outcome.is, withPlain(outcome.said, writing.text, used), outcome.action);
    await note(outcome.method, text, used);
  };

  /** One at a time: a second *Insert* while the first is under way would double the text. */
  const insertOnce = async (): Promise<void> => {
    if (underWay.current) return;
    underWay.current = true;
    setBusy(true);
    await runInsert().finally(() => {
      underWay.current = false;
      setBusy(false);
    });
  };

  return { busy, insert: insertOnce, copy };
}

function withPlain(text: string, written: string, used: LinkState): string {
  return used.is === "plain" && written.includes(LINK) ? `${text} ${t("withPlain")}` : text;
}

function shareOf(
  suggestion: Suggestion,
  { option, text: written }: Writing,
  method: ShareRequest["method"],
  text: string,
  used: LinkState,
): ShareRequest {
  return {
    id: uuid7(),
    suggestion_id: suggestion.id,
    caption_id: option.way === "caption" ? option.id : null,
    link_code: used.is === "tracked" && written.includes(LINK) ? used.code : null,
    method,
    similarity: option.way === "caption" ? similarity(option.text, text) : null,
    occurred_at: `${new Date().toISOString().slice(0, 19)}Z`,
  };
}
