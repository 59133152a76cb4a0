/** What begins, ends and is planned, by month or by week; and where nothing is. */
import { useRef, useState } from "preact/hooks";
import type { Suggestion } from "../../shared/shapes";
import { t } from "../i18n";
import { useArrowKeys } from "../ui/arrow-keys";
import { useAudienceChoices } from "../ui/audience-choices";
import { dayAt, monthOf, weekOf } from "../ui/days";
import { Icon } from "../ui/icons";
import { Show } from "../ui/loaded";
import { Page } from "../ui/page";
import { useTimeZone } from "../ui/time-zone";
import { useQuery } from "../ui/use-query";
import { entriesByDay, gapsIn, groupsOf, type Entry } from "./entries";
import { EntryDialog } from "./entry-dialog";
import { Gaps } from "./gaps";
import { Grid } from "./grid";
import { LiveAllWeek } from "./live-all-week";
import { firstDayOf, lastDayOf, linkTo, periodIn, periodInWords, type Period } from "./period";
import { useMove } from "./use-move";
import { useDateless, useWindow } from "./use-window";

export function Calendar() {
  const zone = useTimeZone();
  const [query] = useQuery();
  const period = periodIn(query, dayAt(Date.now(), zone));
  const loaded = useWindow(firstDayOf(period), lastDayOf(period));
  return (
    <Page title={t("place.calendar")}>
      <PeriodBar period={period} zone={zone} />
      <Show of={loaded}>
        {({ suggestions, is }) => (
          <>
            {is === "cut" ? <p class="note small quiet">{t("calendar.cut", suggestions.length)}</p> : null}
            <Shown period={period} zone={zone} suggestions={suggestions} isWhole={is === "whole"} reload={loaded.reload} />
          </>
        )}
      </Show>
    </Page>
  );
}

function PeriodBar({ period, zone }: { readonly period: Period; readonly zone: string }) {
  const today = dayAt(Date.now(), zone);
  const { is, name, before, after } = period;
  const now = is === "month" ? monthOf(today) : weekOf(today);
  // the other view of the same days: of this month, the week that today is in
  const first = firstDayOf(period);
  const month = is === "month" ? name : monthOf(first);
  const week = is === "week" ? name : weekOf(name === monthOf(today) ? today : `${name}-01`);
  return (
    <div class="period">
      <h2 aria-live="polite" data-testid="period">{periodInWords(period)}</h2>
      <nav aria-label={t("calendar.periods")}>
        <a class="icon-button" href={linkTo(is, before)} aria-label={t(`calendar.before_${is}`)} data-testid="before"><Icon name="previous" /></a>
        <a class="button compact" href={linkTo(is, now)} aria-current={name === now ? "date" : undefined}>{t("calendar.today")}</a>
        <a class="icon-button" href={linkTo(is, after)} aria-label={t(`calendar.after_${is}`)} data-testid="after"><Icon name="forward" /></a>
      </nav>
      <nav class="period-kinds" aria-label={t("calendar.views")}>
        <a class="view-tab" href={linkTo("month", month)} aria-current={is === "month" ? "page" : undefined}>{t("calendar.month")}</a>
        <a class="view-tab" href={linkTo("week", week)} aria-current={is === "week" ? "page" : undefined}>{t("calendar.weekView")}</a>
      </nav>
    </div>
  );
}

interface ShownProps {
  readonly period: Period;
  readonly zone: string;
  readonly suggestions: readonly Suggestion[];
  /** What is missing can be told only then. */
  readonly isWhole: boolean;
  readonly reload: () => Promise<void>;
}

function Shown({ period, zone, suggestions, isWhole, reload }: ShownProps) {
  const [open, setOpen] = useState<Entry>();
  const calendar = useRef<HTMLDivElement>(null);
  useArrowKeys(calendar, ".on-calendar");
  const choices = useAudienceChoices();
  const moves = useMove(zone, reload);
  const today = dayAt(Date.now(), zone);
  const gaps = gapsIn([...period.weeks], suggestions, choices === undefined ? [] : groupsOf(choices), zone, today);
  return (
    <div ref={calendar} class={`calendar of-${period.is}`}>
      <Grid period={period} zone={zone} today={today} suggestions={suggestions} entries={entriesByDay(suggestions, zone)} onOpen={setOpen} onDrop={(entry, day) => void moves.drop(entry, day)} />
      <Legend />
      {period.is === "week" ? <LiveAllWeek period={period} zone={zone} suggestions={suggestions} /> : null}
      {isWhole ? <Gaps gaps={gaps} zone={zone} /> : null}
      {open === undefined ? null : <EntryDialog entry={open} zone={zone} onMove={moves.move} onClose={() => { setOpen(undefined); }} />}
    </div>
  );
}

function Legend() {
  const dateless = useDateless();
  return (
    <p class="legend small quiet">
      <span class="key begins">{t("calendar.begins")}</span>
      <span class="key draft">{t("calendar.draft")}</span>
      <span class="key ends">{t("calendar.ends")}</span>
      {dateless === undefined ? null : <a href="/console/suggestions?state=draft">{t("calendar.dateless", dateless)}</a>}
    </p>
  );
}
