/** Which language to show a suggestion in: what the employee likes to read, then the panel's own. */
import { closest } from "../shared/language-tags";
import type { Account, Caption, Prompt, Suggestion } from "../shared/shapes";
import { t } from "./i18n";

type Languages = Pick<Account, "languages" | "languagesChosen" | "organisationLanguages">;

/** A text, and the language that it is in; undefined where nobody said. */
export interface Spoken {
  readonly text: string;
  readonly lang: string | undefined;
}

type Texts = NonNullable<Suggestion["titles"]>;
type Titled = Pick<Suggestion, "title" | "titles">;
type Described = Pick<NonNullable<Suggestion["image"]>, "alt" | "alt_texts">;

export function languagesOf({ captions, prompts }: Suggestion): string[] {
  return [...new Set([...captions, ...prompts].map(({ language }) => language))];
}

/** The employee's languages, the first most. Until they chose, the panel's own goes before those that HR has of them. */
export function readsIn({ languages, languagesChosen, organisationLanguages }: Languages): string[] {
  if (languagesChosen) return [...languages];
  const first = closest(t("locale"), [...languages, ...organisationLanguages]);
  return first === undefined ? [...languages] : [first, ...languages.filter((tag) => tag !== first)];
}

export function preferred(available: readonly string[], account: Languages): string {
  const wanted = [...readsIn(account), t("locale")];
  const found = wanted.map((tag) => closest(tag, available)).find((tag) => tag !== undefined);
  return found ?? available[0] ?? t("locale");
}

export function inLanguage<T extends Caption | Prompt>(texts: readonly T[], language: string): T[] {
  return texts.filter((text) => text.language === language);
}

export function titleFor({ title, titles }: Titled, account: Languages): Spoken {
  return spoken(title, titles, account, []);
}

/** What a picture shows; in the language of the post that it goes with, where that is said. */
export function altFor({ alt, alt_texts: texts }: Described, account: Languages, ofPost?: string): Spoken {
  return spoken(alt ?? "", texts, account, ofPost === undefined ? [] : [ofPost]);
}

/** The plain text is in the organisation's first language, where others are told apart. */
function spoken(plain: string, texts: Texts = [], account: Languages, first: readonly string[]): Spoken {
  if (texts.length === 0) return { text: plain, lang: undefined };
  const main = account.organisationLanguages[0];
  const all = [...texts.map(({ language, text }) => ({ lang: language, text })), { lang: main, text: plain }];
  const tags = all.flatMap(({ lang, text }) => (lang === undefined || text === "" ? [] : [lang]));
  const wanted = [...first, ...readsIn(account), t("locale")].map((tag) => closest(tag, tags)).find((tag) => tag !== undefined);
  return all.find(({ lang }) => lang === wanted) ?? { text: plain, lang: main };
}
