/** The data sheet for the works council and the privacy officer: to read, to agree on, and to print and sign. */
import type { DataSheet } from "vertel-schema";
import { useState } from "preact/hooks";
import { onDay } from "../../../panel/dates";
import { TOLD_IN } from "../../../shared/shapes";
import { api } from "../../api";
import { languageName, t } from "../../i18n";
import { Show } from "../../ui/loaded";
import { saveFile } from "../../ui/save-file";
import { Select } from "../../ui/select";
import { useLoaded } from "../../ui/use-loaded";
import { Agree } from "./agree";
import { SheetParts } from "./sheet-parts";

type Language = (typeof TOLD_IN)[number];

export function DataSheetPart() {
  const [language, setLanguage] = useState<Language>(TOLD_IN.find((tag) => t("locale").startsWith(tag)) ?? "en");
  const [isAgreeing, setIsAgreeing] = useState(false);
  const sheet = useLoaded(`datasheet/${language}`, () => api.datasheet.read({ language }));
  return (
    <section aria-label={t("organisation.sheet")}>
      <p class="quiet lead-line unprinted">{t("organisation.sheetText")}</p>
      <div class="filters unprinted">
        <Select<Language> label={t("shell.language")} isLabelHidden testid="sheet-language" value={language} options={TOLD_IN.map((tag) => ({ value: tag, label: languageName(tag) }))} onChoose={setLanguage} />
        <button type="button" class="button" data-testid="print" onClick={() => { print(); }}>{t("organisation.print")}</button>
        <button type="button" class="button" data-testid="sheet-json" aria-disabled={sheet.value === undefined} onClick={() => { if (sheet.value !== undefined) saveAsJson(sheet.value); }}>{t("organisation.sheetJson")}</button>
        <button type="button" class="button" data-testid="agree" aria-disabled={sheet.value === undefined} onClick={() => { setIsAgreeing(sheet.value !== undefined); }}>{t("organisation.agree")}</button>
      </div>
      <Show of={sheet}>
        {(value) => (
          <>
            <article class="paper" lang={value.language} data-testid="sheet">
              <Head of={value} />
              <Changes of={value} />
              <SheetParts of={value} />
              <Signatures />
            </article>
            {isAgreeing ? <Agree version={value.version} onClose={() => { setIsAgreeing(false); }} onDone={() => void sheet.reload()} /> : null}
          </>
        )}
      </Show>
    </section>
  );
}

/** What programs read of the sheet, as the API answers it. */
function saveAsJson(sheet: DataSheet): void {
  const text = JSON.stringify(sheet, null, 2);
  saveFile(new Blob([text], { type: "application/json" }), `datasheet-${sheet.version.slice(0, 12)}-${sheet.language}.json`);
}

function Head({ of: { organisation, version, software } }: { readonly of: DataSheet }) {
  return (
    <header class="paper-head">
      <h2>{t("organisation.sheetOf", organisation)}</h2>
      <p class="small quiet">{t("organisation.sheetVersion", version.slice(0, 12), software)}</p>
    </header>
  );
}

function Changes({ of: { agreed, changes } }: { readonly of: DataSheet }) {
  return (
    <section data-testid="sheet-changes">
      <h3>{t("organisation.sheetChanges")}</h3>
      {agreed === null ? <p>{t("organisation.neverAgreed")}</p> : (
        <p>
          {t("organisation.agreedOn", onDay(agreed.agreed_on), agreed.version.slice(0, 12))}
          {agreed.note === null ? null : <span class="quiet" dir="auto"> {agreed.note}</span>}
        </p>
      )}
      {agreed !== null && changes.length === 0 ? <p>{t("organisation.sameAsAgreed")}</p> : null}
      {changes.length === 0 ? null : (
        <ul class="changed">{changes.map(({ part, kind, name, sentence }) => <li key={`${part}/${kind}/${name}/${sentence}`}>{sentence}</li>)}</ul>
      )}
    </section>
  );
}

/** Lines to sign on, on paper only. */
function Signatures() {
  return (
    <section class="signatures">
      <h3>{t("organisation.signed")}</h3>
      <table class="table">
        <tbody>
          {[t("organisation.forOrganisation"), t("organisation.forCouncil"), t("organisation.forOfficer")].map((who) => (
            <tr key={who}><th scope="row">{who}</th><td class="small quiet">{t("organisation.nameDateSignature")}</td></tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
