/** Above the sheet: how it stands, whether it is stored, and what one does with all of it. */
import { useEffect } from "preact/hooks";
import { t } from "../i18n";
import { Icon } from "../ui/icons";
import type { Publishing } from "./use-publishing";
import { useWriting } from "./context";
import { More } from "./more-actions";
import { signOf } from "./sign";

export function Head({ publishing }: { readonly publishing: Publishing }) {
  const { session } = useWriting();
  const sign = signOf(session);
  useWarningBeforeLeaving(sign.isOnlyHere);
  return (
    <header class="writing-head">
      <a class="icon-button" href="/console/suggestions" aria-label={t("writing.toList")} title={t("writing.toList")}><Icon name="previous" /></a>
      <p class="how-it-stands">
        <span class={`state ${publishing.standing.tone}`} data-testid="standing">{publishing.standing.words}</span>
        <span class={`sign small ${sign.tone}`} role="status" data-testid="sign" data-sign={sign.is}>{sign.words}</span>
      </p>
      <div class="page-actions">
        <More publishing={publishing} />
        <button
          type="button"
          class="button primary"
          data-testid="publish"
          aria-disabled={publishing.isBusy || !publishing.canPublish}
          aria-keyshortcuts="Control+Enter Meta+Enter"
          title={t("writing.publishKeys")}
          onClick={() => void publishing.publish()}
        >
          {publishing.label}
        </button>
      </div>
    </header>
  );
}

/** Only where not even this browser keeps it does the browser ask before it closes. */
function useWarningBeforeLeaving(isOnlyHere: boolean): void {
  useEffect(() => {
    if (!isOnlyHere) return undefined;
    const ask = (event: BeforeUnloadEvent): void => { event.preventDefault(); };
    addEventListener("beforeunload", ask);
    return () => {
      removeEventListener("beforeunload", ask);
    };
  }, [isOnlyHere]);
}
