/** What became, or would become, of each row: those that need somebody first, the others one tap away. */
import { useState } from "preact/hooks";
import { plural, t } from "../i18n";
import { addressOf, useQuery } from "../ui/use-query";
import { EntryRow } from "./entry-row";
import type { Entry, State, Subject, UploadJob } from "./job";

const AT_ONCE = 100;
const STATUSES = ["created", "updated", "unchanged", "refused"] as const;

interface Props {
  readonly state: State;
  readonly subject: Subject;
  readonly upload: UploadJob;
  readonly onStore: () => void;
}

const isRefused = ({ verdict }: Entry): boolean => verdict.status === "refused";
/** A row that was just mended stays under the eyes of who mended it. */
const needsSomebody = (entry: Entry, table: State["table"]): boolean =>
  isRefused(entry) || entry.verdict.warnings.length > 0 || (!entry.isStored && table?.mended.has(entry.line) === true);

export function Verdicts({ state, subject, upload, onStore }: Props) {
  const [{ show, of }] = useQuery();
  const path = "/console/upload";
  const [most, setMost] = useState(AT_ONCE);
  const { entries, phase } = state;
  const attention = entries.filter((entry) => needsSomebody(entry, state.table));
  const isAll = show === "all" || attention.length === 0;
  const shown = isAll ? entries : attention;
  return (
    <>
      <Summary state={state} />
      <StoreBar state={state} onStore={onStore} />
      {attention.length === 0 ? null : (
        <nav class="parts" aria-label={t("upload.rows")}>
          <a class="view-tab" href={addressOf(path, { of })} aria-current={isAll ? undefined : "page"} data-testid="upload-attention">
            {t("upload.attention", attention.length)}
          </a>
          <a class="view-tab" href={addressOf(path, { of, show: "all" })} aria-current={isAll ? "page" : undefined} data-testid="upload-all">
            {t("upload.all", entries.length)}
          </a>
        </nav>
      )}
      <ol class="upload-rows" data-testid="entries">
        {shown.slice(0, most).map((entry) => (
          <EntryRow key={entry.line} entry={entry} subject={subject} table={state.table} upload={upload} isBusy={phase !== "checked"} />
        ))}
      </ol>
      {shown.length <= most ? null : (
        <div class="more">
          <button type="button" class="button" onClick={() => { setMost(most + AT_ONCE); }}>{t("shell.more")}</button>
        </div>
      )}
    </>
  );
}

/** How many of each, in the order in which they are read. */
function Summary({ state: { entries, isStored } }: { readonly state: State }) {
  const counts = STATUSES.map((status) => [status, entries.filter(({ verdict }) => verdict.status === status).length] as const);
  return (
    <dl class="upload-sum" data-testid="upload-sum">
      {counts.map(([status, count]) => (
        <div key={status} class={status === "refused" && count > 0 ? "bad" : ""}>
          <dt>{t(isStored && status !== "refused" ? `upload.was_${status}` : `upload.is_${status}`)}</dt>
          <dd>{count}</dd>
        </div>
      ))}
    </dl>
  );
}

function StoreBar({ state: { entries, phase, table, isStored }, onStore }: Pick<Props, "state" | "onStore">) {
  const left = entries.filter((entry) => !entry.isStored);
  const ready = left.filter((entry) => !isRefused(entry) && !entry.isUnchecked).length;
  if (left.length === 0) return <p class="note" role="status" data-testid="upload-done">{t("upload.done")}</p>;
  const refused = left.length - ready;
  const isBusy = phase !== "checked";
  return (
    <div class="upload-bar">
      {ready === 0 ? null : (
        <button type="button" class="button primary" data-testid="upload-store" aria-disabled={isBusy} onClick={() => { if (!isBusy) onStore(); }}>
          {plural(isStored ? "upload.storeLeft" : "upload.store", ready)}
        </button>
      )}
      {refused === 0 ? null : <p class="quiet small">{plural("upload.stay", refused)} {t(table === undefined ? "upload.mendInFile" : "upload.mendHere")}</p>}
    </div>
  );
}
