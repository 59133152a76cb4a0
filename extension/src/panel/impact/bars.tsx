/** One number over time: bars from nothing up, the highest with its value, and dots where something was done about it. */
import { number } from "../i18n";
import { heightsOf } from "./scale";

interface Props {
  readonly values: readonly number[];
  /** The steps that have a dot under them. */
  readonly dots: readonly boolean[];
  readonly first: string;
  readonly last: string;
}

/** In the drawing's own units: it is stretched to the width there is. */
const STEP = 10;
const GAP = 2;
const HEIGHT = 100;

export function Bars({ values, dots, first, last }: Props) {
  const most = Math.max(...values);
  const place = values.indexOf(most);
  const width = values.length * STEP;
  return (
    <div class="chart" aria-hidden="true">
      <div class="chart-value" style={{ gridTemplateColumns: `${String(place)}fr auto ${String(values.length - 1 - place)}fr` }}>
        <span>{number(most)}</span>
      </div>
      <svg viewBox={`0 0 ${String(width)} ${String(HEIGHT)}`} preserveAspectRatio="none">
        {heightsOf(values).map((height, i) => (
          <rect key={i} x={i * STEP + GAP / 2} y={HEIGHT * (1 - height)} width={STEP - GAP} height={HEIGHT * height} />
        ))}
      </svg>
      {dots.includes(true) ? (
        <div class="chart-dots">
          {dots.map((isThere, i) => <span key={i}>{isThere ? <i class="chart-dot" /> : null}</span>)}
        </div>
      ) : null}
      <div class="chart-foot">
        <span>{first}</span>
        <span>{last}</span>
      </div>
    </div>
  );
}
