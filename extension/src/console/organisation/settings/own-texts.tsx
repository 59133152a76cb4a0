/** What only the organisation knows, for its data sheet. */
import type { OwnTexts } from "vertel-schema";
import { t } from "../../i18n";
import { TextField } from "../../ui/text-field";

const NAMES = ["controller", "contact", "data_protection_officer", "legal_basis", "hosting"] as const;

interface Props {
  readonly texts: OwnTexts;
  readonly onChange: (texts: OwnTexts) => void;
  readonly fault: (pointer: string) => string | undefined;
}

export function OwnTextFields({ texts, onChange, fault }: Props) {
  return (
    <>
      <h2>{t("organisation.sheet")}</h2>
      <p class="small quiet">{t("organisation.ownTexts")}</p>
      {NAMES.map((name) => (
        <TextField
          key={name}
          label={t(`organisation.own_${name}`)}
          value={texts[name] ?? ""}
          testid={`own-${name}`}
          maxLength={1000}
          fault={fault(`/data_sheet/${name}`)}
          onValue={(text) => { onChange({ ...texts, [name]: text === "" ? null : text }); }}
        />
      ))}
    </>
  );
}
