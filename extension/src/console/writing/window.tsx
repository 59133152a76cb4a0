/** From when until when colleagues see it, on the organisation's clock. */
import { t } from "../i18n";
import { set } from "./changes";
import { useWriting } from "./context";
import { Part } from "./part";
import { Remarks, useSaid } from "./remarks";
import { useTimeZone } from "../ui/time-zone";
import { localOf, momentOf } from "./zone";

export function WindowPart() {
  const { form } = useWriting();
  const zone = useTimeZone();
  return (
    <Part id="w-window" title={t("writing.window")}>
      <div class="detail-pair">
        <Moment id="w-from" name="publish_at" label={t("writing.from")} empty={t("writing.fromNow")} zone={zone} />
        <Moment id="w-until" name="expires_at" label={t("writing.until")} empty={t(form.kind === "vacancy" ? "writing.untilVacancy" : "writing.untilNever")} zone={zone} />
      </div>
      <p class="small quiet" data-testid="zone">{t("writing.zone", zone.replaceAll("_", " "))}</p>
    </Part>
  );
}

interface MomentProps {
  readonly id: string;
  readonly name: "publish_at" | "expires_at";
  readonly label: string;
  /** What it means to leave it empty. */
  readonly empty: string;
  readonly zone: string;
}

function Moment({ id, name, label, empty, zone }: MomentProps) {
  const { form, session } = useWriting();
  const value = form[name];
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <input
        id={id}
        class="input"
        type="datetime-local"
        data-testid={name}
        value={value === null ? "" : localOf(value, zone)}
        // while it is being typed, it is no time yet
        onChange={(event) => { session.edit(set(name, momentOf(event.currentTarget.value, zone) ?? null)); }}
        {...useSaid(id)}
      />
      {value === null ? <span class="small quiet">{empty}</span> : (
        <button type="button" class="text-button small" aria-label={t("writing.clearField", label)} onClick={() => { session.edit(set(name, null)); }}>{t("writing.clear")}</button>
      )}
      <Remarks of={id} />
    </div>
  );
}
