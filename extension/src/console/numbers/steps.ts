/** A period in steps of one, seven or twenty-eight days, counted back from its last day. */
import type { ClickRow } from "vertel-schema";
import { sumsOf, type Sums } from "../today/four-weeks";
import { daysAfter, length } from "../today/days";
import type { Period } from "./period";

export const MEASURES = ["clicks", "shares", "applications"] as const;
export type Measure = (typeof MEASURES)[number];

export interface Step extends Sums {
  readonly first: string;
  readonly last: string;
}

type Row = Pick<ClickRow, "start" | Measure>;

const MOST_DAYS = 31;
const MOST_WEEKS = 27;

/** How many days a step has, so that a chart has some thirty of them at most. */
export function stepLength(days: number): 1 | 7 | 28 {
  if (days <= MOST_DAYS) return 1;
  return days <= MOST_WEEKS * 7 ? 7 : 28;
}

/** The oldest first; that one may be shorter. Days without a row are those on which nothing happened. */
export function stepsOf(rows: readonly Row[], { since, until }: Period, days: number): readonly Step[] {
  const steps: Step[] = [];
  for (let last = until; last >= since; last = daysAfter(last, -days)) {
    const begin = daysAfter(last, 1 - days);
    const first = begin < since ? since : begin;
    steps.unshift({ first, last, ...sumsOf(rows.filter(({ start }) => start >= first && start <= last)) });
  }
  return steps;
}

export const daysOf = ({ since, until }: Period): number => length(since, until);
