/** The three numbers of the period, each with how it moved; the one that is chosen is drawn below. */
import { number, t } from "../i18n";
import { comparison } from "../today/comparison";
import type { Sums } from "../today/four-weeks";
import { MEASURES, type Measure } from "./steps";

interface Props {
  readonly now: Sums;
  /** Undefined when the periods are too long to ask for both. */
  readonly before: Sums | undefined;
  readonly chosen: Measure;
  readonly onChoose: (measure: Measure) => void;
}

export function Figures({ now, before, chosen, onChoose }: Props) {
  return (
    <fieldset class="figures">
      <legend class="hidden">{t("numbers.show")}</legend>
      {MEASURES.map((measure) => (
        <label key={measure} class="figure-choice" data-testid={`figure-${measure}`}>
          <input type="radio" name="measure" class="hidden" checked={measure === chosen} onChange={() => { onChoose(measure); }} />
          <span class="small quiet">{t(`numbers.measure_${measure}`)}</span>
          <strong>{number(now[measure])}</strong>
          {before === undefined ? null : <span class="small quiet">{comparison(now[measure], before[measure])}</span>}
        </label>
      ))}
    </fieldset>
  );
}
