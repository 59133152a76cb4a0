/** What a reader meets of a post: how long it takes, and what stands before "see more". */
import { aboveFold } from "./length";
import { sentencesOf, wordsIn } from "./sentences";

/** Of a grown-up who reads for themselves, on a screen. */
const WORDS_A_MINUTE = 200;

/** Nobody reads by the second. */
const STEP_SECONDS = 5;

export function readingSeconds(text: string): number {
  const seconds = (wordsIn(text).length / WORDS_A_MINUTE) * 60;
  return Math.max(STEP_SECONDS, Math.ceil(seconds / STEP_SECONDS) * STEP_SECONDS);
}

export type Beginning =
  /** All of the post is read without a click. */
  | { readonly is: "all" }
  /** The first sentence is, and ends before the fold. */
  | { readonly is: "sentence" }
  /** The fold cuts the first sentence; these are its last words before it. */
  | { readonly is: "cut"; readonly at: string };

const LAST_WORDS = 3;

/** @param foldAt UTF-16 units after which the rest is folded away */
export function beginningOf(text: string, foldAt: number): Beginning | undefined {
  const shown = text.trim();
  const [first] = sentencesOf(shown);
  if (first === undefined) return undefined;
  const above = aboveFold(shown, foldAt);
  if (above === null) return { is: "all" };
  if (first.end <= above.length) return { is: "sentence" };
  return { is: "cut", at: above.split(/\s+/).slice(-LAST_WORDS).join(" ") };
}
