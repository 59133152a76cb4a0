/** What may have to be filled in to connect. */
import { t } from "../i18n";
import { Field } from "../ui/field";

interface Props {
  readonly value: string;
  readonly fault: string | undefined;
  readonly onValue: (value: string) => void;
}

export function AddressField({ value, fault, onValue }: Props) {
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
        value={value}
        onInput={(event) => { onValue(event.currentTarget.value); }}
      />
    </Field>
  );
}

export function CodeField({ value, fault, onValue }: Props) {
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
      />
    </Field>
  );
}
