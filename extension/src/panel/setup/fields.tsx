/** What may have to be filled in to connect. Either field takes a whole invitation, as it was copied. */
import { invitationIn, type Invitation } from "../../shared/invitation";
import { t } from "../i18n";
import { Field } from "../ui/field";

interface Props {
  readonly value: string;
  readonly fault: string | undefined;
  readonly onValue: (value: string) => void;
  readonly onInvitation: (found: Invitation) => void;
}

/** Before a field makes one line of it, or cuts it. An address alone, or a code alone, is pasted like any text. */
const takesInvitation = (onInvitation: Props["onInvitation"]) => (event: ClipboardEvent): void => {
  const found = invitationIn(event.clipboardData?.getData("text") ?? "");
  if (found.server === undefined || found.code === undefined) return;
  event.preventDefault();
  onInvitation(found);
};

export function AddressField({ value, fault, onValue, onInvitation }: Props) {
  return (
    <Field id="server" label={t("serverLabel")} hint={t("serverHint")} fault={fault}>
      <input
        class="input"
        data-testid="setup-server"
        type="text"
        inputMode="url"
        autoComplete="url"
        autoCapitalize="none"
        spellcheck={false}
        maxLength={300}
        placeholder="vertel.example.com"
        value={value}
        onInput={(event) => { onValue(event.currentTarget.value); }}
        onPaste={takesInvitation(onInvitation)}
      />
    </Field>
  );
}

export function CodeField({ value, fault, onValue, onInvitation }: Props) {
  return (
    <Field id="code" label={t("codeLabel")} hint={t("codeHint")} fault={fault}>
      <input
        class="input code-input"
        data-testid="setup-code"
        type="text"
        autoComplete="one-time-code"
        spellcheck={false}
        maxLength={100}
        placeholder="XXXX-XXXX-XXXX"
        value={value}
        onInput={(event) => { onValue(event.currentTarget.value); }}
        onPaste={takesInvitation(onInvitation)}
      />
    </Field>
  );
}
