/** With or without a name, and what either means. */
import { t } from "../i18n";
import { Choice } from "./choice";

interface Props {
  readonly name: string;
  readonly signed: boolean;
  readonly about: string;
  readonly onSign: (signed: boolean) => void;
}

export function Signing({ name, signed, about, onSign }: Props) {
  return (
    <div class="signing">
      <Choice
        name={name}
        legend={t("sign")}
        look="segments"
        testid={name}
        value={signed ? "signed" : "unsigned"}
        options={[{ value: "unsigned", label: t("sign_unsigned") }, { value: "signed", label: t("sign_signed") }]}
        onChoose={(value) => { onSign(value === "signed"); }}
      />
      <p class="small quiet">{about}</p>
    </div>
  );
}
