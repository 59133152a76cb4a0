/** What the employee shared and what it led to: for them alone, so there is nothing to compare with. */
import { useState } from "preact/hooks";
import type { MyImpact } from "../../shared/requests";
import { PERIODS, type Impact, type Period } from "../../shared/shapes";
import { t } from "../i18n";
import { Choice } from "../ui/choice";
import { FailureNote } from "../ui/failure-note";
import { Icon } from "../ui/icons";
import { Title } from "../ui/title";
import { TopBar } from "../ui/top-bar";
import { useAsked } from "../use-asked";
import { Bars } from "./bars";
import { AsNumbers, stepName } from "./numbers";
import { isNothing, sentenceOf, Sum } from "./sentence";

export function ImpactView() {
  const [period, setPeriod] = useState<Period>("month");
  return (
    <main class="view" data-testid="impact">
      <TopBar title={t("impact")} />
      <div class="impact">
        <Choice
          name="period"
          legend={t("period")}
          look="segments"
          testid="period"
          value={period}
          options={PERIODS.map((value) => ({ value, label: t(`period_${value}`) }))}
          onChoose={setPeriod}
        />
        <Report key={period} period={period} />
      </div>
    </main>
  );
}

function Report({ period }: { readonly period: Period }) {
  const { value, failure, retry } = useAsked<"impact">({ type: "impact", period });
  return (
    <>
      {failure === undefined ? null : (
        <FailureNote testid="impact-failed" failure={failure} what={t(value === undefined ? "notToBeSeen" : "impactOld")} onRetry={retry} />
      )}
      {value === undefined ? null : <ReportBody impact={value} period={period} />}
    </>
  );
}

function ReportBody({ impact: { report, counting }, period }: { readonly impact: MyImpact; readonly period: Period }) {
  return (
    <>
      {counting ? null : (
        <p class="note small" data-testid="impact-paused">
          <Icon name="hand" />
          {t("impactPaused")}
        </p>
      )}
      {isNothing(report) ? <Nothing counting={counting} /> : <Happened report={report} period={period} />}
    </>
  );
}

function Nothing({ counting }: Pick<MyImpact, "counting">) {
  return (
    <div class="empty" data-testid="impact-empty">
      <Icon name="story" />
      <h2>{t("impactEmptyTitle")}</h2>
      <p class="quiet">{t("impactEmptyText")}</p>
      <p class="quiet">{t("impactAbout")}</p>
      {counting ? <p class="quiet">{t("impactMayPause")}</p> : null}
    </div>
  );
}

function Happened({ report, period }: { readonly report: Impact; readonly period: Period }) {
  return (
    <>
      <p class="impact-sentence" data-testid="impact-sentence">{sentenceOf(report, period)}</p>
      <Chart report={report} />
      <AsNumbers report={report} />
      <BySuggestion report={report} />
      <p class="small quiet">{t("impactAbout")}</p>
    </>
  );
}

/** The clicks, with the days on which something was shared under them; without clicks, what was shared. */
function Chart({ report: { clicks, shares, over_time: steps, interval } }: { readonly report: Impact }) {
  const drawn = clicks > 0 ? "clicks" : shares > 0 ? "shares" : "applications";
  const hasDots = drawn === "clicks" && shares > 0;
  return (
    <figure class="impact-chart" data-testid={`impact-${drawn}`}>
      <Bars
        values={steps.map((step) => step[drawn])}
        dots={steps.map((step) => hasDots && step.shares > 0)}
        first={stepName(steps[0], interval)}
        last={stepName(steps.at(-1), interval)}
      />
      <figcaption class="small quiet">
        <span><i class="chart-bar" />{t(`impact_${drawn}`)}</span>
        {hasDots ? <span><i class="chart-dot" />{t("impact_shares")}</span> : null}
      </figcaption>
    </figure>
  );
}

function BySuggestion({ report }: { readonly report: Impact }) {
  return (
    <section class="by-suggestion">
      <h2>{t("impactBySuggestion")}</h2>
      <ul>
        {report.by_suggestion.map((one) => (
          <li key={one.id} data-testid="impact-suggestion">
            <strong dir="auto"><Title of={one} /></strong>
            <Sum of={one} />
          </li>
        ))}
      </ul>
    </section>
  );
}
