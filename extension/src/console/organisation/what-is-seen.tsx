/** What the organisation can see of its colleagues, and what is kept: on paper for the works council, if one likes. */
import type { Transparency } from "vertel-schema";
import { useState } from "preact/hooks";
import { TOLD_IN } from "../../shared/shapes";
import { api } from "../api";
import { languageName, t } from "../i18n";
import { Show } from "../ui/loaded";
import { Select } from "../ui/select";
import { useLoaded } from "../ui/use-loaded";

type Language = (typeof TOLD_IN)[number];

/** "editors and administrators". */
const rolesOf = (readers: readonly ("reader" | "editor" | "admin")[]): string =>
  readers.length === 0 ? t("organisation.nobodyReads") : new Intl.ListFormat(t("locale")).format(readers.map((role) => t(`organisation.reads_${role}`)));

export function WhatIsSeen() {
  const [language, setLanguage] = useState<Language>(TOLD_IN.find((tag) => t("locale").startsWith(tag)) ?? "en");
  const told = useLoaded(`seen/${language}`, () => api.transparency.read({ language }));
  return (
    <section aria-label={t("organisation.seen")}>
      <p class="quiet lead-line">{t("organisation.seenText")}</p>
      <div class="filters unprinted">
        <Select<Language> label={t("shell.language")} isLabelHidden testid="seen-language" value={language} options={TOLD_IN.map((tag) => ({ value: tag, label: languageName(tag) }))} onChoose={setLanguage} />
        <button type="button" class="button" data-testid="print" onClick={() => { print(); }}>{t("organisation.print")}</button>
      </div>
      <Show of={told}>{(value) => <Told told={value} />}</Show>
    </section>
  );
}

function Told({ told: { language, readable, held, settings } }: { readonly told: Transparency }) {
  return (
    <div class="sheet" lang={language}>
      <h2>{t("organisation.seenReadable")}</h2>
      <dl>
        {readable.map(({ name, meaning, readers, tells }) => (
          <div key={name}>
            <dt>{meaning} <span class="small quiet">({rolesOf(readers)})</span></dt>
            <dd><ul>{tells.map((field) => <li key={field.name}>{field.meaning}{field.withheld_below === null ? "" : ` ${t("organisation.groupOf", field.withheld_below)}`}</li>)}</ul></dd>
          </div>
        ))}
      </dl>
      <h2>{t("organisation.seenHeld")}</h2>
      <table class="table stacked">
        <thead>
          <tr>
            <th scope="col">{t("organisation.what")}</th>
            <th scope="col">{t("organisation.why")}</th>
            <th scope="col">{t("organisation.kept")}</th>
            <th scope="col">{t("organisation.who")}</th>
          </tr>
        </thead>
        <tbody>
          {held.map(({ name, what, why, kept, readers }) => (
            <tr key={name}>
              <td>{what}</td>
              <td data-label={t("organisation.why")}>{why}</td>
              <td data-label={t("organisation.kept")}>{kept}</td>
              <td data-label={t("organisation.who")}>{rolesOf(readers)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <h2>{t("organisation.seenSettings")}</h2>
      <table class="table">
        <tbody>{settings.map(({ name, meaning, value }) => <tr key={name}><td>{meaning}</td><td>{value}</td></tr>)}</tbody>
      </table>
    </div>
  );
}
