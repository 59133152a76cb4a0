/** The rows of a table of the overview, with their names in words, the most first. */
import type { Overview, Totals } from "vertel-schema";
import { languageName, t } from "../i18n";
import type { Measure } from "./steps";
import type { Table } from "./query";

export interface TableRow {
  readonly key: string;
  readonly name: string;
  /** An editor's own words, which may be in another language than the console. */
  readonly isOwnText: boolean;
  readonly href?: string;
  readonly totals: Totals;
  /** The same in the period before; undefined where that is not told. */
  readonly before?: Totals | undefined;
}

export type Grouped = Exclude<Table, "suggestion">;

const NOTHING: Totals = { shares: 0, clicks: 0, clicks_per_share: null, applications: 0 };

interface Named {
  readonly key: string;
  readonly totals: Totals;
}

function named(overview: Overview, by: Grouped): readonly Named[] {
  if (by === "kind") return overview.by_kind.map((row) => ({ key: row.kind, totals: row }));
  if (by === "team") return overview.by_team.map((row) => ({ key: row.team, totals: row }));
  return overview[`by_${by}`].map((row) => ({ key: row.group ?? "", totals: row }));
}

/** Groups with which something happened in either period. What belongs to none stands at the end. */
export function tableRows(now: Overview, before: Overview, by: Grouped, measure: Measure): readonly TableRow[] {
  const earlier = new Map(named(before, by).map(({ key, totals }) => [key, totals]));
  const present = new Map(named(now, by).map(({ key, totals }) => [key, totals]));
  const keys = new Set([...present.keys(), ...earlier.keys()]);
  const rows = [...keys].map((key) => row(key, nameOf(by, key), by === "team" || by === "location", present.get(key), earlier.get(key)));
  const sorted = rows.filter(({ totals, before: was }) => isSome(totals) || isSome(was)).sort((a, b) => value(b, measure) - value(a, measure));
  const rest = row("unassigned", t("numbers.unassigned"), false, now.unassigned, before.unassigned);
  return isSome(rest.totals) || isSome(rest.before) ? [...sorted, rest] : sorted;
}

const row = (key: string, name: string, isOwnText: boolean, totals = NOTHING, before = NOTHING): TableRow => ({ key, name, isOwnText, totals, before });

const isSome = (totals: Totals | undefined): boolean =>
  (totals?.shares ?? 0) + (totals?.clicks ?? 0) + (totals?.applications ?? 0) > 0;

const value = ({ totals }: TableRow, measure: Measure): number => totals[measure] ?? 0;

/** The server's own name of those who are in no team of five. */
const OTHER_TEAMS = "Other teams";

function nameOf(by: Grouped, key: string): string {
  if (by === "kind") return t(`kind_${key as Overview["by_kind"][number]["kind"]}`);
  if (by === "team") return key === OTHER_TEAMS ? t("numbers.otherTeams") : key;
  if (by === "location") return key === "" ? t("numbers.anywhere") : listed(key.split(", "));
  return listed(key.split(", ").map(languageName));
}

const listed = (names: readonly string[]): string => new Intl.ListFormat(t("locale")).format(names);
