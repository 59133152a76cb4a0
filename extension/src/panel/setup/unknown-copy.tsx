/** A server answers, and does not let this copy of the extension in: what whoever runs it has to set, to be copied. */
import { useState } from "preact/hooks";
import { clipboard, runtime } from "../../shared/browser";
import { t } from "../i18n";
import { Icon } from "../ui/icons";

export function UnknownCopy() {
  const [isCopied, setIsCopied] = useState(false);
  const origin = admitted(runtime.url(""));
  const copy = async (): Promise<void> => {
    setIsCopied(await clipboard.write(t("unknownCopySet", origin)));
  };
  return (
    <div class="note bad" role="alert" data-testid="unknown-copy">
      <Icon name="warning" />
      <div>
        <p>{t("unknownCopy")}</p>
        <code class="origin">{origin}</code>
        <button type="button" class="text-button" data-testid="unknown-copy-copy" onClick={() => void copy()}>
          {t(isCopied ? "notKeptCopied" : "copy")}
        </button>
      </div>
    </div>
  );
}

/** As `VERTEL_EXTENSION_ORIGINS` has it. Firefox gives each installation an id of its own, so there it is all of them. */
export function admitted(page: string): string {
  const { protocol, host } = new URL(page);
  return protocol === "moz-extension:" ? "moz-extension://*" : `${protocol}//${host}`;
}
