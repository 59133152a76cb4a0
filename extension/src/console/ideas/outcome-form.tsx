/** Saying what came of a question that is closed: everyone whom it was for reads it. */
import type { Question } from "vertel-schema";
import type { Tagged } from "vertel-schema/client";
import { WritingArea } from "../../panel/ui/writing-area";
import { api } from "../api";
import { useConsole } from "../context";
import { languageName, t } from "../i18n";
import { FormDialog } from "../ui/form-dialog";
import { useAction } from "../ui/use-action";
import { Spoken } from "./spoken";
import { byLanguage, listed, useLanguages } from "./texts";
import { useKeptTexts } from "./use-kept-texts";

const LONGEST = 2000;

interface Props {
  readonly before: Tagged<Question>;
  readonly onClose: () => void;
  readonly onChanged: () => void;
}

export function OutcomeForm({ before: { document, etag }, onClose, onChanged }: Props) {
  const { toast } = useConsole();
  const languages = useLanguages(document.texts);
  const { texts, write, forget } = useKeptTexts(`outcome-${document.id}`, byLanguage(document.outcome));
  const action = useAction(async () => {
    await api.questions.change(document.id, { outcome: listed(texts) }, { ifMatch: etag });
    await forget();
    onChanged();
    toast({ tone: "good", about: "outcome", text: t("questions.told") });
  });
  return (
    <FormDialog title={t("questions.tell")} testid="outcome-form" submit={t("questions.tellNow")} action={action} onClose={onClose}>
      <p class="quiet"><Spoken of={document.texts} /></p>
      {languages.map((tag) => (
        <div key={tag} class="field">
          <label for={`outcome-${tag}`}>{t("questions.inLanguage", languageName(tag))}</label>
          <WritingArea id={`outcome-${tag}`} lang={tag} value={texts[tag] ?? ""} longest={LONGEST} onInput={(text) => { write(tag, text); }} onSend={() => undefined} />
        </div>
      ))}
      <p class="small quiet">{t("questions.tellHint")}</p>
    </FormDialog>
  );
}
