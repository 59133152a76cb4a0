/** Said for as long as the browser has no room for what is being written: the text stands on the screen and nowhere else. */
import { useEffect, useState } from "preact/hooks";
import { clipboard } from "../../shared/browser";
import { autosave } from "../autosave";
import { t } from "../i18n";
import { wordsIn } from "../set-aside";
import { Icon } from "./icons";

export function NotKept() {
  const [texts, setTexts] = useState<readonly string[]>([]);
  const [copied, setCopied] = useState(false);
  useEffect(() => autosave.onUnkept(() => {
    setTexts([...autosave.unkept.values()].flatMap(wordsIn));
    setCopied(false);
  }), []);
  const copy = async (): Promise<void> => { setCopied(await clipboard.write(texts.join("\n\n"))); };
  return (
    <div class="not-kept-place" role="alert">
      {texts.length === 0 ? null : (
        <div class="note bad small not-kept" data-testid="not-kept">
          <Icon name="warning" />
          <div>
            <p>{t("notKept")}</p>
            <div class="note-actions">
              <button type="button" class="text-button" data-testid="not-kept-copy" onClick={() => void copy()}>
                {t(copied ? "notKeptCopied" : "copy")}
              </button>
              <button type="button" class="text-button" data-testid="not-kept-retry" onClick={() => void autosave.retry()}>
                {t("retry")}
              </button>
            </div>
          </div>
        </div>
      )}
    </div>
  );
}
