/** The parts of the data sheet, in the order and under the titles that the server gives. */
import type { DataSheet } from "vertel-schema";
import type { ComponentChildren } from "preact";
import { t } from "../../i18n";
import { Report } from "./report";
import { rolesOf } from "./roles";

type Part = DataSheet["sections"][number]["name"];

export function SheetParts({ of: sheet }: { readonly of: DataSheet }) {
  return (
    <>
      {sheet.sections.map(({ name, title, text }) => (
        <section key={name} data-testid={`sheet-${name}`}>
          <h3>{title}</h3>
          <p class="quiet">{text}</p>
          {contentOf(name, sheet)}
        </section>
      ))}
    </>
  );
}

/** Nothing for a part that is newer than this page. */
function contentOf(name: Part, sheet: DataSheet): ComponentChildren {
  switch (name) {
    case "company": return <Company of={sheet} />;
    case "purpose": return <Statements of={sheet.purposes} />;
    case "category": return <Table heads={[t("organisation.what"), t("organisation.ofWhom")]} rows={sheet.categories.map(({ text, people }) => [text, people])} />;
    case "held": return <Held of={sheet} />;
    case "report": return <>{sheet.reports.map((report) => <Report key={report.name} of={report} />)}</>;
    case "impossible": return <Impossible of={sheet} />;
    case "role": return <Statements of={sheet.roles} />;
    case "interface": return <Interfaces of={sheet} />;
    case "setting": return <Table heads={[t("organisation.sheetSetting"), t("organisation.sheetValue")]} rows={sheet.settings.map(({ meaning, value }) => [meaning, value])} />;
    case "record": return <Statements of={sheet.record} />;
    case "assessment": return <Statements of={sheet.assessment} />;
    default: return null;
  }
}

function Statements({ of }: { readonly of: readonly { readonly name: string; readonly text: string }[] }) {
  return <ul>{of.map(({ name, text }) => <li key={name}>{text}</li>)}</ul>;
}

function Table({ heads, rows }: { readonly heads: readonly string[]; readonly rows: readonly (readonly string[])[] }) {
  return (
    <table class="table stacked">
      <thead><tr>{heads.map((head) => <th key={head} scope="col">{head}</th>)}</tr></thead>
      <tbody>
        {rows.map((cells) => (
          <tr key={cells[0]}>{cells.map((cell, index) => <td key={heads[index]} data-label={index === 0 ? undefined : heads[index]}>{cell}</td>)}</tr>
        ))}
      </tbody>
    </table>
  );
}

function Company({ of: { company } }: { readonly of: DataSheet }) {
  return (
    <dl>
      {company.map(({ name, title, text }) => (
        <div key={name}>
          <dt>{title}</dt>
          <dd dir="auto">{text ?? <a class="blank" href="/console/organisation/settings">{t("organisation.toFillIn")}</a>}</dd>
        </div>
      ))}
    </dl>
  );
}

function Held({ of: { held } }: { readonly of: DataSheet }) {
  const heads = [t("organisation.what"), t("organisation.why"), t("organisation.kept"), t("organisation.who")];
  return <Table heads={heads} rows={held.map(({ what, why, kept, readers }) => [what, why, kept, rolesOf(readers)])} />;
}

function Impossible({ of: { impossible } }: { readonly of: DataSheet }) {
  return (
    <ol>
      {impossible.map(({ name, text, proofs }) => (
        <li key={name}>{text}{proofs.map((proof) => <code key={proof} class="small quiet block">{proof}</code>)}</li>
      ))}
    </ol>
  );
}

function Interfaces({ of: { interfaces } }: { readonly of: DataSheet }) {
  const heads = [t("organisation.what"), t("organisation.inUse"), t("organisation.whereTo")];
  return <Table heads={heads} rows={interfaces.map(({ text, active, to }) => [text, t(active ? "organisation.yes" : "organisation.no"), to.join("; ")])} />;
}
