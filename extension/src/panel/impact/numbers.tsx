/** What is in the chart, as a table: only the steps in which something happened, and only what happened at all. */
import type { Impact } from "../../shared/shapes";
import { number, t } from "../i18n";
import { monthOf, onDay, shortly } from "../dates";
import { Icon } from "../ui/icons";
import { measured, MEASURES } from "./sentence";

type Step = Impact["over_time"][number];

export function stepName(step: Step | undefined, interval: Impact["interval"]): string {
  if (step === undefined) return "";
  return interval === "month" ? monthOf(step.start) : onDay(step.start);
}

export function AsNumbers({ report }: { readonly report: Impact }) {
  const together = measured(report);
  const measures = MEASURES.filter((measure) => together[measure] > 0);
  const steps = report.over_time
    .map((step) => ({ ...step, counts: measured(step) }))
    .filter(({ counts }) => measures.some((measure) => counts[measure] > 0));
  return (
    <details class="over-time" data-testid="impact-table">
      <summary>
        {t("impactTable")}
        <Icon name="unfold" />
      </summary>
      <table>
        <thead>
          <tr>
            <th scope="col">{t(`step_${report.interval}`)}</th>
            {measures.map((measure) => <th key={measure} scope="col">{t(`impactShort_${measure}`)}</th>)}
          </tr>
        </thead>
        <tbody>
          {steps.map((step) => (
            <tr key={step.start}>
              <th scope="row">{report.interval === "month" ? monthOf(step.start) : shortly(step.start)}</th>
              {measures.map((measure) => <td key={measure}>{number(step.counts[measure])}</td>)}
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">{t("impactTogether")}</th>
            {measures.map((measure) => <td key={measure}>{number(together[measure])}</td>)}
          </tr>
        </tfoot>
      </table>
    </details>
  );
}
