/** The few words of ours that belong to a post, in the language of that post and not in the panel's. */
import { useEffect, useMemo, useState } from "preact/hooks";
import type { Kind } from "../../shared/shapes";
import { ownWordsOf, t, wordsOf } from "../i18n";

export interface Words {
  /** "I work at Waterwerk." */
  readonly disclosure: string;
  /** Words with which somebody speaks for themselves: "I", "our". */
  readonly firstPerson: ReadonlySet<string>;
  /** Ways to begin a sentence of one's own: "What struck me:". */
  readonly openers: readonly string[];
  /** How a message to one person may begin, with `{link}`. */
  readonly tip: (kind: Kind) => string;
}

/** At once in the panel's own language; undefined while others are fetched, and for one that has no messages file. */
export function useWords(language: string, organisation: string): Words | undefined {
  const [fetched, setFetched] = useState<{ readonly in: string; readonly words: Words | undefined }>();
  const tag = language === "" ? t("locale") : language;
  const own = useMemo(() => {
    const word = ownWordsOf(tag);
    return word && asWords(word, organisation);
  }, [tag, organisation]);
  useEffect(() => {
    if (own !== undefined) return undefined;
    let over = false;
    void wordsOf(tag).then((word) => { if (!over) setFetched({ in: tag, words: word && asWords(word, organisation) }); });
    return () => {
      over = true;
    };
  }, [tag, organisation]);
  return own ?? (fetched?.in === tag ? fetched.words : undefined);
}

function asWords(word: typeof t, organisation: string): Words {
  return {
    // a name such as "Waterwerk B.V." brings its own full stop
    disclosure: word("disclosure", organisation).replace(/\.\.$/, "."),
    firstPerson: new Set(word("firstPerson").split(" ")),
    openers: word("openers").split("|"),
    tip: (kind) => word(kind === "vacancy" ? "tipLine_vacancy" : "tipLine_other"),
  };
}
