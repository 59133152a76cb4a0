/** The suggestions: reads like a good inbox, quick with the keyboard, and honest when there is nothing or no server. */
import { useEffect, useMemo, useRef } from "preact/hooks";
import type { Seen } from "../../shared/seen";
import type { Library, Suggestion } from "../../shared/shapes";
import { plural, t } from "../i18n";
import { behindThePicture, lazy } from "../lazy";
import { usePanel } from "../panel-context";
import { ThanksNote } from "../talk/thanks";
import { SearchField } from "../ui/search-field";
import { Tabs } from "../ui/tabs";
import { Filters } from "./filters";
import { Found } from "./found";
import { keyOnList, leaveRow } from "./list-keys";
import { StaleNote } from "./list-states";
import { TextsLanguage } from "./texts-language";
import { isFiltering, useLibrary, type Filter } from "./use-library";
import { useReturn } from "./use-return";
import { useSeen } from "./use-seen";

/** Seldom there is one, so the list does not wait for it. */
const SetAsideNote = lazy((views) => views.SetAsideNote, behindThePicture);
/** Below everything there is to tell, so that it moves nothing when it comes. */
const QuestionNote = lazy((views) => views.QuestionNote, behindThePicture);

interface Props {
  /** All suggestions, as far as they are known: at first what was kept, later what was fetched last. */
  readonly everything: Library | undefined;
  readonly filter: Filter;
  /** What had been seen before the panel was opened. */
  readonly seen: Seen | undefined;
  readonly onEverything: (library: Library) => void;
  readonly onFilter: (filter: Filter) => void;
  readonly onReturn: () => void;
}

export function List({ everything, filter, seen, onEverything, onFilter, onReturn }: Props) {
  const { navigation, marks } = usePanel();
  const shown = useLibrary(everything, filter, marks.broughtBack);
  const view = useRef<HTMLElement>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  const { library, failure } = shown;
  useSeen(library, seen);
  useReturn(library?.fetchedAt, () => {
    onReturn();
    shown.retry();
  });

  useEffect(() => {
    const stops = [...(view.current?.querySelectorAll<HTMLElement>("[data-id]") ?? [])];
    const stop = stops.find((one) => one.dataset.id === navigation.cameFrom);
    if (stop === undefined) heading.current?.focus({ preventScroll: true });
    else stop.focus();
  }, []);

  useEffect(() => {
    if (!isFiltering(filter) && library !== undefined) onEverything(library);
  }, [library]);

  // what was hidden just now is gone; what is no longer saved stays, in case that was a slip
  const items = useMemo(() => library?.items.filter((item) => !marks.of(item).hidden), [library, marks]);
  const onMark = (key: "s" | "h", suggestion: Suggestion): void => {
    if (key === "s") marks.mark(suggestion, marks.of(suggestion).saved ? "unsave" : "save");
    else {
      leaveRow(suggestion.id);
      marks.mark(suggestion, "hide");
    }
  };

  return (
    <main class="view" ref={view} onKeyDown={(event) => { if (view.current) keyOnList(event, view.current, items ?? [], onMark); }}>
      <h1 class="hidden" ref={heading} tabIndex={-1}>
        {t("suggestions")}
      </h1>
      <header class="top">
        <SearchField value={filter.q} testid="search" onValue={(q) => { onFilter({ ...filter, q }); }} />
      </header>
      <Filters filter={filter} onFilter={onFilter} everything={everything} />
      <SetAsideNote />
      <ThanksNote />
      <TextsLanguage />
      {failure !== undefined && library !== undefined ? (
        <StaleNote failure={failure} fetchedAt={library.fetchedAt} onRetry={shown.retry} />
      ) : null}
      <p class="hidden" role="status">
        {items === undefined ? t("loading") : plural("found", items.length)}
      </p>
      <Found shown={shown} items={items} filter={filter} seen={seen} onFilter={onFilter} />
      {isFiltering(filter) ? null : <QuestionNote />}
      <Tabs />
    </main>
  );
}
