/** One colleague: what HR's systems say of them, their role, and what can be done for them. */
import type { Employee } from "vertel-schema";
import type { Tagged } from "vertel-schema/client";
import { api } from "../../api";
import { useConsole } from "../../context";
import { t } from "../../i18n";
import { Dialog } from "../../ui/dialog";
import { FormDialog } from "../../ui/form-dialog";
import { faultAt } from "../../ui/faults";
import { Show } from "../../ui/loaded";
import { Select } from "../../ui/select";
import { TextField } from "../../ui/text-field";
import { useAction } from "../../ui/use-action";
import { useLoaded } from "../../ui/use-loaded";
import { useTeams } from "../use-teams";
import { PersonActions } from "./person-actions";
import { asChanges, asRequest, formOf, usePersonForm, type PersonForm } from "./person-form";

interface Props {
  /** Undefined for somebody who is not there yet. */
  readonly id: string | undefined;
  readonly onClose: () => void;
  readonly onChanged: () => void;
}

export function PersonDialog({ id, onClose, onChanged }: Props) {
  return id === undefined ? <NewPerson onClose={onClose} onChanged={onChanged} /> : <LoadedPerson id={id} onClose={onClose} onChanged={onChanged} />;
}

function NewPerson({ onClose, onChanged }: Omit<Props, "id">) {
  const { toast } = useConsole();
  const [form, change] = usePersonForm(formOf(undefined));
  const action = useAction(async () => {
    const person = await api.employees.create(asRequest(form));
    toast({ tone: "good", about: "person", text: t("organisation.personAdded", person.name) });
    onChanged();
  });
  return (
    <FormDialog title={t("organisation.addPerson")} testid="person" submit={t("organisation.add")} action={action} shown={SHOWN} onClose={onClose}>
      <PersonFields form={form} onChange={change} failure={action.failure} />
    </FormDialog>
  );
}

function LoadedPerson({ id, onClose, onChanged }: Props & { readonly id: string }) {
  const person = useLoaded(`person/${id}`, () => api.employees.readTagged(id));
  if (person.value === undefined) {
    return <Dialog title={t("organisation.person")} testid="person" onClose={onClose}><Show of={person}>{() => null}</Show></Dialog>;
  }
  return <KnownPerson key={person.value.etag} of={person.value} onClose={onClose} onChanged={onChanged} />;
}

interface KnownProps extends Omit<Props, "id"> {
  readonly of: Tagged<Employee>;
}

function KnownPerson({ of: { document: person, etag }, onClose, onChanged }: KnownProps) {
  const { toast } = useConsole();
  const [form, change] = usePersonForm(formOf(person));
  const action = useAction(async () => {
    await api.employees.change(person.id, asChanges(form, person), { ifMatch: etag });
    toast({ tone: "good", about: "person", text: t("organisation.personSaved", form.name) });
    onChanged();
  });
  return (
    <FormDialog title={person.name} testid="person" submit={t("organisation.save")} action={action} shown={SHOWN} onClose={onClose}>
      <PersonFields form={form} onChange={change} failure={action.failure} />
      <p class="small quiet">{t(`organisation.source_${person.source.replace("-", "_") as "api"}`)}</p>
      <PersonActions person={person} etag={etag} onClose={onClose} onChanged={onChanged} />
    </FormDialog>
  );
}

const SHOWN = ["/email", "/name", "/team", "/location", "/languages"];

interface FieldsProps {
  readonly form: PersonForm;
  readonly onChange: (change: Partial<PersonForm>) => void;
  readonly failure: ReturnType<typeof useAction>["failure"];
}

function PersonFields({ form, onChange, failure }: FieldsProps) {
  const teams = useTeams();
  return (
    <>
      <TextField label={t("organisation.name")} value={form.name} testid="person-name" isRequired fault={faultAt(failure, "/name")} maxLength={100} onValue={(name) => { onChange({ name }); }} />
      <TextField label={t("organisation.email")} value={form.email} testid="person-email" type="email" isRequired fault={faultAt(failure, "/email")} onValue={(email) => { onChange({ email }); }} />
      <div class="pair">
        <TextField label={t("organisation.team")} value={form.team} testid="person-team" fault={faultAt(failure, "/team")} maxLength={100} offered={teams.map(({ name }) => name)} onValue={(team) => { onChange({ team }); }} />
        <TextField label={t("organisation.location")} value={form.location} testid="person-location" fault={faultAt(failure, "/location")} maxLength={100} onValue={(location) => { onChange({ location }); }} />
      </div>
      <TextField label={t("organisation.languages")} value={form.languages} testid="person-languages" hint={t("organisation.languagesHint")} fault={faultAt(failure, "/languages")} onValue={(languages) => { onChange({ languages }); }} />
      <Select<PersonForm["role"]>
        label={t("organisation.role")}
        testid="person-role"
        value={form.role}
        options={(["employee", "editor", "admin"] as const).map((role) => ({ value: role, label: t(`organisation.role_${role}`) }))}
        onChoose={(role) => { onChange({ role }); }}
      />
      <label class="check">
        <input type="checkbox" data-testid="person-active" checked={form.active} onChange={(event) => { onChange({ active: event.currentTarget.checked }); }} />
        <span>{t("organisation.mayUseLong")}</span>
      </label>
    </>
  );
}
