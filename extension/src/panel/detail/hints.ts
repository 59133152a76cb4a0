/** Which one hint stands below the editor: never two, so that writing does not feel like being corrected. */
import { ENOUGH_HASHTAGS, hashtagsIn, mentionIn, type Range } from "../../shared/post";

export type Hint =
  /** The gap of a story starter is open; `again` once the employee wanted to insert it like that. */
  | { readonly is: "gap"; readonly at: Range; readonly again: boolean }
  | { readonly is: "mention"; readonly name: string }
  | { readonly is: "hashtags"; readonly count: number }
  | ({ readonly is: "same" } & Sameness);

/** A text that is still much the same as its caption. */
export interface Sameness {
  /** The sentence that is easiest to make personal; none when every sentence holds facts, or is somebody's own already. */
  readonly sentence: string | null;
}

interface Facts {
  /** As it would be posted now. */
  readonly value: string;
  readonly gap: Range | null;
  readonly wasToldOfGap: boolean;
  readonly same: Sameness | null;
  /** Hints that were sent away. */
  readonly quiet: readonly string[];
}

/** What is missing from the post comes first, then what would make it better. What keeps it from working stands at the bottom. */
export function hintFor(facts: Facts): Hint | undefined {
  return hintsFor(facts).find(({ is }) => !facts.quiet.includes(is));
}

function hintsFor({ value, gap, wasToldOfGap, same }: Facts): Hint[] {
  const name = mentionIn(value);
  const count = hashtagsIn(value).length;
  return [
    ...(gap === null ? [] : [{ is: "gap", at: gap, again: wasToldOfGap } as const]),
    ...(name === undefined ? [] : [{ is: "mention", name } as const]),
    ...(count > ENOUGH_HASHTAGS ? [{ is: "hashtags", count } as const] : []),
    ...(same === null ? [] : [{ is: "same", ...same } as const]),
  ];
}
