/** Who changed what, the newest first, and all of it as a file for a spreadsheet. */
import type { AuditEntry, AuditParty } from "vertel-schema";
import { api } from "../api";
import { t } from "../i18n";
import { saveCsv } from "../ui/save-file";
import { EmptyState } from "../ui/empty-state";
import { Show } from "../ui/loaded";
import { More } from "../ui/more";
import { Problem } from "../ui/problem";
import { TextField } from "../ui/text-field";
import { useAction } from "../ui/use-action";
import { usePages } from "../ui/use-pages";
import { addressOf, useQuery } from "../ui/use-query";
import { whenExactly } from "../ui/when";

export function Audit() {
  const [query, change] = useQuery();
  const { since = "", until = "", subject } = query;
  const asked = { subject, since: since === "" ? undefined : `${since}T00:00:00Z`, until: until === "" ? undefined : `${until}T23:59:59Z` };
  const entries = usePages(addressOf("audit", { since, until, subject }), (cursor) => api.audit.browse({ ...asked, limit: 50, cursor }));
  const save = useAction(async () => {
    saveCsv(await api.audit.browseCsv({ ...asked, locale: t("locale") }), "audit.csv");
  });
  return (
    <section aria-label={t("organisation.audit")}>
      <p class="quiet lead-line">{t("organisation.auditText")}</p>
      <div class="filters">
        <TextField label={t("organisation.from")} value={since} testid="audit-since" type="date" onValue={(value) => { change({ since: value }, "replace"); }} />
        <TextField label={t("organisation.until")} value={until} testid="audit-until" type="date" onValue={(value) => { change({ until: value }, "replace"); }} />
        {subject === undefined ? null : <button type="button" class="button compact" onClick={() => { change({ subject: undefined }); }}>{t("organisation.allSubjects")}</button>}
        <button type="button" class="button at-end" data-testid="audit-csv" aria-disabled={save.isBusy} onClick={() => void save.run()}>{t("organisation.asCsv")}</button>
      </div>
      <Problem failure={save.failure} testid="audit-csv-failed" />
      <Show of={entries}>
        {({ items }) => items.length === 0
          ? <EmptyState icon="clock" title={t("organisation.noEntries")} text={t("organisation.noEntriesText")} />
          : <ol class="entries" data-testid="audit">{items.map((entry) => <Entry key={entry.id} of={entry} onSubject={(value) => { change({ subject: value }); }} />)}</ol>}
      </Show>
      <More of={entries} />
    </section>
  );
}

interface EntryProps {
  readonly of: AuditEntry;
  readonly onSubject: (subject: string) => void;
}

/** Of a kind that this version does not know, its own word. */
const nameOf = (party: AuditParty): string => party.name ?? (t(`organisation.party_${party.kind as "employee"}`) || party.kind);

function Entry({ of: { at, actor, summary, subject, changes, details }, onSubject }: EntryProps) {
  const rest = [
    ...changes.map(({ field, before, after }) => t("organisation.change", field, before ?? "–", after ?? "–")),
    ...details.map(({ name, value }) => `${name}: ${value ?? "–"}`),
  ];
  return (
    <li class="entry">
      <p class="small quiet"><time dateTime={at}>{whenExactly(at)}</time> · <span dir="auto">{nameOf(actor)}</span></p>
      <p>
        {summary}
        {subject === null ? null : (
          <>
            {": "}
            {subject.id === null ? <span dir="auto">{nameOf(subject)}</span> : (
              <button type="button" class="text-button" dir="auto" onClick={() => { onSubject(`${subject.kind}:${subject.id ?? ""}`); }}>{nameOf(subject)}</button>
            )}
          </>
        )}
      </p>
      {rest.length === 0 ? null : <ul class="small quiet">{rest.map((line) => <li key={line} dir="auto">{line}</li>)}</ul>}
    </li>
  );
}
