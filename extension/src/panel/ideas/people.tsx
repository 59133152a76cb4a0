/** Whether somebody is in an idea; if so, who, and whether they agree: nobody is shown who was not asked. */
import { useRef, useState } from "preact/hooks";
import { t } from "../i18n";
import { Choice } from "../ui/choice";
import { Field } from "../ui/field";
import { focusOn } from "../ui/focus";
import { Icon } from "../ui/icons";
import { freshPerson, MOST_PEOPLE, type DraftPerson, type PersonFault } from "./idea-draft";

interface Props {
  readonly people: readonly DraftPerson[];
  readonly faults: Readonly<Record<string, PersonFault>>;
  /** The first day until which somebody can agree. */
  readonly today: string;
  readonly onChange: (people: readonly DraftPerson[]) => void;
}

export function People({ people, faults, today, onChange }: Props) {
  const [answer, setAnswer] = useState<"nobody" | "somebody">();
  const shown = people.length > 0 ? "somebody" : answer;
  /** Those who were named before somebody said that there are none: back when that was a slip. */
  const named = useRef(people);
  const add = (): void => {
    const person = freshPerson();
    onChange([...people, person]);
    setTimeout(() => { focusOn(`#name-${person.id}`); });
  };
  const say = (next: "nobody" | "somebody"): void => {
    setAnswer(next);
    if (next === "nobody") named.current = people;
    onChange(next === "nobody" ? [] : named.current.length > 0 ? named.current : [freshPerson()]);
  };
  const remove = (id: string): void => {
    onChange(people.filter((person) => person.id !== id));
    focusOn('[data-testid="person-add"]');
  };
  return (
    <section class="idea-people">
      <h2>{t("people")}</h2>
      <Choice
        name="idea-people"
        legend={t("people")}
        look="segments"
        testid="people"
        value={shown ?? ""}
        options={[{ value: "nobody", label: t("people_nobody") }, { value: "somebody", label: t("people_somebody") }]}
        onChoose={(value) => { if (value !== "") say(value); }}
      />
      {shown === "somebody" ? (
        <>
          <p class="small quiet">{t("peopleAbout")}</p>
          {people.map((person) => (
            <Person
              key={person.id}
              person={person}
              fault={faults[person.id]}
              today={today}
              onChange={(part) => { onChange(people.map((one) => (one.id === person.id ? { ...one, ...part } : one))); }}
              onRemove={() => { remove(person.id); }}
            />
          ))}
          {people.length < MOST_PEOPLE ? (
            <button type="button" class="button compact" data-testid="person-add" onClick={add}>
              <Icon name="plus" />
              {t(people.length === 0 ? "personAdd" : "personAddMore")}
            </button>
          ) : null}
        </>
      ) : null}
    </section>
  );
}

interface PersonProps {
  readonly person: DraftPerson;
  readonly fault: PersonFault | undefined;
  readonly today: string;
  readonly onChange: (part: Partial<DraftPerson>) => void;
  readonly onRemove: () => void;
}

function Person({ person, fault, today, onChange, onRemove }: PersonProps) {
  const { id, name, agreed, until } = person;
  const who = name.trim() === "" ? t("personName") : name;
  return (
    <div class="idea-person" role="group" aria-label={who} data-testid="idea-person">
      <div class="person-name">
        <Field id={`name-${id}`} label={t("personName")} hint="" fault={fault === "name" ? t("personNoName") : undefined}>
          <input class="input" data-testid="person-name" dir="auto" maxLength={100} value={name} onInput={(event) => { onChange({ name: event.currentTarget.value }); }} />
        </Field>
        <button type="button" class="icon-button" data-testid="person-remove" aria-label={t("personRemove", who)} title={t("personRemove", who)} onClick={onRemove}>
          <Icon name="close" />
        </button>
      </div>
      <Choice
        name={`agreed-${id}`}
        legend={t("personAgrees", who)}
        look="segments"
        testid="person-agreed"
        value={agreed ? "agreed" : "notAsked"}
        options={[{ value: "notAsked", label: t("person_notAsked") }, { value: "agreed", label: t("person_agreed") }]}
        onChoose={(value) => { onChange({ agreed: value === "agreed" }); }}
      />
      {agreed ? (
        <Field id={`until-${id}`} label={t("personUntil")} hint={t("personUntilHint")} fault={fault === "until" ? t("personNoUntil") : undefined}>
          <input class="input" type="date" data-testid="person-until" min={today} value={until} onInput={(event) => { onChange({ until: event.currentTarget.value }); }} />
        </Field>
      ) : null}
    </div>
  );
}
