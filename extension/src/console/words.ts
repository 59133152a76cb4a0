/**
 * The console's words: one file per language with those of the first view, and one with those of all others, which is
 * fetched with the first of them.
 */
import type { i18n as ofExtension, Messages } from "../shared/browser";
import { languageFor, readWords } from "../web/words";

/** Language -> file, put here by the build. */
declare const VERTEL_WORDS: Readonly<Record<string, string>>;
declare const VERTEL_LATER_WORDS: Readonly<Record<string, string>>;

const known = new Map<string, Promise<Messages>>();
let isLater = false;

/** One object for a language, to which the later words are added. */
async function fetched(language: string): Promise<Messages> {
  const words = await readWords(VERTEL_WORDS[language]);
  if (isLater) await addLater(language, words);
  return words;
}

async function addLater(language: string, words: Messages): Promise<void> {
  Object.assign(words, await readWords(VERTEL_LATER_WORDS[language]));
}

function messagesOf(language: string): Promise<Messages> {
  const before = known.get(language);
  if (before !== undefined) return before;
  const words = fetched(language);
  known.set(language, words);
  // the next who asks tries again
  words.catch(() => known.delete(language));
  return words;
}

/** Fetch the words of the other views, in the languages that are in use. */
export async function loadLaterWords(): Promise<void> {
  if (isLater) return;
  await Promise.all([...known].map(async ([language, words]) => addLater(language, await words)));
  isLater = true;
}

export const words: typeof ofExtension = {
  ownMessages: () => messagesOf(languageFor(navigator.languages, Object.keys(VERTEL_WORDS))),
  messagesOf,
  // never needed: the words of a language are there before anything is shown
  message: () => "",
};
