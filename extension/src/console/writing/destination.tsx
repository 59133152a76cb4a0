/** Where the tracked link leads, and what it tells the site that it leads to. */
import { useState } from "preact/hooks";
import { t } from "../i18n";
import { Icon } from "../ui/icons";
import { set } from "./changes";
import { useWriting } from "./context";
import type { Form } from "./form";
import { PagePreview } from "./page-preview";
import { Part } from "./part";
import { Remarks, useSaid } from "./remarks";

const UTM = ["source", "medium", "campaign", "term", "content"] as const;
type UtmName = (typeof UTM)[number];

const hostOf = (url: string | null): string | undefined => URL.parse(url ?? "")?.hostname;

export function DestinationPart() {
  const { form, session } = useWriting();
  const { destination_url: url } = form;
  return (
    <Part id="w-link" title={t("writing.destination")}>
      <input
        id="w-destination"
        class="input"
        type="url"
        inputMode="url"
        aria-labelledby="w-link"
        placeholder="https://"
        data-testid="destination"
        value={url ?? ""}
        onInput={(event) => { session.edit(set("destination_url", withScheme(event.currentTarget.value.trim()))); }}
        {...useSaid("w-destination")}
      />
      <Remarks of="w-destination" />
      <p class="small quiet">
        {hostOf(url) === undefined ? t("writing.destinationHelp") : <LeadsTo url={url ?? ""} />}
      </p>
      {url === null || hostOf(url) === undefined ? null : <PagePreview url={url} />}
      {url === null ? null : <UtmFields />}
    </Part>
  );
}

/** Null where there is nothing. What is pasted without its scheme is meant to be a page. */
function withScheme(text: string): string | null {
  if (text === "") return null;
  return /^www\.\S+\.\S/.test(text) ? `https://${text}` : text;
}

function LeadsTo({ url }: { readonly url: string }) {
  return (
    <>
      {t("writing.leadsTo")}{" "}
      <a href={url} target="_blank" rel="noopener noreferrer" data-testid="destination-open">{hostOf(url)}</a>
    </>
  );
}

function UtmFields() {
  const { form, session } = useWriting();
  const isUsed = form.utm !== null && Object.keys(form.utm).length > 0;
  const [isOpen, setIsOpen] = useState(isUsed);
  return (
    <div id="w-utm" tabIndex={-1}>
      <button type="button" class="text-button disclose" aria-expanded={isOpen} aria-controls="w-utm-fields" onClick={() => { setIsOpen(!isOpen); }}>
        {t("writing.utm")}
        <Icon name="unfold" />
      </button>
      <div id="w-utm-fields" class="utm-fields" hidden={!isOpen}>
        <p class="small quiet">{t("writing.utmHelp")}</p>
        {UTM.map((name) => (
          <label key={name} class="field">
            <span class="label">utm_{name}</span>
            <input
              class="input"
              maxLength={100}
              value={form.utm?.[name] ?? ""}
              onInput={(event) => { session.edit(setUtm(name, event.currentTarget.value)); }}
            />
          </label>
        ))}
      </div>
      <Remarks of="w-utm" />
    </div>
  );
}

const setUtm =
  (name: UtmName, value: string) =>
  (form: Form): Form => {
    const given = Object.entries({ ...form.utm, [name]: value }).filter(([, text]) => text !== "");
    return { ...form, utm: given.length === 0 ? null : Object.fromEntries(given) };
  };
