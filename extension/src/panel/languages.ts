/** Which language to show a suggestion in: what the employee likes to write in first, then the panel's own. */
import { closest } from "../shared/language-tags";
import type { Account, Caption, Prompt, Suggestion } from "../shared/shapes";
import { t } from "./i18n";

export function languagesOf({ captions, prompts }: Suggestion): string[] {
  return [...new Set([...captions, ...prompts].map(({ language }) => language))];
}

/** Of what is said once for all readers, the title and the picture's description: as far as it can be told. */
export function ownLanguage(suggestion: Suggestion, { organisationLanguages }: Pick<Account, "organisationLanguages">): string | undefined {
  const [only, ...others] = languagesOf(suggestion);
  return only !== undefined && others.length === 0 ? only : organisationLanguages[0];
}

export function preferred(available: readonly string[], account: Pick<Account, "languages">): string {
  const wanted = [...account.languages, t("locale")];
  const found = wanted.map((tag) => closest(tag, available)).find((tag) => tag !== undefined);
  return found ?? available[0] ?? t("locale");
}

export function inLanguage<T extends Caption | Prompt>(texts: readonly T[], language: string): T[] {
  return texts.filter((text) => text.language === language);
}
