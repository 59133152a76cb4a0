/** Which period: so many weeks up to today, or days of one's own. */
import { t } from "../i18n";
import { Select } from "../ui/select";
import type { Query } from "../ui/use-query";
import { choiceOf, WEEKS, type Choice, type Period } from "./period";

interface Props {
  readonly query: Query;
  readonly period: Period;
  readonly onChange: (change: Query) => void;
}

interface Option {
  readonly value: Choice;
  readonly label: string;
}

export function Filters({ query, period, onChange }: Props) {
  const choice = choiceOf(query);
  const options = [
    ...WEEKS.map((weeks): Option => ({ value: weeks, label: t(`numbers.weeks_${weeks}`) })),
    { value: "own", label: t("numbers.own") } satisfies Option,
  ];
  const choose = (next: Choice): void => {
    onChange(next === "own" ? { weeks: undefined, ...period } : { weeks: next, since: undefined, until: undefined });
  };
  return (
    <div class="filters">
      <Select label={t("numbers.period")} isLabelHidden value={choice} testid="period" options={options} onChoose={choose} />
      {choice === "own" ? (
        <>
          <DayField label={t("numbers.since")} value={period.since} onChange={(since) => { onChange({ ...period, since }); }} />
          <DayField label={t("numbers.until")} value={period.until} onChange={(until) => { onChange({ ...period, until }); }} />
        </>
      ) : null}
    </div>
  );
}

function DayField({ label, value, onChange }: { readonly label: string; readonly value: string; readonly onChange: (day: string) => void }) {
  return (
    <label class="day-field">
      <span class="small quiet">{label}</span>
      <input
        type="date"
        class="input"
        required
        value={value}
        onChange={(event) => { if (event.currentTarget.value !== "") onChange(event.currentTarget.value); }}
      />
    </label>
  );
}
