/** The last word to someone who left. */
import { t } from "../i18n";
import { useFocusOnArrival } from "../ui/focus";
import { Mark } from "../ui/icons";

export function Goodbye({ onDone }: { readonly onDone: () => void }) {
  const heading = useFocusOnArrival<HTMLHeadingElement>();
  return (
    <main class="view setup" data-testid="goodbye">
      <header>
        <Mark />
        <h1 ref={heading} tabIndex={-1}>
          {t("goneTitle")}
        </h1>
        <p class="lead">{t("goneText")}</p>
      </header>
      <p>{t("goneNext")}</p>
      <div class="bottom">
        <button type="button" class="button primary" data-testid="goodbye-done" onClick={onDone}>
          {t("goneDone")}
        </button>
      </div>
    </main>
  );
}
