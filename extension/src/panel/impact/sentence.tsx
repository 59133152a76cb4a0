/** What was shared and what it led to, as one sentence. */
import type { Impact, Period } from "../../shared/shapes";
import { number, plural, t } from "../i18n";

export const MEASURES = ["shares", "clicks", "applications"] as const;
export type Measure = (typeof MEASURES)[number];

export type Sums = Pick<Impact, Measure>;

/** "In the last 30 days you shared 3 times and people clicked your links 41 times": what there was none of is not said. */
export function sentenceOf(sums: Sums, period: Period): string {
  const clauses = MEASURES.filter((measure) => sums[measure] > 0).map((measure) => plural(`impactDid_${measure}`, sums[measure]));
  return t(`impactIn_${period}`, new Intl.ListFormat(t("locale")).format(clauses));
}

/** "Shared: 3, clicks: 41", for where a sentence is too much. */
export function Sum({ of }: { readonly of: Sums }) {
  const parts = MEASURES.filter((measure) => of[measure] > 0).map((measure) => `${t(`impactShort_${measure}`)}: ${number(of[measure])}`);
  return <span class="small quiet">{parts.join(", ")}</span>;
}

export const isNothing = (sums: Sums): boolean => MEASURES.every((measure) => sums[measure] === 0);
