/** What the employee shared and what it led to: for them alone, so there is nothing to compare with. */
import { useState } from "preact/hooks";
import type { MyImpact } from "../../shared/requests";
import { PERIODS, type Impact, type Period } from "../../shared/shapes";
import { monthOf, onDay } from "../dates";
import { number, t } from "../i18n";
import { Choice } from "../ui/choice";
import { FailureNote } from "../ui/failure-note";
import { Icon } from "../ui/icons";
import { Title } from "../ui/title";
import { TopBar } from "../ui/top-bar";
import { useAsked } from "../use-asked";
import { Bars } from "./bars";

const MEASURES = ["shares", "clicks", "applications"] as const;
type Measure = (typeof MEASURES)[number];
type Step = Impact["over_time"][number];

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
      {value === undefined ? null : <Told impact={value} />}
    </>
  );
}

function Told({ impact: { report, counting } }: { readonly impact: MyImpact }) {
  const isEmpty = MEASURES.every((measure) => report[measure] === 0);
  return (
    <>
      {counting ? null : (
        <p class="note small" data-testid="impact-paused">
          <Icon name="hand" />
          {t("impactPaused")}
        </p>
      )}
      {isEmpty ? <Nothing counting={counting} /> : <Numbers report={report} />}
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

function Numbers({ report }: { readonly report: Impact }) {
  const steps = report.over_time;
  return (
    <>
      {MEASURES.map((measure) => (
        <section key={measure} class="measure" data-testid={`impact-${measure}`}>
          <h2>{t(`impact_${measure}`)}</h2>
          <p class="figure">{number(report[measure])}</p>
          {report[measure] === 0 ? null : (
            <Bars
              values={steps.map((step) => step[measure])}
              first={stepName(steps[0], report.interval)}
              last={stepName(steps.at(-1), report.interval)}
            />
          )}
        </section>
      ))}
      <p class="small quiet">{t("impactAbout")}</p>
      <OverTime report={report} />
      <BySuggestion report={report} />
    </>
  );
}

function stepName(step: Step | undefined, interval: Impact["interval"]): string {
  if (step === undefined) return "";
  return interval === "month" ? monthOf(step.start) : onDay(step.start);
}

/** The same as the bars, in words; only the steps in which something happened. */
function OverTime({ report }: { readonly report: Impact }) {
  const steps = report.over_time.filter((step) => MEASURES.some((measure) => step[measure] > 0));
  return (
    <details class="over-time" data-testid="impact-table">
      <summary>{t("impactTable")}</summary>
      <table>
        <thead>
          <tr>
            <th scope="col">{t(`step_${report.interval}`)}</th>
            {MEASURES.map((measure) => <th key={measure} scope="col">{t(`impactShort_${measure}`)}</th>)}
          </tr>
        </thead>
        <tbody>
          {steps.map((step) => (
            <tr key={step.start}>
              <th scope="row">{stepName(step, report.interval)}</th>
              {MEASURES.map((measure) => <td key={measure}>{number(step[measure])}</td>)}
            </tr>
          ))}
        </tbody>
      </table>
    </details>
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

/** "Shared: 3, clicks: 41": what there was none of is not said. */
export function Sum({ of }: { readonly of: Readonly<Record<Measure, number>> }) {
  const parts = MEASURES.filter((measure) => of[measure] > 0).map((measure) => `${t(`impactShort_${measure}`)}: ${number(of[measure])}`);
  return <span class="small quiet">{parts.join(", ")}</span>;
}
