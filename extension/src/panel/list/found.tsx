/** The rows that were found, or what stands in their place; and below the last of them what else there is. */
import { useEffect, useMemo, useRef } from "preact/hooks";
import { isNew, type Seen } from "../../shared/seen";
import type { Suggestion } from "../../shared/shapes";
import { useFirstPicture } from "../first-picture";
import { useLastShared } from "../history/last-shared";
import { t } from "../i18n";
import { MarkButtons } from "../marks/mark-buttons";
import { usePanel } from "../panel-context";
import { focusOn } from "../ui/focus";
import { leaveRow } from "./list-keys";
import { Drafts } from "./drafts-note";
import { HiddenLine } from "./list-end";
import { Bones, Empty, LoadFailed } from "./list-states";
import { Row } from "./row";
import { Today } from "./today";
import { useHiddenCount } from "./use-hidden";
import { isFiltering, noFilter, type Filter, type Shown } from "./use-library";
import { useReminded } from "./use-reminded";
import { useUnfinished } from "./use-unfinished";

interface Props {
  readonly shown: Shown;
  readonly items: readonly Suggestion[] | undefined;
  readonly filter: Filter;
  readonly seen: Seen | undefined;
  readonly onFilter: (filter: Filter) => void;
}

export function Found({ shown, items, filter, seen, onFilter }: Props) {
  const { library, failure, busy } = shown;
  const hidden = useHiddenCount();
  const drafts = useUnfinished();
  const told = useLastShared();
  const reminded = useReminded();
  const isAll = !isFiltering(filter);

  const showAll = (): void => {
    onFilter(noFilter);
    focusOn('input[type="search"]');
  };

  if (library === undefined || items === undefined) {
    return failure === undefined ? <Bones /> : <LoadFailed failure={failure} onRetry={shown.retry} />;
  }
  const begun = isAll ? drafts.opened : [];
  const others = begun.length === 0 ? items : items.filter(({ id }) => !begun.some(({ suggestion }) => suggestion.id === id));
  return (
    <>
      <Drafts drafts={begun} />
      {items.length === 0 ? (
        <Empty filter={filter} hidden={hidden} busy={busy} onShowAll={showAll} />
      ) : (
        <Rows shown={shown} items={others} language={filter.language} drafts={drafts.ids} told={told} reminded={reminded} seen={seen} hasToday={isAll} />
      )}
      {isAll && items.length > 0 && library.nextCursor === null && hidden > 0 ? <HiddenLine count={hidden} /> : null}
    </>
  );
}

/** What they asked for goes first; what was told already gives its place to the next one. */
function todayFirst(items: readonly Suggestion[], told: ReadonlyMap<string, number>, reminded: ReadonlySet<string>): Suggestion[] {
  const today = items.find(({ id }) => reminded.has(id)) ?? items.find(({ id }) => !told.has(id));
  return today === undefined ? [...items] : [today, ...items.filter((item) => item !== today)];
}

/** No row is less high than this, in pixels. */
const ROW_AT_LEAST = 80;

/** As many rows as the window can show; the others come after the first picture, with what a pointer finds on a row. */
const inSight = (): number => Math.ceil(innerHeight / ROW_AT_LEAST);

interface RowsProps {
  readonly shown: Shown;
  readonly items: readonly Suggestion[];
  readonly language: string | undefined;
  readonly drafts: ReadonlySet<string>;
  readonly told: ReadonlyMap<string, number>;
  readonly reminded: ReadonlySet<string>;
  readonly seen: Seen | undefined;
  /** Whether the first of them is drawn large. */
  readonly hasToday: boolean;
}

function Rows({ shown, items, language, drafts, told, reminded, seen, hasToday }: RowsProps) {
  const { navigation } = usePanel();
  const before = useRef<number | null>(null);
  const count = items.length;

  // after "show more" one reads on at the first that was not there before
  useEffect(() => {
    const next = before.current;
    if (next === null || count <= next) return;
    before.current = null;
    document.querySelectorAll<HTMLElement>("[data-rows] .row-open")[next]?.focus();
  }, [count]);

  const showMore = (): void => {
    before.current = count;
    shown.more();
  };

  const hasPicture = useFirstPicture();
  // drawn again only when one of these is another: much else changes around them
  const rows = useMemo(
    () => (hasToday ? todayFirst(items, told, reminded) : items).slice(0, hasPicture ? count : inSight()).map((suggestion, at) => {
      const about = {
        suggestion,
        isNew: isNew(suggestion, seen),
        toldAt: told.get(suggestion.id),
        shortcuts: "s h",
        onOpen: () => { navigation.open({ name: "detail", of: suggestion }); },
        children: hasPicture && <MarkButtons suggestion={suggestion} tabIndex={-1} onHide={() => { leaveRow(suggestion.id); }} />,
      };
      if (hasToday && at === 0) return <Today key={suggestion.id} {...about} isReminder={reminded.has(suggestion.id)} />;
      return <Row key={suggestion.id} {...about} language={language} hasDraft={drafts.has(suggestion.id)} />;
    }),
    [items, language, drafts, told, reminded, seen, navigation, hasPicture, hasToday],
  );
  const [today, others] = hasToday ? [rows[0], rows.slice(1)] : [null, rows];

  return (
    <div data-rows>
      {today}
      {hasToday && others.length > 0 ? <h2 class="others">{t("others")}</h2> : null}
      <ul class="rows">{others}</ul>
      {shown.library?.nextCursor === null ? null : (
        <button type="button" class="button more" data-testid="show-more" aria-disabled={shown.busy} onClick={showMore}>
          {t("showMore")}
        </button>
      )}
    </div>
  );
}
