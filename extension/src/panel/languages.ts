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
type Written = Pick<Suggestion, "captions" | "prompts">;
/** With its texts, where they are known: they tell the language of a title that is there once for all readers. */
export type Titled = Pick<Suggestion, "title" | "titles"> & Partial<Written>;
type Described = Pick<NonNullable<Suggestion["image"]>, "alt" | "alt_texts">;

export function languagesOf({ captions, prompts }: Written): string[] {
  return [...new Set([...captions, ...prompts].map(({ language }) => language))];
}

/** The employee's languages, the first most. Until they chose, the panel's own goes before those that HR has of them. */
export function readsIn({ languages, languagesChosen, organisationLanguages }: Languages): string[] {
  if (languagesChosen) return [...languages];
  const first = closest(t("locale"), [...languages, ...organisationLanguages]);
  return first === undefined ? [...languages] : [first, ...languages.filter((tag) => tag !== first)];
}

/** Of a title and a description that are there once for all readers: as far as it can be told. */
export function ownLanguage(suggestion: Written, { organisationLanguages }: Pick<Account, "organisationLanguages">): string | undefined {
  const [only, ...others] = languagesOf(suggestion);
  return only !== undefined && others.length === 0 ? only : organisationLanguages[0];
}

export function preferred(available: readonly string[], account: Languages): string {
  const wanted = [...readsIn(account), t("locale")];
  const found = wanted.map((tag) => closest(tag, available)).find((tag) => tag !== undefined);
  return found ?? available[0] ?? t("locale");
}

export function inLanguage<T extends Caption | Prompt>(texts: readonly T[], language: string): T[] {
  return texts.filter((text) => text.language === language);
}

export function titleFor({ title, titles, captions, prompts }: Titled, account: Languages): Spoken {
  const own = captions === undefined || prompts === undefined ? undefined : ownLanguage({ captions, prompts }, account);
  return spoken({ text: title, lang: own }, titles, account, []);
}

interface Around {
  /** The language of a description that is there once for all readers. */
  readonly own?: string | undefined;
  /** The language of the post that the picture goes with: it is described in that. */
  readonly ofPost?: string | undefined;
}

export function altFor({ alt, alt_texts: texts }: Described, account: Languages, { own, ofPost }: Around = {}): Spoken {
  return spoken({ text: alt ?? "", lang: own }, texts, account, ofPost === undefined ? [] : [ofPost]);
}

/** The plain text is in the organisation's first language, where others are told apart. */
function spoken(plain: Spoken, texts: Texts = [], account: Languages, first: readonly string[]): Spoken {
  if (texts.length === 0) return plain;
  const main = { ...plain, lang: account.organisationLanguages[0] };
  const all: Spoken[] = [...texts.map(({ language, text }) => ({ lang: language, text })), main];
  const tags = all.flatMap(({ lang, text }) => (lang === undefined || text === "" ? [] : [lang]));
  const wanted = [...first, ...readsIn(account), t("locale")].map((tag) => closest(tag, tags)).find((tag) => tag !== undefined);
  return all.find(({ lang }) => lang !== undefined && lang === wanted) ?? (main.text === "" ? (all[0] ?? main) : main);
}
