/** What happened step by step beside the period before: as lines, and as the same numbers in a table. */
import { useEffect, useRef } from "preact/hooks";
import { number, plural, t } from "../i18n";
import { comparison } from "../today/comparison";
import { LineChart } from "./line-chart";
import { daysInWords, endsInWords } from "./names";
import type { Measure, Step } from "./steps";

interface Props {
  readonly measure: Measure;
  readonly now: readonly Step[];
  readonly before: readonly Step[];
  readonly isOpen: boolean;
}

export function OverTime(props: Props) {
  const { measure, now, before } = props;
  const [first, last] = [now[0], now.at(-1)];
  if (first === undefined || last === undefined || now.length < 2) return null;
  return (
    <figure class="over-time">
      <LineChart
        now={now.map((step) => step[measure])}
        before={before.map((step) => step[measure])}
        ends={endsInWords(first.first, last.last)}
        names={now.map((step, i) => [step, before[i]].filter((one) => one !== undefined).map((one) => `${nameOf(one)}: ${number(one[measure])}`).join("\n"))}
        sentence={sentenceOf(props, first, last)}
        isOpen={props.isOpen}
      />
      <AsTable {...props} />
    </figure>
  );
}

const nameOf = ({ first, last }: Step): string => daysInWords(first, last, "short");

function sentenceOf({ measure, now, before }: Props, first: Step, last: Step): string {
  const total = sum(now, measure);
  const peak = now.reduce((most, step) => (step[measure] > most[measure] ? step : most), first);
  const what = t("numbers.chart", plural(`numbers.count_${measure}`, total), daysInWords(first.first, last.last, "long"));
  const most = total === 0 ? [] : [t("numbers.chartMost", nameOf(peak), number(peak[measure]))];
  const moved = before.length === 0 ? [] : [`${comparison(total, sum(before, measure))}.`];
  return [what, ...most, ...moved].join(" ");
}

export const sum = (steps: readonly Step[], measure: Measure): number => steps.reduce((total, step) => total + step[measure], 0);

function AsTable({ measure, now, before }: Props) {
  const details = useRef<HTMLDetailsElement>(null);
  usePrinted(() => { if (details.current !== null) details.current.open = true; });
  const isCompared = before.length > 0;
  return (
    <details ref={details} class="as-table" data-testid="over-time-table">
      <summary>{t("numbers.asTable")}</summary>
      <table class="table">
        <thead>
          <tr>
            <th scope="col">{t("numbers.when")}</th>
            <th scope="col" class="figure">{t(`numbers.measure_${measure}`)}</th>
            {isCompared ? <th scope="col" class="figure">{t("numbers.columnBefore")}</th> : null}
          </tr>
        </thead>
        <tbody>
          {now.map((step, i) => (
            <tr key={step.first}>
              <th scope="row">{nameOf(step)}</th>
              <td class="figure">{number(step[measure])}</td>
              {isCompared ? <td class="figure">{before[i] === undefined ? "" : number(before[i][measure])}</td> : null}
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}

/** On paper nothing can be opened. */
function usePrinted(prepare: () => void): void {
  useEffect(() => {
    addEventListener("beforeprint", prepare);
    return () => { removeEventListener("beforeprint", prepare); };
  }, []);
}
