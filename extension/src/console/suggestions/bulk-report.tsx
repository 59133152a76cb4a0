/** What did not work, row by row and why; trying again, and taking back what did. */
import { t } from "../i18n";
import { ChangedMeanwhile, whyNot } from "../ui/change-suggestion";
import { Dialog } from "../ui/dialog";
import { SuggestionTitle } from "../ui/suggestion-title";
import { doneInWords, type BulkState } from "./use-bulk";

interface Props {
  readonly bulk: BulkState;
  readonly report: NonNullable<BulkState["report"]>;
}

export function BulkReport({ bulk, report }: Props) {
  const { verb, changed, failed, left } = report;
  // whoever was told that somebody changed it, and tries again, means it as it is now
  const again = [...failed.map(({ wish, error }) => (error instanceof ChangedMeanwhile ? { ...wish, seen: error.seen } : wish)), ...left];
  const actions = (
    <>
      {verb === "undo" || changed.length === 0 ? null : (
        <button type="button" class="button" data-testid="bulk-undo" onClick={() => { bulk.run("undo", changed.map(({ undo }) => undo)); }}>
          {t("suggestions.undoDone")}
        </button>
      )}
      <button type="button" class="button" data-testid="bulk-again" onClick={() => { bulk.run(verb, again); }}>{t("shell.retry")}</button>
      <button type="button" class="button primary" onClick={bulk.closeReport}>{t("shell.close")}</button>
    </>
  );
  return (
    <Dialog title={t("suggestions.notAll")} testid="bulk-report" onClose={bulk.closeReport} actions={actions}>
      <p>{doneInWords(verb, report)}</p>
      <ul class="refused">
        {failed.map(({ wish, error }) => (
          <li key={wish.seen.id}>
            <strong><a href={`/console/suggestions/${wish.seen.id}`}><SuggestionTitle of={wish.seen} /></a></strong>
            <span class="small">{whyNot(error)}</span>
          </li>
        ))}
        {left.map(({ seen }) => (
          <li key={seen.id}>
            <strong><SuggestionTitle of={seen} /></strong>
            <span class="small quiet">{t("suggestions.stopped")}</span>
          </li>
        ))}
      </ul>
    </Dialog>
  );
}
