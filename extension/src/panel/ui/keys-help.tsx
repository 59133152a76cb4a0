/** `?` shows which keys there are, from anywhere in the panel but a text. */
import { useState } from "preact/hooks";
import { t } from "../i18n";
import { lazy } from "../lazy";
import { takesText, useKey } from "./keys";

const KeysDialog = lazy((views) => views.KeysDialog);

export function KeysHelp() {
  const [isOpen, setIsOpen] = useState(false);
  useKey("?", (event) => { if (!takesText(event.target)) setIsOpen(true); });
  return isOpen ? <KeysDialog onClose={() => { setIsOpen(false); }} /> : null;
}

/** For who does not know the key yet. */
export function KeysButton() {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <>
      <button
        type="button"
        class="icon-button keys-button"
        data-testid="keys-help"
        aria-label={t("keys")}
        title={t("keysHint")}
        aria-haspopup="dialog"
        onClick={() => { setIsOpen(true); }}
      >
        ?
      </button>
      {isOpen ? <KeysDialog onClose={() => { setIsOpen(false); }} /> : null}
    </>
  );
}
