/** Whose the rows of a file are, and what becomes of what is there already. Most files need none of it. */
import { t } from "../i18n";
import { Select } from "../ui/select";
import { TextField } from "../ui/text-field";
import type { Terms, UploadJob } from "./job";

const EXISTING: readonly Terms["existing"][] = ["update", "keep", "replace"];

export function UploadTerms({ upload }: { readonly upload: UploadJob }) {
  const { source, existing, endsMissing } = upload.terms;
  return (
    <details class="card upload-terms" data-testid="upload-terms" open={source !== "" || existing !== "update"}>
      <summary>{t("upload.terms")}</summary>
      <div class="stack">
        <TextField
          label={t("upload.source")}
          hint={t("upload.sourceHint")}
          value={source}
          testid="upload-source"
          maxLength={64}
          onValue={(value) => { upload.setTerms({ source: value.trim().toLowerCase(), ...(value.trim() === "" && { endsMissing: false }) }); }}
        />
        <Select
          label={t("upload.existing")}
          value={existing}
          testid="upload-existing"
          options={EXISTING.map((value) => ({ value, label: t(`upload.existing_${value}`) }))}
          onChoose={(value) => { upload.setTerms({ existing: value }); }}
        />
        {upload.subject === "links" || source === "" ? null : (
          <label class="check">
            <input type="checkbox" data-testid="upload-missing" checked={endsMissing} onChange={(event) => { upload.setTerms({ endsMissing: event.currentTarget.checked }); }} />
            {t("upload.missing")}
          </label>
        )}
      </div>
    </details>
  );
}
