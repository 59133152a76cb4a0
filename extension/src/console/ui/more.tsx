/** At the end of a list that goes on. */
import { FailureNote } from "../../panel/ui/failure-note";
import { t } from "../i18n";
import type { Pages } from "./use-pages";

export function More<T>({ of: { more, isLoadingMore, moreFailure } }: { readonly of: Pages<T> }) {
  if (moreFailure !== undefined && more !== undefined) {
    return <FailureNote failure={moreFailure} what={t("shell.failed")} testid="more-failed" onRetry={() => void more()} />;
  }
  if (more === undefined && !isLoadingMore) return null;
  return (
    <div class="more">
      <button type="button" class="button" data-testid="more" aria-disabled={isLoadingMore} onClick={() => void more?.()}>
        {t(isLoadingMore ? "shell.loadingMore" : "shell.more")}
      </button>
    </div>
  );
}
