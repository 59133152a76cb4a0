/** What is filled in about a colleague, and the documents that it becomes. */
import type { Employee, EmployeePatch, EmployeeRequest } from "vertel-schema";
import { useState } from "preact/hooks";

export interface PersonForm {
  readonly name: string;
  readonly email: string;
  readonly team: string;
  readonly location: string;
  /** Language tags with commas between them. */
  readonly languages: string;
  readonly role: Employee["role"];
  readonly active: boolean;
}

export function formOf(person: Employee | undefined): PersonForm {
  return {
    name: person?.name ?? "",
    email: person?.email ?? "",
    team: person?.team ?? "",
    location: person?.location ?? "",
    languages: person?.languages.join(", ") ?? "",
    role: person?.role ?? "employee",
    active: person?.active ?? true,
  };
}

export function usePersonForm(first: PersonForm): [form: PersonForm, change: (change: Partial<PersonForm>) => void] {
  const [form, setForm] = useState(first);
  return [form, (change) => { setForm((before) => ({ ...before, ...change })); }];
}

const orNull = (text: string): string | null => (text.trim() === "" ? null : text.trim());
export const tagsIn = (text: string): string[] => text.split(/[\s,;]+/).filter((tag) => tag !== "");

export function asRequest(form: PersonForm): Required<Omit<EmployeeRequest, "external_id">> {
  const { name, email, team, location, languages, role, active } = form;
  return { name: name.trim(), email: email.trim(), team: orNull(team), location: orNull(location), languages: tagsIn(languages), role, active };
}

/** Only what differs: the rest may be changed by HR's systems at the same time. */
export function asChanges(form: PersonForm, person: Employee): EmployeePatch {
  const wanted = asRequest(form);
  const isOther = ([name, value]: [string, unknown]): boolean => JSON.stringify(value) !== JSON.stringify(person[name as keyof Employee]);
  return Object.fromEntries(Object.entries(wanted).filter(isOther));
}
