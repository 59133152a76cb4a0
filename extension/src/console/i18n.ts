/**
 * The console's words. Those of its own stand in `words/LANGUAGE/VIEW.json` under names that begin with the view's;
 * those that it shares with the panel, such as the kinds and what did not work, are the panel's.
 */
import * as panel from "../panel/i18n";
import type calendar from "./words/en/calendar.json";
import type channels from "./words/en/channels.json";
import type feeds from "./words/en/feeds.json";
import type ideas from "./words/en/ideas.json";
import type links from "./words/en/links.json";
import type mails from "./words/en/mails.json";
import type numbers from "./words/en/numbers.json";
import type organisation from "./words/en/organisation.json";
import type questions from "./words/en/questions.json";
import type shell from "./words/en/shell.json";
import type suggestions from "./words/en/suggestions.json";
import type today from "./words/en/today.json";
import type upload from "./words/en/upload.json";
import type writing from "./words/en/writing.json";

export { day, duration, languageName, LANGUAGES, moment, month, number, setLanguage } from "../panel/i18n";

/** Every message of the console's own. */
type Words =
  & typeof calendar
  & typeof channels
  & typeof feeds
  & typeof ideas
  & typeof links
  & typeof mails
  & typeof numbers
  & typeof organisation
  & typeof questions
  & typeof shell
  & typeof suggestions
  & typeof today
  & typeof upload
  & typeof writing;

export type Key = panel.Key | keyof Words;
type CommonPart<K> = K extends `${infer Common}_one` ? Common : never;

/** The file of words that the build makes for the console has both kinds in it. */
export const t = panel.t as (key: Key, ...values: readonly (string | number)[]) => string;

/** "1 suggestion" or "5 suggestions": the key is the common part of the two messages, the number the first value. */
export const plural = panel.plural as (key: CommonPart<Key>, count: number, ...values: readonly string[]) => string;
