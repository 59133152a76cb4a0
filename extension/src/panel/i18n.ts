/**
 * The panel's words. Normally the browser's own language and its own lookup, which costs nothing; an employee who
 * chose another language gets that file instead.
 */
import type en from "../../_locales/en/messages.json";
import { i18n, type Messages } from "../shared/browser";

export type Key = keyof typeof en;

interface Language {
  readonly tag: string;
  readonly name: string;
}

declare const VERTEL_LANGUAGES: readonly Language[];

/** Every language that has a messages file, put here by the build. */
export const LANGUAGES = VERTEL_LANGUAGES;

let chosen: Messages | undefined;

/** Use this language from the next rendering on; undefined is the browser's. */
export async function useLanguage(tag: string | undefined): Promise<void> {
  const known = LANGUAGES.some((language) => language.tag === tag);
  chosen = known && tag !== undefined ? await i18n.messagesOf(tag) : await i18n.ownMessages();
  document.documentElement.lang = t("locale");
  document.documentElement.dir = t("dir");
}

export function t(key: Key, ...values: readonly (string | number)[]): string {
  const texts = values.map(String);
  const message = chosen?.[key]?.message;
  if (message === undefined) return i18n.message(key, texts);
  return message.replace(/\$(\d)/g, (_, place: string) => texts[Number(place) - 1] ?? "");
}

/** "1 suggestion" or "5 suggestions": the key is the common part of the two messages. */
export function plural(key: "found" | "tooLong", count: number): string {
  const form = new Intl.PluralRules(t("locale")).select(count) === "one" ? "one" : "other";
  return t(`${key}_${form}`, count);
}

export function day(iso: string): string {
  const date = new Date(iso);
  const year = date.getFullYear() === new Date().getFullYear() ? undefined : "numeric";
  return new Intl.DateTimeFormat(t("locale"), { day: "numeric", month: "long", year }).format(date);
}

/** The time when it was today, otherwise the day. */
export function moment(time: number): string {
  const date = new Date(time);
  if (date.toDateString() !== new Date().toDateString()) return day(date.toISOString());
  return new Intl.DateTimeFormat(t("locale"), { hour: "2-digit", minute: "2-digit" }).format(date);
}

export function languageName(tag: string): string {
  const name = new Intl.DisplayNames([t("locale")], { type: "language" }).of(tag) ?? tag;
  return name.charAt(0).toLocaleUpperCase(t("locale")) + name.slice(1);
}

export function number(value: number): string {
  return new Intl.NumberFormat(t("locale")).format(value);
}
