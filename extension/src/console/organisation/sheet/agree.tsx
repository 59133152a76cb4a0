/** That the version on the screen was agreed: on which day, and with whom. */
import { useState } from "preact/hooks";
import { today } from "../../../panel/dates";
import { api } from "../../api";
import { useConsole } from "../../context";
import { t } from "../../i18n";
import { faultAt } from "../../ui/faults";
import { FormDialog } from "../../ui/form-dialog";
import { TextField } from "../../ui/text-field";
import { useAction } from "../../ui/use-action";
import { forget } from "../../ui/use-loaded";

interface Props {
  readonly version: string;
  readonly onClose: () => void;
  readonly onDone: () => void;
}

export function Agree({ version, onClose, onDone }: Props) {
  const { toast } = useConsole();
  const [day, setDay] = useState(today());
  const [note, setNote] = useState("");
  const action = useAction(async () => {
    const said = note.trim();
    await api.datasheet.agree({ version, agreed_on: day, ...(said !== "" && { note: said }) });
    forget("waiting");
    toast({ tone: "good", about: "sheet", text: t("organisation.agreementKept") });
    onDone();
  });
  return (
    <FormDialog title={t("organisation.agreeTitle")} testid="agree-form" submit={t("organisation.agreeSubmit")} action={action} shown={["/agreed_on", "/note"]} onClose={onClose}>
      <p>{t("organisation.agreeText")}</p>
      <TextField label={t("organisation.agreeDay")} value={day} testid="agree-day" type="date" fault={faultAt(action.failure, "/agreed_on")} onValue={setDay} />
      <TextField label={t("organisation.agreeNote")} value={note} testid="agree-note" maxLength={200} hint={t("organisation.agreeNoteHint")} fault={faultAt(action.failure, "/note")} onValue={setNote} />
    </FormDialog>
  );
}
