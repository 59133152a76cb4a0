/** What stands in the list's place when there is no list, and above it when it is an old one. */
import type { ComponentChildren } from "preact";
import type { Failure } from "../../shared/failure";
import { moment, t } from "../i18n";
import { useAnnouncement } from "../ui/announce";
import { useFocusReturn } from "../ui/focus";
import { Icon, type IconName } from "../ui/icons";
import { ShowHidden } from "./list-end";
import { isFiltering, type Filter } from "./use-library";

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
  const said = t(isOffline ? "offlineNote" : "serverNote", moment(fetchedAt));
  useAnnouncement(said);
  return (
    <div ref={note} class="note small list-note" data-testid="stale-note">
      <Icon name={isOffline ? "offline" : "warning"} />
      <div>
        <p>{said}</p>
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
  readonly filter: Filter;
  /** How many the employee hid. */
  readonly hidden: number;
  /** The server has not answered yet, so "nothing found" is not known yet. */
  readonly busy: boolean;
  readonly onShowAll: () => void;
}

/** Nothing found, nothing saved, everything put away, or nothing there yet: each with what to do next. */
export function Empty({ filter, hidden, busy, onShowAll }: EmptyProps) {
  if (busy) return <Bones />;
  const all = (
    <button type="button" class="button" onClick={onShowAll}>
      {t("showAll")}
    </button>
  );
  if (isFiltering({ ...filter, marked: undefined })) {
    return <EmptyText icon="search" title={t("notFoundTitle")} text={t("notFoundText")}>{all}</EmptyText>;
  }
  if (filter.marked === "saved") {
    return <EmptyText icon="bookmark" title={t("noSavedTitle")} text={t("noSavedText")}>{all}</EmptyText>;
  }
  if (hidden > 0) {
    return (
      <EmptyText icon="check" title={t("allHiddenTitle")} text={t("allHiddenText")}>
        <ShowHidden look="button" />
      </EmptyText>
    );
  }
  return <EmptyText icon="story" title={t("emptyTitle")} text={t("emptyText")} />;
}

interface EmptyTextProps {
  readonly icon: IconName;
  readonly title: string;
  readonly text: string;
  readonly children?: ComponentChildren;
}

export function EmptyText({ icon, title, text, children }: EmptyTextProps) {
  return (
    <div class="empty" data-testid="empty">
      <Icon name={icon} />
      <h2>{title}</h2>
      <p class="quiet">{text}</p>
      {children}
    </div>
  );
}
