/** The keys that work in the console, behind `?`. */
import { useState } from "preact/hooks";
import { takesText, useKey } from "../../panel/ui/keys";
import { t, type Key } from "../i18n";
import { Dialog } from "../ui/dialog";

const KEYS: readonly (readonly [keys: readonly string[], does: Key])[] = [
  [["c"], "shell.keyNew"],
  [["/"], "shell.keySearch"],
  [["Ctrl", "K"], "shell.keyGo"],
  [["↑", "↓"], "shell.keyMove"],
  [["x"], "shell.keyChoose"],
  [["b"], "shell.keyBulk"],
  [["Ctrl", "Enter"], "shell.keySave"],
  [["Esc"], "shell.keyBack"],
  [["?"], "shell.keyHelp"],
];

export function Keys() {
  const [isOpen, setIsOpen] = useState(false);
  useKey("?", (event) => { if (!takesText(event.target)) setIsOpen(true); });
  return (
    <>
      <button type="button" class="place" aria-haspopup="dialog" data-testid="keys" onClick={() => { setIsOpen(true); }}>
        <span class="icon keys-sign" aria-hidden="true">?</span>
        {t("shell.keys")}
      </button>
      {isOpen ? (
        <Dialog title={t("shell.keys")} testid="keys-dialog" onClose={() => { setIsOpen(false); }}>
          <dl class="keys">
            {KEYS.map(([keys, does]) => (
              <>
                <dt>{keys.map((key) => <kbd key={key}>{key}</kbd>)}</dt>
                <dd>{t(does)}</dd>
              </>
            ))}
          </dl>
        </Dialog>
      ) : null}
    </>
  );
}
