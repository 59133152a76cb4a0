/** What came of it all: the period beside the one before, over time and by what it can be told apart by. */
import type { ClickReport } from "vertel-schema";
import { today } from "../../panel/dates";
import { Choice } from "../../panel/ui/choice";
import { api } from "../api";
import { t } from "../i18n";
import { daysAfter } from "../today/days";
import { sumsOf } from "../today/four-weeks";
import { EmptyState } from "../ui/empty-state";
import { Show } from "../ui/loaded";
import { Page } from "../ui/page";
import { useLoaded } from "../ui/use-loaded";
import { useQuery } from "../ui/use-query";
import { Breakdown } from "./breakdown";
import { Downloads } from "./downloads";
import { Figures } from "./figures";
import { Filters } from "./filters";
import { daysInWords } from "./names";
import { OverTime } from "./over-time";
import { before, periodOf, type Period } from "./period";
import { measureOf, tableOf, TABLES } from "./query";
import { daysOf, stepLength, stepsOf } from "./steps";

/** Five years, the longest that a report tells of. */
const LONGEST = 5 * 365;

/** The days of the usual period and of the one before it, and two more: the organisation's clock may be behind this one. */
const RECENT_DAYS = 2 + 8 * 7;

export function Numbers() {
  // up to the organisation's own day, which may be the one before or after that of this browser
  const recent = useLoaded("reports/recent", () => api.reports.clicks({ since: daysAfter(today(), -RECENT_DAYS) }));
  return recent.value === undefined ? <Page title={t("place.numbers")}><Show of={recent}>{() => null}</Show></Page> : <Of recent={recent.value} />;
}

function Of({ recent }: { readonly recent: ClickReport }) {
  const day = recent.until;
  const [query, change] = useQuery();
  const period = periodOf(query, day);
  const earlier = before(period);
  const compared = daysOf(period) + daysOf(earlier) <= LONGEST ? earlier : undefined;
  return (
    <Page title={t("place.numbers")} lead={leadOf(period, compared)}>
      <Filters query={query} period={period} onChange={change} />
      <Report recent={recent} period={period} earlier={compared} isOpen={period.until >= day} />
      <section class="unknown" aria-labelledby="unknown-title">
        <h2 id="unknown-title">{t("numbers.unknownTitle")}</h2>
        <p class="quiet">{t("numbers.unknown")}</p>
      </section>
    </Page>
  );
}

function leadOf(period: Period, earlier: Period | undefined): string {
  const days = daysInWords(period.since, period.until, "long");
  return earlier === undefined ? days : t("numbers.beside", days, daysInWords(earlier.since, earlier.until, "long"));
}

interface Compared {
  readonly period: Period;
  readonly earlier: Period | undefined;
  /** Whether the period's last day is not over yet. */
  readonly isOpen: boolean;
}

function Report({ recent, ...compared }: Compared & { readonly recent: ClickReport }) {
  const isRecent = firstOf(compared) >= recent.since && compared.period.until <= recent.until;
  return isRecent ? <Told rows={recent.rows} {...compared} /> : <Fetched {...compared} />;
}

const firstOf = ({ period, earlier }: Compared): string => earlier?.since ?? period.since;

function Fetched(compared: Compared) {
  const [since, { until }] = [firstOf(compared), compared.period];
  const report = useLoaded(`reports/days?${since}&${until}`, () => api.reports.clicks({ since, until }));
  return <Show of={report}>{({ rows }) => <Told rows={rows} {...compared} />}</Show>;
}

function NothingCounted() {
  return <EmptyState icon="chart" title={t("numbers.nothing")} text={t("numbers.nothingText")} link={{ label: t("numbers.lookAtYear"), href: "/console/numbers?weeks=52" }} />;
}

function Told({ rows, ...compared }: Compared & { readonly rows: ClickReport["rows"] }) {
  const [query, change] = useQuery();
  const { period, earlier, isOpen } = compared;
  if (!rows.some(({ start }) => start >= firstOf(compared) && start <= period.until)) return <NothingCounted />;
  const [measure, by] = [measureOf(query), tableOf(query)];
  const days = stepLength(daysOf(period));
  const inPeriod = (asked: Period) => rows.filter(({ start }) => start >= asked.since && start <= asked.until);
  return (
    <>
      <Figures
        now={sumsOf(inPeriod(period))}
        before={earlier && sumsOf(inPeriod(earlier))}
        chosen={measure}
        onChoose={(show) => { change({ show: show === "clicks" ? undefined : show }); }}
      />
      <OverTime measure={measure} now={stepsOf(rows, period, days)} before={earlier === undefined ? [] : stepsOf(rows, earlier, days)} isOpen={isOpen} />
      <section aria-labelledby="by-title">
        <h2 id="by-title" class="hidden">{t("numbers.by")}</h2>
        <div class="numbers-by">
          <Choice
            name="by"
            legend={t("numbers.by")}
            value={by}
            testid="by"
            options={TABLES.map((table) => ({ value: table, label: t(`numbers.by_${table}`) }))}
            onChoose={(next) => { change({ by: next === "suggestion" ? undefined : next }); }}
          />
          <Downloads period={period} by={by} />
        </div>
        <Breakdown period={period} earlier={earlier} measure={measure} by={by} />
      </section>
    </>
  );
}
