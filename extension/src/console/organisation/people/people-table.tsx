/** Colleagues as rows: choose some, open one. */
import type { Employee } from "vertel-schema";
import { t } from "../../i18n";

interface Props {
  readonly people: readonly Employee[];
  readonly chosen: ReadonlySet<string>;
  readonly onChoose: (chosen: ReadonlySet<string>) => void;
  readonly onOpen: (id: string) => void;
}

export function PeopleTable({ people, chosen, onChoose, onOpen }: Props) {
  const invitable = people.filter(({ active }) => active).map(({ id }) => id);
  const areAll = invitable.length > 0 && invitable.every((id) => chosen.has(id));
  const choose = (id: string, isChosen: boolean): void => {
    onChoose(new Set(isChosen ? [...chosen, id] : [...chosen].filter((one) => one !== id)));
  };
  return (
    <table class="table stacked" data-testid="people">
      <thead>
        <tr>
          <th class="tick">
            <input type="checkbox" aria-label={t("organisation.chooseAll")} checked={areAll} onChange={() => { onChoose(new Set(areAll ? [] : invitable)); }} />
          </th>
          <th scope="col">{t("organisation.name")}</th>
          <th scope="col">{t("organisation.team")}</th>
          <th scope="col">{t("organisation.location")}</th>
          <th scope="col">{t("organisation.role")}</th>
          <th scope="col">{t("organisation.access")}</th>
        </tr>
      </thead>
      <tbody>
        {people.map((person) => (
          <tr key={person.id}>
            <td class="tick">
              {person.active ? (
                <input
                  type="checkbox"
                  aria-label={t("organisation.choose", person.name)}
                  checked={chosen.has(person.id)}
                  onChange={(event) => { choose(person.id, event.currentTarget.checked); }}
                />
              ) : null}
            </td>
            <td>
              <button type="button" class="text-button" data-testid="open-person" onClick={() => { onOpen(person.id); }}>{person.name}</button>
              <div class="small quiet">{person.email}</div>
            </td>
            <td data-label={t("organisation.team")}>{person.team ?? "–"}</td>
            <td data-label={t("organisation.location")}>{person.location ?? "–"}</td>
            <td data-label={t("organisation.role")}>{t(`organisation.role_${person.role}`)}</td>
            <td><span class={person.active ? "state good" : "state"}>{t(person.active ? "organisation.mayUse" : "organisation.mayNotUse")}</span></td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
