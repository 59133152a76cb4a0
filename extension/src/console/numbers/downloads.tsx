/** The numbers as files for a spreadsheet: the table that is shown, and the days of the period. */
import { FailureNote } from "../../panel/ui/failure-note";
import { api } from "../api";
import { t } from "../i18n";
import { saveCsv } from "../ui/save-file";
import { useAction } from "../ui/use-action";
import type { Period } from "./period";
import type { Table } from "./query";

export function Downloads({ period, by }: { readonly period: Period; readonly by: Table }) {
  const locale = t("locale");
  const save = useAction(async (what: "table" | "days") => {
    const asked = { ...period, locale };
    saveCsv(await csvOf(what, by, asked), `vertel-${what === "days" ? "days" : by}-${period.since}-${period.until}.csv`);
  });
  return (
    <div class="actions downloads">
      <button type="button" class="button" data-testid="csv" aria-disabled={save.isBusy} onClick={() => void save.run("table")}>{t("numbers.csv")}</button>
      <button type="button" class="button" data-testid="csv-days" aria-disabled={save.isBusy} onClick={() => void save.run("days")}>{t("numbers.csvDays")}</button>
      {save.failure && <FailureNote failure={save.failure} what={t("numbers.notSaved")} testid="csv-failed" />}
    </div>
  );
}

function csvOf(what: "table" | "days", by: Table, asked: Period & { readonly locale: string }): Promise<string> {
  if (what === "days") return api.reports.clicksCsv({ ...asked, interval: "day" });
  return by === "suggestion" ? api.reports.suggestionsCsv({ ...asked }) : api.reports.overviewCsv({ ...asked, by });
}
