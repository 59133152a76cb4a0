/** The panel's words for a page: one file per language, loaded before the first picture. */
import type { i18n as ofExtension, Messages } from "../shared/browser";
import { closest } from "../shared/language-tags";

/** Language -> the file with its words, put here by the build. */
declare const VERTEL_WORDS: Readonly<Record<string, string>>;

/** The first language that will do; English when there is none at all. */
export function languageFor(wanted: readonly string[], known: readonly string[]): string {
  return wanted.map((tag) => closest(tag, known)).find((found) => found !== undefined) ?? "en";
}

async function messagesOf(language: string): Promise<Messages> {
  const file = VERTEL_WORDS[language];
  return ((await import(String(file), { with: { type: "json" } })) as { default: Messages }).default;
}

export const words: typeof ofExtension = {
  ownMessages: () => messagesOf(languageFor(navigator.languages, Object.keys(VERTEL_WORDS))),
  messagesOf,
  // never needed: the words of a language are there before anything is shown
  message: () => "",
};
