/** The days, a week in a row; on a narrow screen a list of those on which there is something. */
import { useRef, useState } from "preact/hooks";
import type { Suggestion } from "../../shared/shapes";
import { plural, t } from "../i18n";
import { dayInWords, monthOf, weekOf, type Day } from "../ui/days";
import { Icon } from "../ui/icons";
import { EntryLink } from "./entry-link";
import { liveOn, type Entry } from "./entries";
import { linkTo, weekNumber, type Period } from "./period";

/** In a month; the others stand in the week. */
const MOST_SHOWN = 4;

interface Props {
  readonly period: Period;
  readonly zone: string;
  readonly today: Day;
  readonly suggestions: readonly Suggestion[];
  readonly entries: ReadonlyMap<Day, readonly Entry[]>;
  readonly onOpen: (entry: Entry) => void;
  readonly onDrop: (entry: Entry, day: Day) => void;
}

export function Grid({ period, today, entries, suggestions, zone, onOpen, onDrop }: Props) {
  const dragged = useRef<Entry | undefined>(undefined);
  const days = period.weeks.flat();
  const isBare = !days.some((day) => entries.has(day));
  return (
    <>
      {isBare ? <p class="bare quiet">{t(`calendar.bare_${period.is}`)}</p> : null}
      <table class="days">
        <thead>
          <tr>
            {period.is === "month" ? <th class="week"><span class="hidden">{t("calendar.weekView")}</span></th> : null}
            {period.weeks[0]?.map((day) => <th key={day}>{dayInWords(day, t("locale"), { weekday: "short" })}</th>)}
          </tr>
        </thead>
        <tbody>
          {period.weeks.map((week) => (
            <tr key={week[0]}>
              {period.is === "month" ? <WeekLink monday={week[0] ?? ""} /> : null}
              {week.map((day) => (
                <DayCell
                  key={day}
                  day={day}
                  today={today}
                  isOutside={period.is === "month" && monthOf(day) !== period.name}
                  entries={entries.get(day) ?? []}
                  most={period.is === "month" ? MOST_SHOWN : Infinity}
                  live={liveOn(suggestions, day, zone)}
                  onOpen={onOpen}
                  onDrag={(entry) => { dragged.current = entry; }}
                  isDragging={() => dragged.current !== undefined}
                  onDrop={() => {
                    if (dragged.current !== undefined) onDrop(dragged.current, day);
                    dragged.current = undefined;
                  }}
                />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}

function WeekLink({ monday }: { readonly monday: Day }) {
  const week = weekOf(monday);
  return (
    <th class="week" scope="row">
      <a class="plain" href={linkTo("week", week)} aria-label={t("calendar.toWeek", weekNumber(week))}>{weekNumber(week)}</a>
    </th>
  );
}

interface CellProps {
  readonly day: Day;
  readonly today: Day;
  /** Of another month. */
  readonly isOutside: boolean;
  readonly entries: readonly Entry[];
  readonly most: number;
  /** How many colleagues can see on the day. */
  readonly live: number;
  readonly onOpen: (entry: Entry) => void;
  /** Undefined when it is let go. */
  readonly onDrag: (entry: Entry | undefined) => void;
  /** Whether it is one of ours that is dragged: a file or a link is not moved to a day. */
  readonly isDragging: () => boolean;
  readonly onDrop: () => void;
}

function DayCell({ day, today, isOutside, entries, most, live, onOpen, onDrag, isDragging, onDrop }: CellProps) {
  const [isOver, setIsOver] = useState(false);
  const whole = dayInWords(day, t("locale"), { weekday: "long", day: "numeric", month: "long" });
  const shown = entries.length > most ? entries.slice(0, most - 1) : entries;
  const looks = ["day", isOutside ? "outside" : "", day === today ? "today" : "", day < today ? "past" : "", entries.length === 0 ? "bare" : "", isOver ? "over" : ""];
  return (
    <td
      class={looks.filter((look) => look !== "").join(" ")}
      data-day={day}
      onDragOver={(event) => {
        if (!isDragging()) return;
        event.preventDefault();
        setIsOver(true);
      }}
      onDragLeave={() => { setIsOver(false); }}
      onDrop={(event) => {
        setIsOver(false);
        if (!isDragging()) return;
        event.preventDefault();
        onDrop();
      }}
    >
      <div class="day-head">
        <time dateTime={day} aria-current={day === today ? "date" : undefined}>
          <span class="day-number" aria-hidden="true">{Number(day.slice(-2))}</span>
          <span class="day-whole">{whole}</span>
        </time>
        {live === 0 ? null : <span class="live small quiet">{plural("calendar.live", live)}</span>}
        <a class="icon-button add-on-day" href={`/console/suggestions/new?publish_at=${day}`} aria-label={t("calendar.add", whole)}>
          <Icon name="plus" />
        </a>
      </div>
      {entries.length === 0 ? null : (
        <ul>
          {shown.map((entry) => (
            <li key={`${entry.suggestion.id} ${entry.kind}`}><EntryLink entry={entry} onOpen={onOpen} onDrag={onDrag} /></li>
          ))}
          {shown.length === entries.length ? null : (
            <li><a class="plain more-entries small" href={linkTo("week", weekOf(day))}>{t("calendar.more", entries.length - shown.length)}</a></li>
          )}
        </ul>
      )}
    </td>
  );
}
