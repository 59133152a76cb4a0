/** One row: what became of it and why, and its cells to mend. */
import { useState } from "preact/hooks";
import { plural, t } from "../i18n";
import { Cell } from "./cell";
import { cellFault, placeOf, type CellFault } from "./columns";
import type { Entry, Subject, UploadJob } from "./job";
import type { Table } from "./table";

interface Props {
  readonly entry: Entry;
  readonly subject: Subject;
  readonly table: Table | undefined;
  readonly upload: UploadJob;
  readonly isBusy: boolean;
}

/** A row whose fault is in no cell of its own is shown whole, if one can still look it over. */
const FEW = 8;

function faultsOf(entry: Entry, table: Table | undefined): readonly CellFault[] {
  return entry.verdict.errors.map((fault) => (table === undefined ? { message: fault.message, place: -1 } : cellFault(table, fault)));
}

export function EntryRow({ entry, subject, table, upload, isBusy }: Props) {
  const [isOpened, setIsOpen] = useState<boolean>();
  // a cell that was wrong stays where it was mended, also when it is right now
  const [mended, setMended] = useState<readonly number[]>([]);
  const { line, verdict, isStored, isUnchecked } = entry;
  const name = `entry-${String(line)}`;
  const cells = isStored ? undefined : table?.rows.get(line)?.cells;
  const faults = faultsOf(entry, table);
  const isOpen = isOpened ?? (faults.some(({ place }) => place === -1) && (table?.columns.length ?? 0) <= FEW);
  const open = isOpen ? (table?.columns.keys() ?? []) : new Set([...mended, ...faults.map(({ place }) => place)].filter((place) => place !== -1));
  const mend = (place: number, text: string): void => {
    setMended(mended.includes(place) ? mended : [...mended, place]);
    void upload.mend(line, place, text);
  };
  return (
    <li class="upload-row" data-testid={name}>
      <Head entry={entry} subject={subject} table={table} />
      <Reasons faults={cells === undefined ? faults : faults.filter(({ place }) => place === -1)} entry={entry} />
      {verdict.status === "refused" || isStored ? null : <Changes entry={entry} />}
      {cells === undefined || table === undefined ? null : (
        <div class="upload-cells">
          {[...open].sort((one, other) => one - other).map((place) => (
            <Cell
              key={place}
              id={`${name}-${String(place)}`}
              column={table.columns[place] ?? ""}
              text={cells[place] ?? ""}
              fault={isUnchecked && mended.includes(place) ? "" : faults.filter((fault) => fault.place === place).map(({ message }) => message).join(" ")}
              isBusy={isBusy}
              onMend={(text) => { mend(place, text); }}
            />
          ))}
          <button type="button" class="text-button" data-testid={`${name}-cells`} aria-expanded={isOpen} onClick={() => { setIsOpen(!isOpen); }}>
            {t(isOpen ? "upload.fewerCells" : "upload.allCells")}
          </button>
        </div>
      )}
    </li>
  );
}

function Head({ entry: { line, verdict, isStored, isUnchecked }, subject, table }: Pick<Props, "entry" | "subject" | "table">) {
  const named = table?.rows.get(line)?.cells[placeOf(table, "title")]?.trim();
  const name = named === undefined || named === "" ? verdict.external_id : named;
  const code = "code" in verdict ? verdict.code : null;
  const href = "reach" in verdict || subject === "suggestions" ? suggestionAddress(verdict) : linkAddress(code);
  const tone = verdict.status === "refused" ? "bad" : isStored ? "good" : "";
  return (
    <p class="upload-row-head">
      <span class="quiet entry-line">{t("upload.line", line)}</span>
      {href === undefined || !isStored ? <bdi class="upload-row-name">{name ?? ""}</bdi> : <a class="upload-row-name" href={href}><bdi>{name ?? t("upload.open")}</bdi></a>}
      <span class={`state ${isUnchecked ? "" : tone}`} data-testid={`entry-${String(line)}-status`}>
        {t(isUnchecked ? "upload.unchecked" : isStored ? `upload.was_${verdict.status}` : `upload.is_${verdict.status}`)}
      </span>
    </p>
  );
}

const suggestionAddress = (verdict: Entry["verdict"]): string | undefined =>
  "id" in verdict && verdict.id !== null ? `/console/suggestions/${verdict.id}` : undefined;
const linkAddress = (code: string | null): string | undefined =>
  code === null ? undefined : `/console/links?link=${encodeURIComponent(code)}`;

function Reasons({ faults, entry: { verdict } }: { readonly faults: readonly CellFault[]; readonly entry: Entry }) {
  if (faults.length + verdict.warnings.length === 0) return null;
  return (
    <ul class="upload-reasons">
      {faults.map(({ message }) => <li key={message} class="fault small" dir="auto">{message}</li>)}
      {verdict.warnings.map(({ code, pointer, message }) => <li key={code + pointer} class="quiet small" dir="auto">{message}</li>)}
    </ul>
  );
}

/** What a row says of what is there already. */
function Changes({ entry: { verdict } }: { readonly entry: Entry }) {
  const changes = verdict.changes ?? [];
  const reach = "reach" in verdict ? verdict.reach : undefined;
  const said = [
    verdict.status === "updated" && changes.length > 0 ? t("upload.changes", changes.join(", ")) : undefined,
    typeof reach === "number" && reach > 0 ? plural("upload.reach", reach) : undefined,
  ].filter((one) => one !== undefined);
  return said.length === 0 ? null : <p class="quiet small">{said.join(" ")}</p>;
}
