/** After something went wrong with somebody's computer or with a key: everybody signs in anew. */
import { api } from "../../api";
import { useConsole } from "../../context";
import { t } from "../../i18n";
import { FormDialog } from "../../ui/form-dialog";
import { useAction } from "../../ui/use-action";

export function SignOutEverybody({ onClose }: { readonly onClose: () => void }) {
  const { toast } = useConsole();
  const action = useAction(async () => {
    await api.employees.signOutEverybody();
    toast({ tone: "good", about: "signed-out", text: t("organisation.everybodySignedOut") });
  });
  return (
    <FormDialog title={t("organisation.signOutEverybody")} testid="everybody" submit={t("organisation.signOutEverybody")} action={action} isDangerous onClose={onClose}>
      <p>{t("organisation.signOutEverybodyText")}</p>
    </FormDialog>
  );
}
