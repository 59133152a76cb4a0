/** Asking a question, or mending one: its words in each language, its last day, and while it is new whom it is for. */
import type { Question } from "vertel-schema";
import type { Tagged } from "vertel-schema/client";
import { useMemo, useState } from "preact/hooks";
import { today } from "../../panel/dates";
import { uuid7 } from "../../shared/uuid7";
import { api } from "../api";
import { useConsole } from "../context";
import { languageName, t } from "../i18n";
import { faultAt } from "../ui/faults";
import { FormDialog } from "../ui/form-dialog";
import { TextField } from "../ui/text-field";
import { useAction } from "../ui/use-action";
import { AudienceField, EVERYONE, ReachWords } from "./audience-field";
import { byLanguage, listed, useLanguages } from "./texts";
import { useKeptTexts } from "./use-kept-texts";

const LONGEST = 300;
const DAYS = 14;
const DAY_MS = 86_400_000;

interface Props {
  /** As it was read, with its ETag; undefined for a new one. */
  readonly before: Tagged<Question> | undefined;
  readonly onClose: () => void;
  readonly onChanged: () => void;
}

export function QuestionForm({ before, onClose, onChanged }: Props) {
  const { toast } = useConsole();
  const languages = useLanguages(before?.document.texts);
  const { texts, write, forget } = useKeptTexts(`question-${before?.document.id ?? "new"}`, byLanguage(before?.document.texts ?? []));
  const [until, setUntil] = useState(before?.document.open_until ?? today(new Date(Date.now() + DAYS * DAY_MS)));
  const [audience, setAudience] = useState(EVERYONE);
  const said = { texts: listed(texts), open_until: until };
  // sent once more after an answer that was lost, it is asked once; changed, it is another question
  const key = useMemo(uuid7, [JSON.stringify([said, audience])]);
  const action = useAction(async () => {
    if (before === undefined) await api.questions.ask({ ...said, audience }, { idempotencyKey: key });
    else await api.questions.change(before.document.id, said, { ifMatch: before.etag });
    await forget();
    onChanged();
    toast({ tone: "good", about: "question", text: t(before === undefined ? "questions.asked" : "questions.changed") });
  });
  const fault = faultAt(action.failure, "/texts");
  return (
    <FormDialog
      title={t(before === undefined ? "questions.ask" : "questions.edit")}
      testid="question-form"
      submit={t(before === undefined ? "questions.askNow" : "questions.save")}
      action={action}
      shown={["/texts", "/open_until"]}
      onClose={onClose}
    >
      {languages.map((tag, at) => (
        <TextField
          key={tag}
          label={t("questions.inLanguage", languageName(tag))}
          testid={`question-${tag}`}
          language={tag}
          maxLength={LONGEST}
          value={texts[tag] ?? ""}
          hint={at === 0 ? t("questions.hint") : undefined}
          fault={at === 0 && fault !== undefined ? t("questions.noText") : undefined}
          onValue={(text) => { write(tag, text); }}
        />
      ))}
      <TextField label={t("questions.until")} testid="question-until" type="date" value={until} hint={t("questions.untilHint")} fault={faultAt(action.failure, "/open_until")} onValue={setUntil} />
      {before === undefined ? (
        <div class="stack">
          <p class="label">{t("questions.who")}</p>
          <AudienceField value={audience} onValue={setAudience} />
          <p class="small quiet">{t("questions.whoStays")}</p>
        </div>
      ) : <p class="small quiet"><ReachWords reach={before.document.reach ?? null} /></p>}
    </FormDialog>
  );
}
