/** A word with a reaction: in one's own words, signed or not, kept until it has arrived. */
import { useLayoutEffect, useState } from "preact/hooks";
import { flag, number, open, optional, string } from "../../shared/guards";
import { commentKey } from "../../shared/keys";
import { fits, type Entry } from "../../shared/stored";
import type { Written } from "../autosave";
import { t } from "../i18n";
import { usePanel } from "../panel-context";
import { focusOn } from "../ui/focus";
import { Signing } from "../ui/signing";
import { WritingArea } from "../ui/writing-area";
import { useSaved } from "../use-saved";
import type { Talk } from "./use-talk";

/** As long as the server takes it. */
const LONGEST = 2000;

interface Words extends Written {
  readonly text: string;
  readonly signed: boolean;
}

export const commentOf = (owner: string, suggestionId: string): Entry<Words> => ({
  key: commentKey(owner, suggestionId),
  parse: fits(open({ at: optional(number), text: string, signed: flag })),
});

interface Props {
  readonly suggestionId: string;
  readonly talk: Talk;
  /** Told whether the field is open. */
  readonly onWriting: (isWriting: boolean) => void;
}

export function Comment({ suggestionId, talk, onWriting }: Props) {
  const { account } = usePanel();
  const draft = useSaved(commentOf(account.id, suggestionId));
  const [open, setOpen] = useState(false);
  const { comment = null, signed = false } = talk.said ?? {};
  const isWriting = open || draft.value != null;
  useLayoutEffect(() => { onWriting(isWriting); }, [isWriting]);
  if (draft.value === undefined) return null;

  if (!isWriting) {
    return <Said comment={comment} onWrite={() => {
      setOpen(true);
      setTimeout(() => { focusOn("#talk-comment"); });
    }} />;
  }

  const words = draft.value ?? { text: comment ?? "", signed };
  const close = (): void => {
    void draft.change(() => null);
    setOpen(false);
    setTimeout(() => { focusOn('[data-testid="talk-comment-open"]'); });
  };
  const send = async (): Promise<void> => {
    const text = words.text.trim();
    if (await talk.say({ comment: text === "" ? null : text, signed: words.signed })) close();
  };
  return (
    <div class="talk-comment">
      <label class="label" for="talk-comment">{t("talkComment")}</label>
      <WritingArea
        id="talk-comment"
        value={words.text}
        longest={LONGEST}
        locked={talk.busy}
        onInput={(text) => void draft.change(() => ({ ...words, text }))}
        onSend={() => void send()}
      />
      <Signing
        name="talk-signing"
        signed={words.signed}
        about={t(words.signed ? "talkAbout_signed" : "talkAbout_unsigned")}
        onSign={(next) => void draft.change(() => ({ ...words, signed: next }))}
      />
      <div class="talk-ways">
        <button type="button" class="button compact" data-testid="talk-send" aria-disabled={talk.busy} onClick={() => void send()}>
          {t(talk.busy ? "sending" : "send")}
        </button>
        <button type="button" class="text-button" data-testid="talk-cancel" onClick={close}>
          {t("cancel")}
        </button>
      </div>
    </div>
  );
}

/** What was said stands there like a line in a letter. */
function Said({ comment, onWrite }: { readonly comment: string | null; readonly onWrite: () => void }) {
  return (
    <div class="talk-said">
      {comment === null ? null : <p class="quote" dir="auto" data-testid="talk-said">{comment}</p>}
      <button type="button" class="text-button" data-testid="talk-comment-open" onClick={onWrite}>
        {t(comment === null ? "talkAdd" : "talkChange")}
      </button>
    </div>
  );
}
