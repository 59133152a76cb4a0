/** The suggestions: reads like a good inbox, quick with the keyboard, and honest when there is nothing or no server. */
import { useEffect, useRef, useState } from "preact/hooks";
import type { Library } from "../../shared/shapes";
import { unfinished } from "../drafts";
import { plural, t } from "../i18n";
import { usePanel } from "../panel-context";
import { focusOn } from "../ui/focus";
import { ThanksNote } from "../talk/thanks";
import { Tabs } from "../ui/tabs";
import { Filters, Search } from "./filters";
import { Bones, Empty, LoadFailed, StaleNote } from "./list-states";
import { Row } from "./row";
import { isFiltering, noFilter, useLibrary, type Filter, type Shown } from "./use-library";

interface Props {
  /** All suggestions, as far as they are known: at first what was kept, later what was fetched last. */
  readonly everything: Library | undefined;
  readonly filter: Filter;
  readonly onEverything: (library: Library) => void;
  readonly onFilter: (filter: Filter) => void;
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

export function List({ everything, filter, onEverything, onFilter }: Props) {
  const { cameFrom } = usePanel().navigation;
  const shown = useLibrary(everything, filter);
  const view = useRef<HTMLElement>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  const { library, failure } = shown;

  useEffect(() => {
    const stops = [...(view.current?.querySelectorAll<HTMLElement>("[data-id]") ?? [])];
    const stop = stops.find((one) => one.dataset.id === cameFrom);
    if (stop === undefined) heading.current?.focus({ preventScroll: true });
    else stop.focus();
  }, []);

  useEffect(() => {
    if (!isFiltering(filter) && library !== undefined) onEverything(library);
  }, [library]);

  return (
    <main class="view" ref={view} onKeyDown={(event) => { if (view.current) moveFocus(event, view.current); }}>
      <h1 class="hidden" ref={heading} tabIndex={-1}>
        {t("suggestions")}
      </h1>
      <header class="top">
        <Search filter={filter} onFilter={onFilter} />
      </header>
      <Filters filter={filter} onFilter={onFilter} everything={everything} />
      <ThanksNote />
      {failure !== undefined && library !== undefined ? (
        <StaleNote failure={failure} fetchedAt={library.fetchedAt} onRetry={shown.retry} />
      ) : null}
      <p class="hidden" role="status">
        {library === undefined ? t("loading") : plural("found", library.items.length)}
      </p>
      <Found shown={shown} filter={filter} onFilter={onFilter} />
      <Tabs />
    </main>
  );
}

type FoundProps = Pick<Props, "filter" | "onFilter"> & { readonly shown: Shown };

function Found({ shown, filter, onFilter }: FoundProps) {
  const { account, navigation } = usePanel();
  const { library, failure, busy } = shown;
  const [drafts, setDrafts] = useState<ReadonlySet<string>>(new Set());
  const rows = useRef<HTMLUListElement>(null);
  const before = useRef<number | null>(null);
  const count = library?.items.length ?? 0;
  useEffect(() => void unfinished().then(setDrafts), []);

  // after "show more" one reads on at the first that was not there before
  useEffect(() => {
    const next = before.current;
    if (next === null || count <= next) return;
    before.current = null;
    rows.current?.querySelectorAll<HTMLElement>(".row")[next]?.focus();
  }, [count]);

  const showMore = (): void => {
    before.current = count;
    shown.more();
  };

  const showAll = (): void => {
    onFilter(noFilter);
    focusOn('input[type="search"]');
  };

  if (library === undefined) {
    return failure === undefined ? <Bones /> : <LoadFailed failure={failure} onRetry={shown.retry} />;
  }
  if (library.items.length === 0) return <Empty filtering={isFiltering(filter)} busy={busy} onShowAll={showAll} />;
  return (
    <>
      <ul class="rows" ref={rows}>
        {library.items.map((suggestion) => (
          <Row
            key={suggestion.id}
            suggestion={suggestion}
            account={account}
            language={filter.language}
            hasDraft={drafts.has(suggestion.id)}
            onOpen={() => { navigation.open({ name: "detail", of: suggestion }); }}
          />
        ))}
      </ul>
      {library.nextCursor === null ? null : (
        <button type="button" class="button more" data-testid="show-more" aria-disabled={busy} onClick={showMore}>
          {t("showMore")}
        </button>
      )}
    </>
  );
}
