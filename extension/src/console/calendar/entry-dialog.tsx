/** The days of a suggestion, to be changed by their dates. */
import { useState } from "preact/hooks";
import type { Suggestion } from "../../shared/shapes";
import { t } from "../i18n";
import { useAudienceInWords } from "../ui/audience-choices";
import { whyNot } from "../ui/change-suggestion";
import { isDay, type Day } from "../ui/days";
import { Dialog } from "../ui/dialog";
import { Icon } from "../ui/icons";
import { State } from "../ui/state";
import { useTitleOf } from "../ui/suggestion-title";
import { windowOf, type Entry } from "./entries";
import { isBackwards, type Days } from "./moves";

interface Props {
  readonly entry: Entry;
  readonly zone: string;
  readonly onMove: (suggestion: Suggestion, days: Days) => Promise<void>;
  readonly onClose: () => void;
}

export function EntryDialog({ entry: { suggestion, kind }, zone, onMove, onClose }: Props) {
  const before = windowOf(suggestion, zone);
  const [first, setFirst] = useState(before.first ?? "");
  const [last, setLast] = useState(before.last ?? "");
  const [fault, setFault] = useState<string>();
  const [isBusy, setIsBusy] = useState(false);
  const title = useTitleOf()(suggestion);
  const meantFor = useAudienceInWords();
  const days: Days = { first: isDay(first) ? first : undefined, last: isDay(last) ? last : undefined };
  const save = async (event: Event): Promise<void> => {
    event.preventDefault();
    if (isBusy) return;
    if (isBackwards(days)) {
      setFault(t("calendar.backwards"));
      return;
    }
    setIsBusy(true);
    try {
      await onMove(suggestion, days);
      onClose();
    } catch (error) {
      setFault(t("calendar.notMoved", whyNot(error)));
      setIsBusy(false);
    }
  };
  return (
    <Dialog title={title} testid="entry-dialog" onClose={onClose}>
      <p class="entry-facts">
        <State of={suggestion} zone={zone} />
        <span class="quiet">{t(`kind_${suggestion.kind}`)}</span>
        <span class="quiet">{meantFor(suggestion.audience)}</span>
      </p>
      <form class="stack" onSubmit={(event) => void save(event)}>
        <div class="entry-days">
          <DateField label={t("calendar.firstDay")} hint={t("calendar.firstDayHint")} testid="first-day" isFirst={kind !== "ends"} value={first} onValue={setFirst} />
          <DateField label={t("suggestions.lastDay")} hint={t("calendar.lastDayHint")} testid="last-day" isFirst={kind === "ends"} value={last} onValue={setLast} />
        </div>
        {fault === undefined ? null : <p class="fault" role="alert"><Icon name="warning" />{fault}</p>}
        <div class="dialog-actions">
          <a class="button" href={`/console/suggestions/${suggestion.id}`}>{t("calendar.open")}</a>
          <button type="submit" class="button primary" data-testid="entry-save" aria-disabled={isBusy}>{t("suggestions.save")}</button>
        </div>
      </form>
    </Dialog>
  );
}

interface DateFieldProps {
  readonly label: string;
  readonly hint: string;
  readonly testid: string;
  /** The focus begins in it. */
  readonly isFirst: boolean;
  readonly value: Day;
  readonly onValue: (value: Day) => void;
}

function DateField({ label, hint, testid, isFirst, value, onValue }: DateFieldProps) {
  return (
    <label class="field">
      <span class="label">{label}</span>
      <input class="input" type="date" data-testid={testid} autofocus={isFirst} aria-describedby={`${testid}-hint`} value={value} onInput={(event) => { onValue(event.currentTarget.value); }} />
      <span id={`${testid}-hint`} class="small quiet">{hint}</span>
    </label>
  );
}
