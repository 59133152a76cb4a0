/** The last day of several suggestions, or none. */
import { useState } from "preact/hooks";
import type { Suggestion } from "../../shared/shapes";
import { t } from "../i18n";
import { dayAt, endOf, isDay, lastDayBefore } from "../ui/days";
import { Dialog } from "../ui/dialog";

interface Props {
  readonly chosen: readonly Suggestion[];
  readonly zone: string;
  readonly onChoose: (expiresAt: string | null) => void;
  readonly onClose: () => void;
}

/** The last day of all of them, when it is the same. */
function lastDayOf(chosen: readonly Suggestion[], zone: string): string {
  const days = new Set(chosen.map(({ expires_at: ends }) => (ends === null ? "" : lastDayBefore(ends, zone))));
  const [only, ...others] = days;
  return others.length === 0 ? (only ?? "") : "";
}

export function ExpiryDialog({ chosen, zone, onChoose, onClose }: Props) {
  const [day, setDay] = useState(lastDayOf(chosen, zone));
  const isPast = isDay(day) && day < dayAt(Date.now(), zone);
  const save = (event: Event): void => {
    event.preventDefault();
    if (isDay(day)) onChoose(endOf(day, zone));
  };
  return (
    <Dialog title={t("suggestions.do_expiry")} testid="expiry" onClose={onClose}>
      <form class="stack" onSubmit={save}>
        <label class="field">
          <span class="label">{t("suggestions.lastDay")}</span>
          <input class="input" type="date" data-testid="last-day" required autofocus aria-describedby="last-day-hint" value={day} onInput={(event) => { setDay(event.currentTarget.value); }} />
          <span id="last-day-hint" class="small quiet">{t(isPast ? "suggestions.lastDayPast" : "suggestions.lastDayHint")}</span>
        </label>
        <div class="dialog-actions">
          <button type="button" class="button" data-testid="no-end" onClick={() => { onChoose(null); }}>{t("suggestions.noEnd")}</button>
          <button type="submit" class="button primary" data-testid="expiry-save">{t("suggestions.save")}</button>
        </div>
      </form>
    </Dialog>
  );
}
