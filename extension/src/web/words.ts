/** The panel's words for a page: one file per language, loaded before the first picture. */
import type { i18n as ofExtension, Messages } from "../shared/browser";
import { closest } from "../shared/language-tags";

/** Language -> the file with its words, put here by the build. */
declare const VERTEL_WORDS: Readonly<Record<string, string>>;

/** The first language that will do; English when there is none at all. */
export function languageFor(wanted: readonly string[], known: readonly string[]): string {
  return wanted.map((tag) => closest(tag, known)).find((found) => found !== undefined) ?? "en";
}

/** The words in a file, which has their texts by name. */
export async function readWords(file: string | undefined): Promise<Messages> {
  const { default: texts } = (await import(String(file), { with: { type: "json" } })) as { default: Record<string, string> };
  return Object.fromEntries(Object.entries(texts).map(([name, message]) => [name, { message }]));
}

const messagesOf = (language: string): Promise<Messages> => readWords(VERTEL_WORDS[language]);

export const words: typeof ofExtension = {
  ownMessages: () => messagesOf(languageFor(navigator.languages, Object.keys(VERTEL_WORDS))),
  messagesOf,
  // never needed: the words of a language are there before anything is shown
  message: () => "",
};
