/** The sums of four weeks and of the four before: with as many Mondays in both, unlike months. */
import type { ClickRow } from "vertel-schema";
import { daysAfter } from "./days";

export interface Sums {
  readonly clicks: number;
  readonly shares: number;
  readonly applications: number;
}

export interface FourWeeks {
  readonly now: Sums;
  readonly before: Sums;
}

type Row = Pick<ClickRow, "start" | keyof Sums>;

export function sumsOf(rows: readonly Row[]): Sums {
  const sum = (measure: keyof Sums): number => rows.reduce((total, row) => total + (row[measure] ?? 0), 0);
  return { clicks: sum("clicks"), shares: sum("shares"), applications: sum("applications") };
}

/** @param rows a row for each day. @param last the last day of the four weeks. */
export function fourWeeks(rows: readonly Row[], last: string): FourWeeks {
  const upTo = (end: string): Sums => sumsOf(rows.filter(({ start }) => start > daysAfter(end, -28) && start <= end));
  return { now: upTo(last), before: upTo(daysAfter(last, -28)) };
}
