/** A document that tells somebody else about people: who reads it, where, and what it says. */
import type { DataSheet } from "vertel-schema";
import { t } from "../../i18n";
import { rolesOf } from "./roles";

type Told = DataSheet["reports"][number]["tells"][number];

export function Report({ of: { name, meaning, readers, calls, tells } }: { readonly of: DataSheet["reports"][number] }) {
  return (
    <div class="report">
      <h4>{meaning} <code class="small quiet">{name}</code></h4>
      <p>{t("organisation.readBy", rolesOf(readers))} <span class="small quiet">{calls.join(", ")}</span></p>
      <ul>{toldOnce(tells).map((fields) => <Line key={fields[0]?.name} of={fields} />)}</ul>
    </div>
  );
}

function Line({ of: fields }: { readonly of: readonly Told[] }) {
  const [first] = fields;
  if (first === undefined) return null;
  return (
    <li>
      {first.meaning}
      {first.smallest_group === null ? "" : ` ${t("organisation.groupOf", first.smallest_group)}`}
      {first.only_signed ? ` ${t("organisation.onlySigned")}` : ""}
      {" "}<code class="small quiet">{fields.map(({ name }) => name).join(", ")}</code>
    </li>
  );
}

/** Fields that say the same, together. */
function toldOnce(tells: readonly Told[]): readonly (readonly Told[])[] {
  const found = new Map<string, Told[]>();
  for (const field of tells) {
    const what = JSON.stringify([field.meaning, field.smallest_group, field.only_signed]);
    found.set(what, [...(found.get(what) ?? []), field]);
  }
  return [...found.values()];
}
