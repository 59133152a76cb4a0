/**
 * The panel's words. Normally the browser's own language and its own lookup, which costs nothing; an employee who
 * chose another language gets that file instead.
 */
import type en from "../../_locales/en/messages.json";
import { i18n, type Messages } from "../shared/browser";
import { closest } from "../shared/language-tags";
import { lastMoment } from "../shared/last-moment";

export type Key = keyof typeof en;
type CommonPart<K> = K extends `${infer Common}_one` ? Common : never;
type Plural = CommonPart<Key>;

interface Language {
  readonly tag: string;
  readonly name: string;
}

declare const VERTEL_LANGUAGES: readonly Language[];

/** Every language that has a messages file, put here by the build. */
export const LANGUAGES = VERTEL_LANGUAGES;

let chosen: Messages | undefined;

/** Where the chosen language is noted, to be read without waiting: settings are in a storage that answers later. */
const NOTE = "language";

/** Fetch the words of last time's language, so that they are there when the settings say that it is still that one. */
export function expectLanguage(): void {
  const tag = lastMoment.get(NOTE);
  if (tag !== null && isKnown(tag)) void i18n.messagesOf(tag).catch(() => undefined);
}

const isKnown = (tag: string | undefined): tag is string => LANGUAGES.some((language) => language.tag === tag);

/** Use this language from the next rendering on; undefined is the browser's. */
export async function setLanguage(tag: string | undefined): Promise<void> {
  if (lastMoment.get(NOTE) !== (tag ?? "")) lastMoment.set(NOTE, tag ?? "");
  const words = isKnown(tag) ? i18n.messagesOf(tag) : i18n.ownMessages();
  // without a file of words there are still the browser's own
  chosen = await words.catch(() => undefined);
  document.documentElement.lang = t("locale");
  document.documentElement.dir = t("dir");
}

export function t(key: Key, ...values: readonly (string | number)[]): string {
  const texts = values.map(String);
  const message = chosen?.[key]?.message;
  return message === undefined ? i18n.message(key, texts) : filled(message, texts);
}

const filled = (message: string, texts: readonly string[]): string =>
  message.replace(/\$(\d)/g, (_, place: string) => texts[Number(place) - 1] ?? "");

const spokenFor = (tag: string): string | undefined => closest(tag, LANGUAGES.map((language) => language.tag));

/** The words of a language that is the panel's own, which are here already. */
export function ownWordsOf(tag: string): typeof t | undefined {
  const spoken = spokenFor(tag);
  return spoken !== undefined && spoken === spokenFor(t("locale")) ? t : undefined;
}

/** The words of another language than the panel's, for what goes into a text; none for a language we have no file of. */
export async function wordsOf(tag: string): Promise<typeof t | undefined> {
  const spoken = spokenFor(tag);
  const words = spoken === undefined ? undefined : await i18n.messagesOf(spoken);
  return words && ((key, ...values) => filled(words[key]?.message ?? "", values.map(String)));
}

/** "1 suggestion" or "5 suggestions": the key is the common part of the two messages, the number the first value. */
export function plural(key: Plural, count: number, ...values: readonly string[]): string {
  const form = new Intl.PluralRules(t("locale")).select(count) === "one" ? "one" : "other";
  return t(`${key}_${form}`, count, ...values);
}

export function day(iso: string): string {
  const date = new Date(iso);
  const isThisYear = date.getFullYear() === new Date().getFullYear();
  return (isThisYear ? dayOfThisYear : dayOfAnyYear)(t("locale")).format(date);
}

const DAY = { day: "numeric", month: "long" } as const;
const dayOfThisYear = oncePer((locale) => new Intl.DateTimeFormat(locale, DAY));
const dayOfAnyYear = oncePer((locale) => new Intl.DateTimeFormat(locale, { ...DAY, year: "numeric" }));

/** "March", with the year when it is another one. */
export function month(time: number): string {
  const date = new Date(time);
  const isThisYear = date.getFullYear() === new Date().getFullYear();
  return new Intl.DateTimeFormat(t("locale"), { month: "long", ...(isThisYear ? {} : { year: "numeric" }) }).format(date);
}

/** Made once for a language: making one takes longer than all that it does after. */
function oncePer<T>(make: (locale: string) => T): (locale: string) => T {
  const made = new Map<string, T>();
  return (locale) => {
    const one = made.get(locale) ?? make(locale);
    made.set(locale, one);
    return one;
  };
}

/** The time when it was today, otherwise the day. */
export function moment(time: number): string {
  const date = new Date(time);
  if (date.toDateString() !== new Date().toDateString()) return day(date.toISOString());
  return new Intl.DateTimeFormat(t("locale"), { hour: "2-digit", minute: "2-digit" }).format(date);
}

/** "15 seconds", "2 minutes". */
export function duration(seconds: number): string {
  const [value, unit] = seconds < 60 ? [seconds, "second"] : [Math.round(seconds / 60), "minute"];
  return new Intl.NumberFormat(t("locale"), { style: "unit", unit, unitDisplay: "long" }).format(value);
}

export function languageName(tag: string): string {
  const name = new Intl.DisplayNames([t("locale")], { type: "language" }).of(tag) ?? tag;
  return name.charAt(0).toLocaleUpperCase(t("locale")) + name.slice(1);
}

export function number(value: number): string {
  return new Intl.NumberFormat(t("locale")).format(value);
}
