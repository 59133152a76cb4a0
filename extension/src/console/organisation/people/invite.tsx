/** Inviting several colleagues at once: by mail, or with codes to hand over. */
import type { Employee, Invitation } from "vertel-schema";
import { useState } from "preact/hooks";
import { api } from "../../api";
import { useConsole } from "../../context";
import { plural, t } from "../../i18n";
import { Dialog } from "../../ui/dialog";
import { FormDialog } from "../../ui/form-dialog";
import { Select } from "../../ui/select";
import { useAction } from "../../ui/use-action";

interface Props {
  readonly people: readonly Employee[];
  readonly onClose: () => void;
  readonly onInvited: () => void;
}

export function Invite({ people, onClose, onInvited }: Props) {
  const { toast } = useConsole();
  const [by, setBy] = useState<"mail" | "code">("mail");
  const [made, setMade] = useState<readonly Invitation[]>();
  const action = useAction(async () => {
    const { items } = await api.invitations.inviteMany({ employees: people.map(({ id }) => id), by });
    onInvited();
    if (by === "code") setMade(items);
    else toast({ tone: "good", about: "invited", text: plural("organisation.mailedMany", items.length) });
  });
  if (made !== undefined) return <Codes made={made} onClose={onClose} />;
  return (
    <FormDialog
      title={plural("organisation.inviteTitle", people.length)}
      testid="invite"
      submit={t("organisation.invite")}
      action={action}
      onClose={() => { if (by === "mail" || action.failure !== undefined || !action.isBusy) onClose(); }}
    >
      <p>{people.map(({ name }) => name).join(", ")}</p>
      <Select<"mail" | "code">
        label={t("organisation.inviteHow")}
        testid="invite-how"
        value={by}
        options={[
          { value: "mail", label: t("organisation.inviteByMail") },
          { value: "code", label: t("organisation.inviteByCode") },
        ]}
        onChoose={setBy}
      />
      <p class="small quiet">{t(by === "mail" ? "organisation.inviteMailNote" : "organisation.inviteCodeNote")}</p>
    </FormDialog>
  );
}

function Codes({ made, onClose }: { readonly made: readonly Invitation[]; readonly onClose: () => void }) {
  return (
    <Dialog title={t("organisation.codes")} testid="codes" onClose={onClose}>
      <p class="quiet">{t("organisation.codesNote")}</p>
      <table class="table">
        <tbody>
          {made.map(({ employee_id: id, name, email, code }) => (
            <tr key={id}>
              <td>{name}<div class="small quiet">{email}</div></td>
              <td><code>{code}</code></td>
            </tr>
          ))}
        </tbody>
      </table>
    </Dialog>
  );
}
