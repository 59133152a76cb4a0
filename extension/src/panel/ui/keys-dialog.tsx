/** Which keys there are, over whatever is shown; Escape and a click beside it close it. */
import { useEffect, useRef } from "preact/hooks";
import { t } from "../i18n";
import { Icon } from "./icons";
import { KeyList } from "./key-list";

export function KeysDialog({ onClose }: { readonly onClose: () => void }) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const before = document.activeElement;
    dialog.current?.showModal();
    return () => { if (before instanceof HTMLElement) before.focus(); };
  }, []);
  return (
    <dialog
      ref={dialog}
      class="keys-dialog"
      data-testid="keys-dialog"
      aria-labelledby="keys-title"
      onClose={onClose}
      onClick={(event) => { if (event.target === dialog.current) onClose(); }}
      onKeyDown={(event) => {
        // the keys of what lies underneath are not for now
        event.stopPropagation();
        if (event.key === "Escape") onClose();
      }}
    >
      <div class="keys-inside">
        <header class="keys-head">
          <h2 id="keys-title">{t("keys")}</h2>
          <button type="button" class="icon-button" aria-label={t("dismiss")} onClick={onClose}>
            <Icon name="close" />
          </button>
        </header>
        <KeyList />
      </div>
    </dialog>
  );
}
