/** What an administrator sets for everybody. */
import type { Settings } from "vertel-schema";
import type { Tagged } from "vertel-schema/client";
import { useState } from "preact/hooks";
import { ask } from "../../../panel/ask";
import { api } from "../../api";
import { useConsole } from "../../context";
import { t } from "../../i18n";
import { faultAt } from "../../ui/faults";
import { Show } from "../../ui/loaded";
import { Problem } from "../../ui/problem";
import { TextField } from "../../ui/text-field";
import { useAction } from "../../ui/use-action";
import { useLoaded } from "../../ui/use-loaded";
import { Guidance } from "./guidance";
import { Look } from "./look";
import { OwnTextFields } from "./own-texts";
import { asPatch, settingsForm, type SettingsForm } from "./settings-form";

export function SettingsPart() {
  const settings = useLoaded("settings", () => api.settings.readTagged());
  return (
    <section aria-label={t("organisation.settings")}>
      <Show of={settings}>{(tagged) => <Form key={tagged.etag} of={tagged} onSaved={settings.reload} />}</Show>
    </section>
  );
}

interface Props {
  readonly of: Tagged<Settings>;
  readonly onSaved: () => Promise<void>;
}

const SHOWN = ["/name", "/accent", "/languages", "/time_zone", "/fold_desktop", "/fold_phone", "/guidance", "/data_sheet"];

function Form({ of: { document: settings, etag }, onSaved }: Props) {
  const { toast } = useConsole();
  const [form, setForm] = useState(() => settingsForm(settings));
  const change = (changed: Partial<SettingsForm>): void => { setForm((before) => ({ ...before, ...changed })); };
  const patch = asPatch(form, settings);
  const isChanged = Object.keys(patch).length > 0;
  const save = useAction(async () => {
    await api.settings.change(patch, { ifMatch: etag });
    toast({ tone: "good", about: "settings", text: t("organisation.settingsSaved") });
    await onSaved();
    // the name and the colour of this page are the organisation's
    void ask<"me">({ type: "me" });
  });
  const fault = (pointer: string): string | undefined => faultAt(save.failure, pointer);
  return (
    <form
      class="stack settings"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (isChanged) void save.run();
      }}
    >
      <h2>{t("organisation.ourselves")}</h2>
      <TextField label={t("organisation.ourName")} value={form.name} testid="settings-name" maxLength={100} fault={fault("/name")} onValue={(name) => { change({ name }); }} />
      <Look form={form} onChange={change} fault={fault("/accent")} />
      <TextField label={t("organisation.languages")} value={form.languages} testid="settings-languages" hint={t("organisation.languagesOfSuggestions")} fault={fault("/languages")} onValue={(languages) => { change({ languages }); }} />
      <TextField label={t("organisation.timeZone")} value={form.timeZone} testid="settings-zone" offered={Intl.supportedValuesOf("timeZone")} hint={t("organisation.timeZoneHint")} fault={fault("/time_zone")} onValue={(timeZone) => { change({ timeZone }); }} />

      <h2>{t("organisation.whereTheyWrite")}</h2>
      <Guidance form={form} onChange={change} fault={fault("/guidance")} />
      <div class="pair">
        <TextField label={t("organisation.foldDesktop")} value={form.foldDesktop} testid="settings-fold-desktop" type="number" fault={fault("/fold_desktop")} onValue={(foldDesktop) => { change({ foldDesktop }); }} />
        <TextField label={t("organisation.foldPhone")} value={form.foldPhone} testid="settings-fold-phone" type="number" fault={fault("/fold_phone")} onValue={(foldPhone) => { change({ foldPhone }); }} />
      </div>
      <p class="small quiet">{t("organisation.foldHint")}</p>

      <h2>{t("organisation.whatIsOffered")}</h2>
      <Offers form={form} onChange={change} />

      {form.ownTexts === undefined ? null : <OwnTextFields texts={form.ownTexts} onChange={(ownTexts) => { change({ ownTexts }); }} fault={fault} />}

      <div class="actions save-line">
        <button type="submit" class="button primary" data-testid="settings-save" aria-disabled={!isChanged || save.isBusy}>{t("organisation.save")}</button>
        {isChanged ? <button type="button" class="text-button" onClick={() => { setForm(settingsForm(settings)); }}>{t("organisation.takeBack")}</button> : null}
        <span class="small quiet" role="status">{isChanged ? t("organisation.notSaved") : ""}</span>
      </div>
      <Problem failure={save.failure} testid="settings-failed" shown={SHOWN} />
    </form>
  );
}

const OFFERS = ["composer_button", "personal_links", "ideas", "digests"] as const;

function Offers({ form, onChange }: { readonly form: SettingsForm; readonly onChange: (change: Partial<SettingsForm>) => void }) {
  return (
    <>
      {OFFERS.map((name) => (
        <label key={name} class="check">
          <input
            type="checkbox"
            data-testid={`offer-${name}`}
            checked={form.offers[name]}
            onChange={(event) => { onChange({ offers: { ...form.offers, [name]: event.currentTarget.checked } }); }}
          />
          <span>{t(`organisation.offer_${name}`)}<span class="small quiet block">{t(`organisation.offerText_${name}`)}</span></span>
        </label>
      ))}
      <label class="check">
        <input type="checkbox" data-testid="require-consent" checked={form.requireConsent} onChange={(event) => { onChange({ requireConsent: event.currentTarget.checked }); }} />
        <span>{t("organisation.requireConsent")}<span class="small quiet block">{t("organisation.requireConsentText")}</span></span>
      </label>
    </>
  );
}
