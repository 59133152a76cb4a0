/** What stands in the list's place when there is no list, and above it when it is an old one. */
import type { Failure } from "../../shared/failure";
import { moment, t } from "../i18n";
import { useFocusReturn } from "../ui/focus";
import { Icon } from "../ui/icons";

/** Grey shapes where the rows will be, so that nothing jumps when they come. */
export function Bones() {
  return (
    <div class="rows" aria-hidden="true" data-testid="loading">
      {[0.7, 0.5, 0.8, 0.6, 0.75].map((width) => (
        <div class="row" key={width}>
          <span class="tile bone" />
          <span class="row-text">
            <span class="bone" style={{ inlineSize: `${String(width * 100)}%`, blockSize: "1rem" }} />
            <span class="bone" style={{ inlineSize: "95%", blockSize: "0.875rem" }} />
            <span class="bone" style={{ inlineSize: "30%", blockSize: "0.75rem" }} />
          </span>
        </div>
      ))}
    </div>
  );
}

interface Retry {
  readonly failure: Failure;
  readonly onRetry: () => void;
}

export function StaleNote({ failure, fetchedAt, onRetry }: Retry & { readonly fetchedAt: number }) {
  const isOffline = failure.kind === "offline";
  const note = useFocusReturn<HTMLDivElement>();
  return (
    <div ref={note} class="note small list-note" role="status" data-testid="stale-note">
      <Icon name={isOffline ? "offline" : "warning"} />
      <div>
        <p>{t(isOffline ? "offlineNote" : "serverNote", moment(fetchedAt))}</p>
        <button type="button" class="text-button" onClick={onRetry}>
          {t("retry")}
        </button>
      </div>
    </div>
  );
}

export function LoadFailed({ failure, onRetry }: Retry) {
  const note = useFocusReturn<HTMLDivElement>();
  return (
    <div ref={note} class="empty" role="alert" data-testid="load-failed">
      <Icon name={failure.kind === "offline" ? "offline" : "warning"} />
      <h2>{t("listFailed")}</h2>
      <p class="quiet">{t(`failure_${failure.kind}`)}</p>
      <button type="button" class="button" onClick={onRetry}>
        {t("retry")}
      </button>
    </div>
  );
}

interface EmptyProps {
  readonly filtering: boolean;
  /** The server has not answered yet, so "nothing found" is not known yet. */
  readonly busy: boolean;
  readonly onShowAll: () => void;
}

export function Empty({ filtering, busy, onShowAll }: EmptyProps) {
  if (busy) return <Bones />;
  return (
    <div class="empty" data-testid="empty">
      <Icon name={filtering ? "search" : "story"} />
      <h2>{t(filtering ? "notFoundTitle" : "emptyTitle")}</h2>
      <p class="quiet">{t(filtering ? "notFoundText" : "emptyText")}</p>
      {filtering ? (
        <button type="button" class="button" onClick={onShowAll}>
          {t("showAll")}
        </button>
      ) : null}
    </div>
  );
}
