/** Who is shown or named, and how it stands with their consent. */
import { useRef, useState } from "preact/hooks";
import type { PersonConsent } from "vertel-schema";
import { FailureNote } from "../../panel/ui/failure-note";
import { api } from "../api";
import { useConsole } from "../context";
import { day, t, type Key } from "../i18n";
import { useAction } from "../ui/use-action";
import { forget, useLoaded } from "../ui/use-loaded";
import { Icon } from "../ui/icons";
import { AskConsent } from "./ask-consent";
import { addPerson, changePerson, removePerson } from "./changes";
import { useWriting } from "./context";
import type { FormPerson } from "./form";
import { Part } from "./part";
import { fieldId } from "./pointers";
import { Remarks, useSaid } from "./remarks";

const STATES: Readonly<Record<string, Key>> = {
  none: "writing.consent_none",
  recorded: "writing.consent_recorded",
  asked: "writing.consent_asked",
  agreed: "writing.consent_agreed",
  refused: "writing.consent_refused",
  withdrawn: "writing.consent_withdrawn",
  expired: "writing.consent_expired",
  lapsed: "writing.consent_lapsed",
};
const BAD: readonly string[] = ["refused", "withdrawn", "expired", "lapsed"];

export function PeoplePart() {
  const { form, session } = useWriting();
  const list = useRef<HTMLDivElement>(null);
  const id = session.saver.basis?.id;
  const known = session.saver.basis?.theirs.people.map(({ name }) => name).join("\n") ?? "";
  const consents = useLoaded(`consents:${id ?? ""}:${known}`, async () => (id === undefined || known === "" ? [] : (await api.consents.browse(id)).items));
  const add = (): void => {
    session.edit(addPerson());
    requestAnimationFrame(() => { [...(list.current?.querySelectorAll<HTMLElement>("input:not([type=date])") ?? [])].at(-1)?.focus(); });
  };
  return (
    <Part id="w-people" title={t("writing.people")}>
      {form.people.length === 0 ? <p class="small quiet">{t("writing.peopleHelp")}</p> : null}
      <div ref={list} class="shown-people">
        {form.people.map((person) => (
          <Person key={person.key} person={person} consent={consents.value?.find(({ name }) => name === person.name.trim())} onAsked={() => { forget("consents:"); void consents.reload(); }} />
        ))}
      </div>
      <button type="button" class="text-button add" data-testid="add-person" onClick={add}>{t("writing.addPerson")}</button>
    </Part>
  );
}

interface PersonProps {
  readonly person: FormPerson;
  readonly consent: PersonConsent | undefined;
  readonly onAsked: () => void;
}

function Person({ person, consent, onAsked }: PersonProps) {
  const { session, alter } = useWriting();
  const id = fieldId.person(person.key);
  return (
    <div class="shown-person">
      <label class="field">
        <span class="label">{t("writing.personName")}</span>
        <input
          id={id}
          class="input"
          maxLength={100}
          dir="auto"
          data-testid="person-name"
          value={person.name}
          onInput={(event) => { session.edit(changePerson(person.key, { name: event.currentTarget.value })); }}
          {...useSaid(id)}
        />
      </label>
      <label class="field">
        <span class="label">{t("writing.consentUntil")}</span>
        <input
          class="input"
          type="date"
          data-testid="person-until"
          value={person.consent_until ?? ""}
          onChange={(event) => { session.edit(changePerson(person.key, { consent_until: event.currentTarget.value || null })); }}
        />
      </label>
      <button
        type="button"
        class="icon-button"
        aria-label={t("writing.removePerson", person.name)}
        onClick={() => { alter(t("writing.personRemoved"), removePerson(person.key)); }}
      >
        <Icon name="trash" />
      </button>
      {consent === undefined ? null : <Standing consent={consent} onAsked={onAsked} />}
      <Remarks of={id} />
    </div>
  );
}

function Standing({ consent, onAsked }: Omit<PersonProps, "person" | "consent"> & { readonly consent: PersonConsent }) {
  const { session } = useWriting();
  const { toast } = useConsole();
  const [isAsking, setIsAsking] = useState(false);
  const { state, until } = consent;
  // they are asked about these words and this picture, so the server has to have them first
  const ask = useAction(async () => {
    if (session.saver.isDirty && !session.saver.isPublished) await session.saver.flush();
    setIsAsking(true);
  });
  const known = STATES[state];
  return (
    <p class="consent-standing">
      <span class={`state ${state === "agreed" ? "good" : BAD.includes(state) ? "bad" : ""}`} data-testid="consent-state">
        {known === undefined ? state : t(known)}
      </span>
      {until === null ? null : <span class="small quiet">{t("writing.consentDay", day(until))}</span>}
      {state === "agreed" ? null : (
        <button type="button" class="text-button" data-testid="ask-consent" onClick={() => void ask.run()}>
          {t(state === "asked" ? "writing.askAgain" : "writing.askConsent")}
        </button>
      )}
      {ask.failure === undefined ? null : <FailureNote failure={ask.failure} what={t("writing.askFailed")} testid="ask-failed" />}
      {isAsking ? (
        <AskConsent
          consent={consent}
          onClose={() => { setIsAsking(false); }}
          onAsked={(isMailed) => {
            onAsked();
            if (isMailed) toast({ tone: "good", about: "asked", text: t("writing.askedByMail", consent.name) });
          }}
        />
      ) : null}
    </p>
  );
}
