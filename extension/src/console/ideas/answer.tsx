/** An answer to an idea: kept in this browser while it is written, and said once however often it is sent. */
import type { Idea } from "vertel-schema";
import { number, open, optional, string } from "../../shared/guards";
import { replyKey } from "../../shared/keys";
import { fits, type Entry } from "../../shared/stored";
import { uuid7 } from "../../shared/uuid7";
import type { Written } from "../../panel/autosave";
import { focusOn } from "../../panel/ui/focus";
import { WritingArea } from "../../panel/ui/writing-area";
import { useSaved } from "../../panel/use-saved";
import { api } from "../api";
import { useConsole } from "../context";
import { t } from "../i18n";
import { Problem } from "../ui/problem";
import { useAction } from "../ui/use-action";

/** As long as the server takes it. */
export const LONGEST = 2000;
const FIELD = "#answer";

interface Draft extends Written {
  /** The `Idempotency-Key`. */
  readonly id: string;
  readonly text: string;
}

const draftOf = (owner: string, ideaId: string): Entry<Draft> => ({
  key: replyKey(owner, ideaId),
  parse: fits(open({ at: optional(number), id: string, text: string })),
});

interface Props {
  readonly idea: Idea;
  readonly onChanged: (idea: Idea) => void;
}

export function Answer({ idea, onChanged }: Props) {
  const { account, toast } = useConsole();
  const { value, change } = useSaved(draftOf(account.id, idea.id));
  const write = (text: string): void => void change((now) => (text === "" ? null : { id: now?.text === text ? now.id : uuid7(), text }));
  const action = useAction(async () => {
    if (value == null || value.text.trim() === "") {
      focusOn(FIELD);
      return;
    }
    const answered = await api.ideas.reply(idea.id, { text: value.text.trim() }, { idempotencyKey: value.id });
    await change(() => null);
    onChanged(answered);
    toast({ tone: "good", about: "answered", text: t("ideas.answered") });
  });
  if (value === undefined) return null;
  const thank = (): void => {
    write(t("ideas.thanks"));
    focusOn(FIELD);
  };
  return (
    <section class="stack answer">
      <label class="label" for="answer">{t("ideas.answer")}</label>
      <WritingArea id="answer" value={value?.text ?? ""} longest={LONGEST} onInput={write} onSend={() => void action.run()} />
      <p class="small quiet">{t(idea.colleague === null ? "ideas.answerUnsigned" : "ideas.answerSigned")}</p>
      <Problem failure={action.failure} testid="answer-failed" />
      <div class="actions">
        <button type="button" class="button primary" data-testid="answer-send" aria-disabled={action.isBusy} onClick={() => void action.run()}>{t("ideas.send")}</button>
        {value === null ? <button type="button" class="button" data-testid="answer-thank" onClick={thank}>{t("ideas.thank")}</button> : null}
      </div>
    </section>
  );
}
