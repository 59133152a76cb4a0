/** What a file of colleagues would do, with a reason for each row that would not do. */
import type { EmployeeImportResult } from "vertel-schema";
import { t } from "../../i18n";

const MOST_ROWS = 50;

export function ImportResult({ result: { created, updated, unchanged, refused, rows, disabled, note } }: { readonly result: EmployeeImportResult }) {
  const faulty = rows.filter(({ errors }) => errors.length > 0);
  return (
    <div class="stack" data-testid="import-result">
      <p><strong>{t("organisation.importWould", created, updated, unchanged, refused)}</strong></p>
      {note === null ? null : <p class="note">{note}</p>}
      {disabled.length === 0 ? null : <p class="note bad">{t("organisation.importDisabled", disabled.map(({ email }) => email).join(", "))}</p>}
      {faulty.length === 0 ? null : (
        <table class="table">
          <thead>
            <tr>
              <th scope="col">{t("organisation.row")}</th>
              <th scope="col">{t("organisation.wrong")}</th>
            </tr>
          </thead>
          <tbody>
            {faulty.slice(0, MOST_ROWS).map(({ row, errors }) => (
              <tr key={row}>
                <td class="figure">{row}</td>
                <td>{errors.map(({ message }) => message).join(" ")}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {faulty.length > MOST_ROWS ? <p class="small quiet">{t("organisation.importMore", faulty.length - MOST_ROWS)}</p> : null}
    </div>
  );
}
