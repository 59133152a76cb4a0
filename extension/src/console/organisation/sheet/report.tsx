/** A document that tells somebody else about people: who reads it, where, and what it says. */
import type { DataSheet } from "vertel-schema";
import { t } from "../../i18n";
import { rolesOf } from "./roles";

export function Report({ of: { name, meaning, readers, calls, tells } }: { readonly of: DataSheet["reports"][number] }) {
  return (
    <div class="report">
      <h4>{meaning} <code class="small quiet">{name}</code></h4>
      <p>{t("organisation.readBy", rolesOf(readers))} <span class="small quiet">{calls.join(", ")}</span></p>
      <ul>
        {tells.map((field) => (
          <li key={field.name}>
            {field.meaning}
            {field.smallest_group === null ? "" : ` ${t("organisation.groupOf", field.smallest_group)}`}
            {field.only_signed ? ` ${t("organisation.onlySigned")}` : ""}
            {" "}<code class="small quiet">{field.name}</code>
          </li>
        ))}
      </ul>
    </div>
  );
}
