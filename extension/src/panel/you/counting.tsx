/** Whether what one shares is counted: the choice in the settings, and the word of it where one would wonder. */
import { t } from "../i18n";
import { usePanel } from "../panel-context";
import { useFocusReturn } from "../ui/focus";
import { useChange } from "./use-change";

export function Counting() {
  const { account } = usePanel();
  const { wished, change } = useChange();
  return (
    <section>
      <h2>{t("countingTitle")}</h2>
      <label class="check">
        <input
          type="checkbox"
          data-testid="counting"
          aria-describedby="counting-about"
          checked={wished.counting ?? account.counting}
          onChange={(event) => { change({ counting: event.currentTarget.checked }); }}
        />
        <span>{t("countingLabel")}</span>
      </label>
      <p class="quiet small" id="counting-about">
        {t("countingAbout")}
      </p>
    </section>
  );
}

/** Nothing while all is as usual. */
export function CountingPaused() {
  const { account } = usePanel();
  return account.counting ? null : <Paused />;
}

function Paused() {
  const { busy, change } = useChange();
  const note = useFocusReturn<HTMLDivElement>("h1");
  return (
    <div ref={note} class="note small you-note" data-testid="counting-paused">
      <div>
        <p>{t("countingPaused")}</p>
        <button type="button" class="text-button" data-testid="count-again" aria-disabled={busy} onClick={() => { change({ counting: true }); }}>
          {t("countAgain")}
        </button>
      </div>
    </div>
  );
}
