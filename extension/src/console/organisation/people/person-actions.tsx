/** What is done for one colleague, besides changing what is known of them. Nothing that cannot be undone is done at once. */
import type { Employee } from "vertel-schema";
import { useState } from "preact/hooks";
import { Confirm } from "../../../panel/ui/confirm";
import { api } from "../../api";
import { useConsole } from "../../context";
import { day, t } from "../../i18n";
import { Problem } from "../../ui/problem";
import { Secret } from "../../ui/secret";
import { useAction } from "../../ui/use-action";

interface Props {
  readonly person: Employee;
  readonly etag: string;
  readonly onClose: () => void;
  readonly onChanged: () => void;
}

type Asking = "sign_out" | "erase";

export function PersonActions({ person, etag, onClose, onChanged }: Props) {
  const { toast } = useConsole();
  const [asking, setAsking] = useState<Asking>();
  const [invitation, setInvitation] = useState<{ readonly code: string | null; readonly until: string }>();
  const invite = useAction(async (by: "code" | "mail") => {
    const made = await api.invitations.invite(person.id, { by });
    setInvitation({ code: made.code, until: made.expires_at });
  });
  const end = useAction(async (how: Asking) => {
    if (how === "erase") await api.employees.erase(person.id, { ifMatch: etag });
    else await api.employees.signOut(person.id);
    toast({ tone: "good", about: "person", text: t(how === "erase" ? "organisation.erased" : "organisation.signedOut", person.name) });
    onChanged();
    onClose();
  });
  return (
    <div class="stack person-actions">
      {person.active ? (
        <div class="actions">
          <button type="button" class="button compact" data-testid="invite-code" aria-disabled={invite.isBusy} onClick={() => void invite.run("code")}>{t("organisation.inviteByCode")}</button>
          <button type="button" class="button compact" data-testid="invite-mail" aria-disabled={invite.isBusy} onClick={() => void invite.run("mail")}>{t("organisation.inviteByMail")}</button>
        </div>
      ) : null}
      {invitation === undefined ? null : <Invited code={invitation.code} until={invitation.until} />}
      <Problem failure={invite.failure} testid="invite-failed" />
      <div class="actions">
        <button type="button" class="text-button" data-testid="sign-out-person" onClick={() => { setAsking("sign_out"); }}>{t("organisation.signOutPerson")}</button>
        <button type="button" class="text-button danger" data-testid="erase-person" onClick={() => { setAsking("erase"); }}>{t("organisation.erase")}</button>
      </div>
      {asking === undefined ? null : (
        <Confirm
          question={t(asking === "erase" ? "organisation.eraseAsk" : "organisation.signOutAsk", person.name)}
          yes={t(asking === "erase" ? "organisation.erase" : "organisation.signOutPerson")}
          no={t("cancel")}
          busy={end.isBusy}
          testid="end-person"
          onYes={() => void end.run(asking)}
          onNo={() => { setAsking(undefined); }}
        />
      )}
      <Problem failure={end.failure} testid="end-failed" />
    </div>
  );
}

/** Of a mail the code is in the mail alone. */
function Invited({ code, until }: { readonly code: string | null; readonly until: string }) {
  if (code === null) return <p class="note" role="status">{t("organisation.mailed")}</p>;
  return (
    <div class="note" role="status">
      <Secret value={code} label={t("organisation.codeUntil", day(until))} testid="invitation-code" />
    </div>
  );
}
