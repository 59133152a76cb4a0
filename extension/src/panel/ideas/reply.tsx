/** Saying something more about one's idea: kept until it has arrived, and said once however often it is sent. */
import { useState } from "preact/hooks";
import type { Failure } from "../../shared/failure";
import { replyKey } from "../../shared/keys";
import type { Idea } from "../../shared/shapes";
import { uuid7 } from "../../shared/uuid7";
import { ask } from "../ask";
import { t } from "../i18n";
import { FailureNote } from "../ui/failure-note";
import { focusOn } from "../ui/focus";
import { WritingArea } from "../ui/writing-area";
import { useSaved } from "../use-saved";

/** As long as the server takes it. */
const LONGEST = 2000;

interface ReplyDraft {
  /** The `Idempotency-Key`. */
  readonly id: string;
  readonly text: string;
  /** Sent, and whether it arrived is not known yet, so it must not change any more. */
  readonly onItsWay?: true;
}

interface Props {
  readonly idea: Idea;
  readonly onReplied: (idea: Idea) => void;
}

export function Reply({ idea, onReplied }: Props) {
  const draft = useSaved<ReplyDraft>(replyKey(idea.id));
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure>();
  const { value } = draft;
  if (value === undefined) return null;

  const keep = (next: ReplyDraft | null): Promise<void> => draft.change(() => next).catch(() => undefined);
  const send = async (): Promise<void> => {
    const text = value?.text.trim() ?? "";
    if (busy || value === null || text === "") {
      focusOn("#idea-reply-text");
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
      return;
    }
    setFailure(reply.failure);
    // a plain no leaves nothing behind: changed, it is another reply
    if (reply.failure.kind === "refused") await keep({ id: uuid7(), text: value.text });
  };

  return (
    <section class="idea-reply">
      <label class="label" for="idea-reply-text">{t("ideaReply")}</label>
      <WritingArea
        id="idea-reply-text"
        value={value?.text ?? ""}
        longest={LONGEST}
        locked={value?.onItsWay === true}
        onInput={(text) => void keep(text === "" ? null : { id: value?.id ?? uuid7(), text })}
        onSend={() => void send()}
      />
      {failure === undefined ? null : <FailureNote testid="reply-failed" failure={failure} what={t("ideaNotSent")} />}
      {value === null ? null : (
        <button type="button" class="button compact" data-testid="idea-reply-send" aria-disabled={busy} onClick={() => void send()}>
          {t(busy ? "sending" : value.onItsWay === true ? "retry" : "send")}
        </button>
      )}
    </section>
  );
}
