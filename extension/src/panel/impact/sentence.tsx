/** What was shared and what it led to, as one sentence. */
import type { Impact, Period } from "../../shared/shapes";
import { number, plural, t } from "../i18n";

export const MEASURES = ["shares", "tips", "clicks", "applications"] as const;
export type Measure = (typeof MEASURES)[number];

export type Sums = Pick<Impact, Measure>;

/** What is shown of each: tips are shares to the server, and apart from them here. One that is older knows of none. */
export function measured({ shares, tips = 0, clicks, applications }: Sums): Readonly<Record<Measure, number>> {
  return { shares: shares - tips, tips, clicks, applications };
}

/** "In the last 30 days you shared 3 times and people clicked your links 41 times": what there was none of is not said. */
export function sentenceOf(sums: Sums, period: Period): string {
  const counts = measured(sums);
  const clauses = MEASURES.filter((measure) => counts[measure] > 0).map((measure) => plural(`impactDid_${measure}`, counts[measure]));
  return t(`impactIn_${period}`, new Intl.ListFormat(t("locale")).format(clauses));
}

/** "Shared: 3, clicks: 41", for where a sentence is too much. */
export function Sum({ of }: { readonly of: Sums }) {
  const counts = measured(of);
  const parts = MEASURES.filter((measure) => counts[measure] > 0).map((measure) => `${t(`impactShort_${measure}`)}: ${number(counts[measure])}`);
  return <span class="small quiet">{parts.join(", ")}</span>;
}

export const isNothing = (sums: Sums): boolean => Object.values(measured(sums)).every((count) => count === 0);
