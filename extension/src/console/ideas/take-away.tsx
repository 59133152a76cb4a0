/** Taking a question away from colleagues: asked once more, since it does not come back. */
import type { Question } from "vertel-schema";
import type { Tagged } from "vertel-schema/client";
import { api } from "../api";
import { t } from "../i18n";
import { FormDialog } from "../ui/form-dialog";
import { useAction } from "../ui/use-action";
import { Spoken } from "./spoken";

interface Props {
  readonly question: Tagged<Question>;
  readonly onClose: () => void;
  readonly onChanged: () => void;
}

export function TakeAway({ question: { document, etag }, onClose, onChanged }: Props) {
  const action = useAction(async () => {
    await api.questions.archive(document.id, { ifMatch: etag });
    onChanged();
  });
  return (
    <FormDialog title={t("questions.takeAwayTitle")} testid="take-away" submit={t("questions.do_take_away")} action={action} isDangerous onClose={onClose}>
      <p class="quiet"><Spoken of={document.texts} /></p>
      <p>{t("questions.takeAwayText")}</p>
    </FormDialog>
  );
}
