/** A text in several languages, while it is being written. */
import { useConsole } from "../context";
import { LANGUAGES } from "../i18n";

interface Text {
  readonly language: string;
  readonly text: string;
}

export const byLanguage = (texts: readonly Text[]): Readonly<Record<string, string>> =>
  Object.fromEntries(texts.map(({ language, text }) => [language, text]));

/** Those that say something. */
export const listed = (texts: Readonly<Record<string, string>>): { language: string; text: string }[] =>
  Object.entries(texts).map(([language, text]) => ({ language, text: text.trim() })).filter(({ text }) => text !== "");

/** Those in which the organisation writes, and those in which there is a text already. */
export function useLanguages(texts: readonly Text[] = []): readonly string[] {
  const { organisationLanguages } = useConsole().account;
  const known = organisationLanguages.length === 0 ? LANGUAGES.map(({ tag }) => tag) : organisationLanguages;
  return [...new Set([...known, ...texts.map(({ language }) => language)])];
}
