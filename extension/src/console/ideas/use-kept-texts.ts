/** Texts by language, kept in this browser while they are written, and forgotten when they were sent. */
import { number, open, optional, record, string } from "../../shared/guards";
import { replyKey } from "../../shared/keys";
import { fits, type Entry } from "../../shared/stored";
import type { Written } from "../../panel/autosave";
import { useSaved } from "../../panel/use-saved";
import { useConsole } from "../context";

type Texts = Readonly<Record<string, string>>;

interface Kept extends Written {
  readonly texts: Texts;
}

const keptOf = (owner: string, name: string): Entry<Kept> => ({
  key: replyKey(owner, name),
  parse: fits(open({ at: optional(number), texts: record(string) })),
});

interface KeptTexts {
  /** What is kept, or else what was there before. */
  readonly texts: Texts;
  readonly write: (language: string, text: string) => void;
  readonly forget: () => Promise<void>;
}

/** @param name what they are for: `outcome-` and the question. */
export function useKeptTexts(name: string, before: Texts): KeptTexts {
  const { account } = useConsole();
  const { value, change } = useSaved(keptOf(account.id, name));
  return {
    texts: value?.texts ?? before,
    write: (language, text) => void change((now) => ({ texts: { ...(now?.texts ?? before), [language]: text } })),
    forget: () => change(() => null),
  };
}
