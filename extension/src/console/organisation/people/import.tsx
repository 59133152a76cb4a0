/** Colleagues from a file of HR's: what it would do is shown first, and done when one has seen it. */
import type { EmployeeImportResult } from "vertel-schema";
import { useState } from "preact/hooks";
import { apiTelling } from "../../api";
import { useConsole } from "../../context";
import { t } from "../../i18n";
import { Dialog } from "../../ui/dialog";
import { FileButton } from "../../ui/file-button";
import { Problem } from "../../ui/problem";
import { Sending } from "../../ui/sending";
import { useAction } from "../../ui/use-action";
import type { Progress } from "../../worker/protocol";
import { ImportResult } from "./import-result";

interface Props {
  readonly onClose: () => void;
  readonly onChanged: () => void;
}

const TAKEN = ".csv,.json,.jsonl,.ndjson,text/csv,application/json";
const TYPES = [["json", "application/json"], ["jsonl", "application/x-ndjson"], ["ndjson", "application/x-ndjson"]] as const;

function typeOf({ name }: File): "text/csv" | (typeof TYPES)[number][1] {
  return TYPES.find(([ending]) => name.toLowerCase().endsWith(`.${ending}`))?.[1] ?? "text/csv";
}

export function Import({ onClose, onChanged }: Props) {
  const { toast } = useConsole();
  const [file, setFile] = useState<File>();
  const [found, setFound] = useState<EmployeeImportResult>();
  const [sending, setSending] = useState<Progress>();
  const { imports } = apiTelling((progress) => { setSending(progress.sent < progress.total ? progress : undefined); });
  const look = useAction(async (chosen: File) => {
    setFound(undefined);
    setFile(chosen);
    setFound(await imports.uploadEmployees(chosen, typeOf(chosen), { dry_run: true }));
  });
  const store = useAction(async () => {
    if (file === undefined) return;
    const result = await imports.uploadEmployees(file, typeOf(file), { dry_run: false });
    onChanged();
    toast({ tone: "good", about: "imported", text: t("organisation.imported", result.created, result.updated) });
    onClose();
  });
  const canStore = found !== undefined && found.created + found.updated > 0;
  return (
    <Dialog
      title={t("organisation.importPeople")}
      testid="import"
      onClose={onClose}
      isWide
      actions={
        <>
          <button type="button" class="button" onClick={onClose}>{t("cancel")}</button>
          <button type="button" class="button primary" data-testid="import-store" aria-disabled={!canStore || store.isBusy} onClick={() => { if (canStore) void store.run(); }}>
            {t(store.isBusy ? "organisation.importing" : "organisation.importStore")}
          </button>
        </>
      }
    >
      <p class="quiet">{t("organisation.importText")}</p>
      <div class="actions">
        <FileButton label={t("organisation.importFile")} icon="upload" accept={TAKEN} testid="import-file" isBusy={look.isBusy} onFile={(chosen) => void look.run(chosen)} />
        {file === undefined ? null : <span class="small quiet" dir="auto">{file.name}</span>}
      </div>
      <div role="status">
        {look.isBusy ? <p>{t(sending === undefined ? "organisation.importLooking" : "upload.sending")}</p> : null}
        {found === undefined ? null : <ImportResult result={found} />}
      </div>
      {sending !== undefined && (look.isBusy || store.isBusy) ? <Sending of={sending} /> : null}
      <Problem failure={look.failure ?? store.failure} testid="import-failed" />
    </Dialog>
  );
}
