/** The numbers by suggestion, kind, team, place or language: a table whose numbers are drawn in it. */
import type { SuggestionTotals } from "vertel-schema";
import { api } from "../api";
import { number, t } from "../i18n";
import { Show } from "../ui/loaded";
import { More } from "../ui/more";
import { useLoaded } from "../ui/use-loaded";
import { usePages } from "../ui/use-pages";
import { movement } from "../today/comparison";
import type { Period } from "./period";
import type { Grouped } from "./table-rows";
import type { Table } from "./query";
import { MEASURES, type Measure } from "./steps";
import { tableRows, type TableRow } from "./table-rows";

interface Props {
  readonly period: Period;
  /** Undefined when nothing is compared. */
  readonly earlier: Period | undefined;
  readonly measure: Measure;
}

export function Breakdown({ by, ...rest }: Props & { readonly by: Table }) {
  return by === "suggestion" ? <BySuggestion {...rest} /> : <ByGroup by={by} {...rest} />;
}

const PAGE = 20;

/** Without the period before: a suggestion is new in one, and over in the next. */
function BySuggestion({ period, measure }: Props) {
  const key = `reports/suggestions?${period.since}&${period.until}&${measure}`;
  const pages = usePages(key, (cursor) => api.reports.suggestions({ ...period, sort: measure, limit: PAGE, ...(cursor !== undefined && { cursor }) }));
  return (
    <Show of={pages}>
      {({ items }) => (
        <>
          <NumbersTable by="suggestion" rows={items.map(ofSuggestion)} measure={measure} isCompared={false} />
          <More of={pages} />
        </>
      )}
    </Show>
  );
}

const ofSuggestion = (one: SuggestionTotals): TableRow => ({
  key: one.id, name: one.title, isOwnText: true, href: `/console/suggestions/${one.id}`, totals: one,
});

function ByGroup({ by, period, earlier, measure }: Props & { readonly by: Grouped }) {
  const overviews = useLoaded(`reports/overview?${period.since}&${period.until}`, async () => {
    const [now, before] = await Promise.all([api.reports.overview({ ...period }), api.reports.overview({ ...(earlier ?? period) })]);
    return { now, before };
  });
  return (
    <Show of={overviews}>
      {({ now, before }) => <NumbersTable by={by} rows={tableRows(now, before, by, measure)} measure={measure} isCompared={earlier !== undefined} />}
    </Show>
  );
}

interface TableProps {
  readonly by: Table;
  readonly rows: readonly TableRow[];
  readonly measure: Measure;
  readonly isCompared: boolean;
}

function NumbersTable({ by, rows, measure, isCompared }: TableProps) {
  if (rows.length === 0) return <p class="quiet" data-testid="no-rows">{t("numbers.noRows")}</p>;
  const most = Math.max(1, ...rows.map(({ totals }) => totals[measure] ?? 0));
  const others = MEASURES.filter((one) => one !== measure);
  return (
    <table class="table stacked numbers-table" data-testid="breakdown">
      <thead>
        <tr>
          <th scope="col">{t(`numbers.by_${by}`)}</th>
          <th scope="col" class="drawn">{t(`numbers.measure_${measure}`)}</th>
          {isCompared ? <th scope="col" class="figure">{t("numbers.change")}</th> : null}
          {others.map((one) => <th key={one} scope="col" class="figure">{t(`numbers.measure_${one}`)}</th>)}
          <th scope="col" class="figure">{t("numbers.perShare")}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => <Row key={row.key} row={row} most={most} measure={measure} others={others} isCompared={isCompared} />)}
      </tbody>
    </table>
  );
}

/** A dash where nothing was shared. */
function quotient(value: number | null): string {
  const options = { minimumFractionDigits: 1, maximumFractionDigits: 1 };
  return value === null ? "–" : new Intl.NumberFormat(t("locale"), options).format(value);
}

interface RowProps extends Pick<TableProps, "measure" | "isCompared"> {
  readonly row: TableRow;
  readonly most: number;
  readonly others: readonly Measure[];
}

function Row({ row: { name, isOwnText, href, totals, before }, most, measure, others, isCompared }: RowProps) {
  const value = totals[measure] ?? 0;
  const dir = isOwnText ? "auto" : undefined;
  return (
    <tr>
      <th scope="row" dir={dir}>{href === undefined ? name : <a class="plain" href={href}>{name}</a>}</th>
      <td class="drawn" data-label={t(`numbers.measure_${measure}`)}>
        <div class="drawn-cell">
          {number(value)}
          <div>{value === 0 ? null : <span class="drawn-bar" style={{ inlineSize: `${String((100 * value) / most)}%` }} />}</div>
        </div>
      </td>
      {isCompared ? <td class="figure" data-label={t("numbers.change")}>{movement(value, before?.[measure] ?? 0)}</td> : null}
      {others.map((one) => <td key={one} class="figure" data-label={t(`numbers.measure_${one}`)}>{number(totals[one] ?? 0)}</td>)}
      <td class="figure" data-label={t("numbers.perShare")}>{quotient(totals.clicks_per_share)}</td>
    </tr>
  );
}
