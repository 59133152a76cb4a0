/** Saying something more about one's idea: kept until it has arrived, and said once however often it is sent. */
import { useState } from "preact/hooks";
import type { Failure } from "../../shared/failure";
import { isTrue, number, open, optional, string } from "../../shared/guards";
import { replyKey } from "../../shared/keys";
import type { Idea } from "../../shared/shapes";
import { fits, type Entry } from "../../shared/stored";
import { uuid7 } from "../../shared/uuid7";
import { ask } from "../ask";
import type { Written } from "../autosave";
import { t } from "../i18n";
import { usePanel } from "../panel-context";
import { AskFirst } from "../ui/ask-first";
import { FailureNote } from "../ui/failure-note";
import { focusOn } from "../ui/focus";
import { WritingArea } from "../ui/writing-area";
import { useSaved } from "../use-saved";

/** As long as the server takes it. */
const LONGEST = 2000;

const FIELD = "#idea-reply-text";

interface ReplyDraft extends Written {
  /** The `Idempotency-Key`. */
  readonly id: string;
  readonly text: string;
  /** Sent, and whether it arrived is not known yet, so it must not change any more. */
  readonly onItsWay?: true | undefined;
}

export const replyOf = (owner: string, ideaId: string): Entry<ReplyDraft> => ({
  key: replyKey(owner, ideaId),
  parse: fits(open({ at: optional(number), id: string, text: string, onItsWay: optional(isTrue) })),
});

interface Props {
  readonly idea: Idea;
  readonly onReplied: (idea: Idea) => void;
}

/** What is written, and what can be done with it. */
function useReply({ idea, onReplied }: Props) {
  const { account, toast } = usePanel();
  const { value, change } = useSaved(replyOf(account.id, idea.id));
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure>();

  const keep = (next: ReplyDraft | null): Promise<void> => change(() => next);
  const discard = async (): Promise<undefined> => {
    await keep(null);
    setFailure(undefined);
    focusOn(FIELD);
  };
  const send = async (): Promise<void> => {
    const text = value?.text.trim() ?? "";
    if (busy || value == null || text === "") {
      focusOn(FIELD);
      return;
    }
    setBusy(true);
    setFailure(undefined);
    await keep({ ...value, onItsWay: true });
    const reply = await ask<"reply_to_idea">({ type: "reply_to_idea", key: value.id, ideaId: idea.id, reply: { text } });
    setBusy(false);
    if (reply.ok) {
      await keep(null);
      onReplied(reply.value);
      toast({ tone: "good", about: "reply-sent", text: t("replySent") });
      // the button goes with what was sent
      focusOn(FIELD);
      return;
    }
    setFailure(reply.failure);
    // a plain no leaves nothing behind: changed, it is another reply
    if (reply.failure.kind === "refused") await keep({ id: uuid7(), text: value.text });
  };
  const write = (text: string): void => void keep(text === "" ? null : { id: value?.id ?? uuid7(), text });
  return { value, busy, failure, write, send, discard };
}

export function Reply(props: Props) {
  const { value, busy, failure, write, send, discard } = useReply(props);
  if (value === undefined) return null;
  const isOnItsWay = value?.onItsWay === true;
  return (
    <section class="idea-reply">
      <label class="label" for="idea-reply-text">{t("ideaReply")}</label>
      <WritingArea
        id="idea-reply-text"
        value={value?.text ?? ""}
        longest={LONGEST}
        locked={isOnItsWay}
        onInput={write}
        onSend={() => void send()}
      />
      {failure === undefined ? null : <FailureNote testid="reply-failed" failure={failure} what={t("ideaNotSent")} />}
      {value === null ? null : (
        <button type="button" class="button compact" data-testid="idea-reply-send" aria-disabled={busy} onClick={() => void send()}>
          {t(busy ? "sending" : isOnItsWay ? "retry" : "send")}
        </button>
      )}
      {isOnItsWay && !busy ? (
        <AskFirst
          name="idea-reply-discard"
          label={t("ideaDiscard")}
          question={t("replyDiscardMaybe")}
          answer={t("ideaDiscard")}
          stay={t("ideaKeep")}
          onConfirm={discard}
        />
      ) : null}
    </section>
  );
}
