/** Which channel, by which webhook, and when it is told. */
import { CHANNEL_KINDS, CHANNEL_LANGUAGES, WEEKDAYS, type Channel } from "vertel-schema";
import { useState } from "preact/hooks";
import { api } from "../../api";
import { languageName, t } from "../../i18n";
import { FormDialog } from "../../ui/form-dialog";
import { faultAt } from "../../ui/faults";
import { Select } from "../../ui/select";
import { TextField } from "../../ui/text-field";
import { useAction } from "../../ui/use-action";
import { useTeams } from "../use-teams";
import { asPatch, asRequest, emptyForm, formOf, type ChannelForm } from "./channel-form";
import { hourName, weekdayName } from "./weekdays";

interface Props {
  /** Undefined for a new one. */
  readonly of: Channel | undefined;
  readonly onClose: () => void;
  readonly onSaved: () => void;
}

const HOURS = Array.from({ length: 24 }, (_, hour) => ({ value: String(hour), label: hourName(hour) }));
const SHOWN = ["/name", "/address", "/team", "/location"];

export function ChannelDialog({ of, onClose, onSaved }: Props) {
  const [form, setForm] = useState(() => (of === undefined ? emptyForm(t("locale")) : formOf(of)));
  const teams = useTeams();
  const change = (changed: Partial<ChannelForm>): void => { setForm({ ...form, ...changed }); };
  const action = useAction(async () => {
    if (of === undefined) await api.channels.create(asRequest(form));
    else await api.channels.change(of.id, asPatch(form));
    onSaved();
  });
  const fault = (pointer: string): string | undefined => faultAt(action.failure, pointer);
  return (
    <FormDialog
      title={t(of === undefined ? "channels.add" : "channels.change")}
      testid="channel"
      submit={t("organisation.save")}
      action={action}
      shown={SHOWN}
      onClose={onClose}
    >
      {of === undefined
        ? <Select label={t("channels.kind")} value={form.kind} testid="channel-kind" options={CHANNEL_KINDS.map((kind) => ({ value: kind, label: t(`channels.kind_${kind}`) }))} onChoose={(kind) => { change({ kind }); }} />
        : null}
      <p class="small quiet">{t(`channels.how_${form.kind}`)}</p>
      <TextField label={t("channels.address")} value={form.address} testid="channel-address" type="url" maxLength={2000} hint={t(of === undefined ? "channels.addressHint" : "channels.addressKept")} fault={fault("/address")} onValue={(address) => { change({ address }); }} />
      <TextField label={t("organisation.name")} value={form.name} testid="channel-name" maxLength={100} hint={t("channels.nameHint")} fault={fault("/name")} onValue={(name) => { change({ name }); }} />
      <div class="pair">
        <Select label={t("channels.weekday")} value={form.weekday} testid="channel-weekday" options={WEEKDAYS.map((weekday) => ({ value: weekday, label: weekdayName(weekday) }))} onChoose={(weekday) => { change({ weekday }); }} />
        <Select label={t("channels.hour")} value={form.hour} testid="channel-hour" options={HOURS} onChoose={(hour) => { change({ hour }); }} />
        <Select label={t("channels.language")} value={form.language} testid="channel-language" options={CHANNEL_LANGUAGES.map((tag) => ({ value: tag, label: languageName(tag) }))} onChoose={(language) => { change({ language }); }} />
      </div>
      <div class="pair">
        <Select label={t("channels.team")} value={form.team} testid="channel-team" options={[{ value: "", label: t("channels.noTeam") }, ...teamOptions(teams, form.team)]} onChoose={(team) => { change({ team }); }} />
        <TextField label={t("channels.location")} value={form.location} testid="channel-location" maxLength={100} fault={fault("/location")} onValue={(location) => { change({ location }); }} />
      </div>
      <p class="small quiet">{t("channels.audienceHint")}</p>
    </FormDialog>
  );
}

/** The channel's own team stands among them before the teams have come. */
function teamOptions(teams: readonly { readonly name: string }[], own: string) {
  const names = teams.map(({ name }) => name);
  return [...new Set(own === "" ? names : [own, ...names])].map((name) => ({ value: name, label: name }));
}
