/**
 * Two lines over time, labelled where they end. Only lines are drawn in the SVG, which is stretched to the width there is;
 * words are HTML, so that they keep their size. The sentence is for who does not see it; the numbers stand in a table.
 */
import { number, t } from "../i18n";
import { apart, ticksFor } from "./scale";

interface Props {
  readonly now: readonly number[];
  readonly before: readonly number[];
  /** What the first and the last step are called. */
  readonly ends: readonly [string, string];
  /** What a pointer is told of each step. */
  readonly names: readonly string[];
  readonly sentence: string;
  /** Whether the last step is not over yet: what falls there has not fallen. */
  readonly isOpen: boolean;
}

/** Part of the height that a label takes. */
const LABEL = 0.11;

export function LineChart({ now, before, ends, names, sentence, isOpen }: Props) {
  const ticks = ticksFor(Math.max(...now, ...before));
  const top = ticks.at(-1) ?? 1;
  const steps = Math.max(now.length, before.length);
  const point = (value: number, i: number): string => `${String(across(i, steps))},${String(100 * (1 - value / top))}`;
  const line = (values: readonly number[]): string => values.map(point).join(" ");
  const points = now.map(point);
  return (
    <div class="line-chart" role="img" aria-label={sentence} data-testid="chart">
      <div class="line-chart-ticks" aria-hidden="true">
        {ticks.map((tick) => <span key={tick} style={{ insetBlockEnd: percent(tick / top) }}>{number(tick)}</span>)}
      </div>
      <div class="line-chart-plot" aria-hidden="true">
        <svg viewBox="0 0 100 100" preserveAspectRatio="none">
          {ticks.map((tick) => <line key={tick} class={tick === 0 ? "ground" : "tick"} x1="0" x2="100" y1={100 * (1 - tick / top)} y2={100 * (1 - tick / top)} />)}
          <polygon class="area" points={`0,100 ${line(now)} ${String(across(now.length - 1, steps))},100`} />
          <polyline class="before" points={line(before)} />
          <polyline class="now" points={points.slice(0, isOpen ? -1 : undefined).join(" ")} />
          {isOpen ? <polyline class="now open" points={points.slice(-2).join(" ")} /> : null}
          {names.map((name, i) => <rect key={name} x={across(i - 0.5, steps)} y="0" width={100 / (steps - 1)} height="100"><title>{name}</title></rect>)}
        </svg>
        <Peak values={now} top={top} steps={steps} />
      </div>
      <Ends now={now} before={before} top={top} isOpen={isOpen} />
      <div class="line-chart-foot small quiet" aria-hidden="true">
        <span>{ends[0]}</span>
        <span>{ends[1]}</span>
      </div>
    </div>
  );
}

const percent = (part: number): string => `${String(100 * part)}%`;
const across = (place: number, steps: number): number => (100 * place) / (steps - 1);

/** The highest value, where it is; at the end of the line it stands there already. */
function Peak({ values, top, steps }: { readonly values: readonly number[]; readonly top: number; readonly steps: number }) {
  const most = Math.max(...values);
  const place = values.indexOf(most);
  if (most === 0 || place === values.length - 1) return null;
  const inset = Math.min(Math.max(across(place, steps), 2), 98);
  return <span class="peak" style={{ insetInlineStart: percent(inset / 100), insetBlockEnd: percent(most / top) }}>{number(most)}</span>;
}

function Ends({ now, before, top, isOpen }: Pick<Props, "now" | "before" | "isOpen"> & { readonly top: number }) {
  const [last, lastBefore] = [now.at(-1) ?? 0, before.at(-1) ?? 0];
  const [high, highBefore] = apart([last / top, lastBefore / top], LABEL);
  return (
    <div class="line-chart-ends" aria-hidden="true">
      <span class="now" style={{ insetBlockEnd: percent(high) }}>{t(isOpen ? "numbers.soFar" : "numbers.now", number(last))}</span>
      {before.length === 0 ? null : (
        <span class="before" style={{ insetBlockEnd: percent(highBefore) }}>{t("numbers.before", number(lastBefore))}</span>
      )}
    </div>
  );
}
