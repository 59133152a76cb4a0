/** Texts that the employee cannot go on with as they were kept: to copy, and to throw away. */
import { useEffect, useState } from "preact/hooks";
import { clipboard, storage } from "../../shared/browser";
import { isAside } from "../../shared/keys";
import { autosave } from "../autosave";
import { t } from "../i18n";
import { usePanel } from "../panel-context";
import { loadAside, throwAway, type SetAside } from "../set-aside";
import { focusOn } from "../ui/focus";
import { Icon } from "../ui/icons";

/** The first of them; the next one follows when that is thrown away. */
export function SetAsideNote() {
  const { toast } = usePanel();
  const [first] = useSetAside();
  if (first === undefined) return null;
  const copy = async (): Promise<void> => {
    if (await clipboard.write(first.words)) toast({ tone: "good", about: "aside-copied", text: t("copied") });
    else toast({ tone: "bad", about: "copy_failed", text: t("copyFailed") });
  };
  const putAway = (): void => {
    void throwAway(first.key).catch(() => undefined);
    focusOn('input[type="search"]');
  };
  return (
    <div class="note small" role="status" data-testid="set-aside" data-why={first.why}>
      <Icon name="warning" />
      <div>
        <p>{t(`setAside_${first.why}`)}</p>
        <p class="quote set-aside-words" dir="auto">{first.words}</p>
        <div class="note-actions">
          <button type="button" class="text-button" data-testid="set-aside-copy" onClick={() => void copy()}>
            {t("copy")}
          </button>
          <button type="button" class="text-button" data-testid="set-aside-throw-away" onClick={putAway}>
            {t("throwAway")}
          </button>
        </div>
      </div>
    </div>
  );
}

function useSetAside(): readonly SetAside[] {
  const { account } = usePanel();
  const [found, setFound] = useState<readonly SetAside[]>([]);
  useEffect(() => {
    const load = (): void => void autosave.recovered().then(() => loadAside(account.id)).then(setFound, () => undefined);
    load();
    return storage.onChange((changed) => { if (changed.some((key) => isAside(key, account.id))) load(); });
  }, []);
  return found;
}
