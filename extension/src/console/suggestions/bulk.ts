/** The same change to many suggestions, one after the other: one that fails leaves the others be. */
import type { Suggestion } from "../../shared/shapes";
import { callFailure } from "../api";
import { changeSuggestion, type Changed, type Wish } from "../ui/change-suggestion";

interface Refused {
  readonly wish: Wish;
  /** `whyNot` says it in a sentence. */
  readonly error: unknown;
}

export interface Report {
  readonly changed: readonly Changed[];
  readonly failed: readonly Refused[];
  /** Nothing had to be done for them. */
  readonly same: readonly Suggestion[];
  /** They were not tried any more: somebody stopped it. */
  readonly left: readonly Wish[];
}

export interface Progress {
  readonly done: number;
  readonly of: number;
}

interface Options {
  readonly change?: (wish: Wish) => Promise<Changed | undefined>;
  readonly onProgress?: (progress: Progress) => void;
  readonly isStopped?: () => boolean;
}

/** Without a connection or a session the next one fails likewise. */
const isForAll = (error: unknown): boolean => ["offline", "signed_out"].includes(callFailure(error).kind);

export async function runBulk(
  wishes: readonly Wish[],
  { change = changeSuggestion, onProgress = () => undefined, isStopped = () => false }: Options = {},
): Promise<Report> {
  const report = { changed: [] as Changed[], failed: [] as Refused[], same: [] as Suggestion[], left: [] as Wish[] };
  let failsAll: { readonly error: unknown } | undefined;
  for (const [done, wish] of wishes.entries()) {
    onProgress({ done, of: wishes.length });
    if (isStopped()) report.left.push(wish);
    else if (failsAll !== undefined) report.failed.push({ wish, ...failsAll });
    else {
      try {
        const changed = await change(wish);
        if (changed === undefined) report.same.push(wish.seen);
        else report.changed.push(changed);
      } catch (error) {
        report.failed.push({ wish, error });
        if (isForAll(error)) failsAll = { error };
      }
    }
  }
  return report;
}
