/** Whether a text still reads like its caption; looked at when the typing pauses, because comparing takes a moment. */
import { useEffect, useState } from "preact/hooks";
import { easiestToOwn, hasOwnSentence, MUCH_THE_SAME, similarity, withoutDisclosure } from "../../shared/post";
import type { Sameness } from "./hints";
import type { Option } from "./options";
import type { Words } from "./use-words";

const PAUSE_MS = 600;

interface Parts {
  readonly option: Option;
  readonly value: string;
  readonly words: Words | undefined;
  /** The employee has had a chance to change something: nobody is told off for what they have only just opened. */
  readonly hadChance: boolean;
}

/** What was found last; null when there is nothing to say, as with anything that did not begin with a caption. */
export function useSameness({ option, value, words, hadChance }: Parts): Sameness | null {
  const [found, setFound] = useState<{ readonly of: string; readonly same: Sameness | null }>();
  const isCaption = option.way === "caption";
  useEffect(() => {
    if (!hadChance || !isCaption) return undefined;
    const timer = setTimeout(() => { setFound({ of: option.id, same: samenessOf(option.text, value, words) }); }, PAUSE_MS);
    return () => {
      clearTimeout(timer);
    };
  }, [option.id, value, words, hadChance]);
  const same = found?.of === option.id ? found.same : null;
  // a sentence that was changed since then is no longer the one to change
  return same?.sentence != null && !value.includes(same.sentence) ? null : same;
}

function samenessOf(caption: string, value: string, words: Words | undefined): Sameness | null {
  const own = words === undefined ? value : withoutDisclosure(value, words.disclosure);
  if (similarity(caption, own) <= MUCH_THE_SAME || hasOwnSentence(caption, own)) return null;
  return { sentence: easiestToOwn(caption, own, words?.firstPerson ?? new Set())?.text ?? null };
}
