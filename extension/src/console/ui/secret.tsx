/** Something that is shown once: a key, a code. With a button that copies it. */
import { useState } from "preact/hooks";
import { clipboard } from "../../shared/browser";
import { t } from "../i18n";
import { Icon } from "./icons";

export function Secret({ value, label, testid }: { readonly value: string; readonly label: string; readonly testid: string }) {
  const [said, setSaid] = useState("");
  const copy = async (): Promise<void> => { setSaid(t((await clipboard.write(value)) ? "shell.copied" : "copyFailed")); };
  return (
    <div class="secret">
      <span class="small quiet">{label}</span>
      <code data-testid={testid}>{value}</code>
      <button type="button" class="button compact" onClick={() => void copy()}>
        <Icon name="copy" />
        {t("shell.copy")}
      </button>
      <span class="small quiet" role="status">{said}</span>
    </div>
  );
}
