/** The suggestions: reads like a good inbox, quick with the keyboard, and honest when there is nothing or no server. */
import { useEffect, useRef, useState } from "preact/hooks";
import type { Account, Library, Suggestion } from "../../shared/shapes";
import { unfinished } from "../drafts";
import { plural, t } from "../i18n";
import { Icon } from "../ui/icons";
import { Filters, Search } from "./filters";
import { Bones, Empty, LoadFailed, StaleNote } from "./list-states";
import { Row } from "./row";
import { isFiltering, noFilter, useLibrary, type Filter } from "./use-library";

interface Props {
  readonly start: Library | undefined;
  readonly account: Account;
  readonly filter: Filter;
  /** The suggestion the employee came back from. */
  readonly focusOn: string | undefined;
  readonly onFilter: (filter: Filter) => void;
  readonly onOpen: (suggestion: Suggestion) => void;
  readonly onSettings: () => void;
}

/** Up and down move through the rows; up from the first goes back to the search field. */
function moveFocus(event: KeyboardEvent, view: HTMLElement): void {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  const isElsewhere = event.target instanceof HTMLSelectElement || isRadio(event.target);
  if (step === undefined || isElsewhere) return;
  const stops = [...view.querySelectorAll<HTMLElement>('input[type="search"], .row')];
  const at = stops.indexOf(document.activeElement as HTMLElement);
  event.preventDefault();
  stops[Math.max(0, Math.min(stops.length - 1, at + step))]?.focus();
}

const isRadio = (target: EventTarget | null): boolean => target instanceof HTMLInputElement && target.type === "radio";

export function List({ start, account, filter, focusOn, onFilter, onOpen, onSettings }: Props) {
  const shown = useLibrary(start, filter);
  const [everything, setEverything] = useState(start);
  const [drafts, setDrafts] = useState<ReadonlySet<string>>(new Set());
  const view = useRef<HTMLElement>(null);
  const { library, failure } = shown;

  useEffect(() => {
    void unfinished().then(setDrafts);
    const row = [...(view.current?.querySelectorAll<HTMLElement>(".row") ?? [])].find((one) => one.dataset.id === focusOn);
    row?.focus();
  }, []);

  useEffect(() => {
    if (!isFiltering(filter) && library !== undefined) setEverything(library);
  }, [library]);

  return (
    <main class="view" ref={view} onKeyDown={(event) => { if (view.current) moveFocus(event, view.current); }}>
      <h1 class="hidden">{t("suggestions")}</h1>
      <header class="top">
        <Search filter={filter} onFilter={onFilter} />
        <button type="button" class="icon-button" data-testid="settings" aria-label={t("settings")} title={t("settings")} onClick={onSettings}>
          <Icon name="gear" />
        </button>
      </header>
      <Filters filter={filter} onFilter={onFilter} everything={everything} />
      {failure !== undefined && library !== undefined ? (
        <StaleNote failure={failure} fetchedAt={library.fetchedAt} onRetry={shown.retry} />
      ) : null}
      <p class="hidden" role="status">
        {library === undefined ? t("loading") : plural("found", library.items.length)}
      </p>
      {library === undefined ? (
        failure === undefined ? <Bones /> : <LoadFailed failure={failure} onRetry={shown.retry} />
      ) : library.items.length === 0 ? (
        <Empty filtering={isFiltering(filter)} busy={shown.busy} onShowAll={() => { onFilter(noFilter); }} />
      ) : (
        <ul class="rows">
          {library.items.map((suggestion) => (
            <Row
              key={suggestion.id}
              suggestion={suggestion}
              account={account}
              language={filter.language}
              hasDraft={drafts.has(suggestion.id)}
              onOpen={() => { onOpen(suggestion); }}
            />
          ))}
        </ul>
      )}
      {library?.nextCursor == null ? null : (
        <button type="button" class="button more" data-testid="show-more" aria-disabled={shown.busy} onClick={shown.more}>
          {t("showMore")}
        </button>
      )}
    </main>
  );
}
