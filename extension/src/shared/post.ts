/**
 * What can be said about the text of a post without asking anybody: its length as LinkedIn counts it,
 * where it folds, what becomes of `{link}`, and how much of it is still the suggestion's own words.
 */

export const LINK = "{link}";

/** LinkedIn counts UTF-16 units, so an emoji is often two or more. */
export const MAX_UNITS = 3000;

/** Where "see more" cuts a post off on a desktop, in UTF-16 units, as observed; LinkedIn publishes no figure. */
export const FOLD_UNITS = 210;

/** More than this is no longer a few words: an address, mostly. */
const LAST_WORDS_UNITS = 40;

/** A lead-in of at most this many words ("Read more here:") goes away with the link it announced. */
const LEAD_IN_WORDS = 5;

/** Arrows and such that lead the eye to a link. */
const POINTERS = /(?:[\s→➡👉🔗–—-]|\uFE0F)+$/u;

export function withLink(text: string, url: string): string {
  return text.split(LINK).join(url);
}

/** The text without `{link}`, and without the lead-in, brackets or blank line that only served it. */
export function withoutLink(text: string): string {
  if (!text.includes(LINK)) return text;
  const lines = text.split("\n");
  const cleaned = lines.map((line) => (line.includes(LINK) ? cleanLine(line, lines.length > 1) : line));
  return cleaned
    .filter((line): line is string => line !== null)
    .join("\n")
    .replace(/\n{3,}/g, "\n\n")
    .trim();
}

function cleanLine(line: string, hasOthers: boolean): string | null {
  const rest = line
    .split(LINK)
    .join("")
    .replace(/\(\s*\)|\[\s*\]/g, "")
    .replace(/[ \t]{2,}/g, " ")
    .replace(/ +([.,;!?])/g, "$1")
    .trim()
    .replace(POINTERS, "");
  if (rest === "" || /^[.,;:!?]+$/.test(rest)) return null;
  return rest.endsWith(":") ? withoutLeadIn(rest, hasOthers) : rest;
}

function withoutLeadIn(line: string, hasOthers: boolean): string | null {
  const start = Math.max(...[". ", "! ", "? "].map((end) => line.lastIndexOf(end)));
  const leadIn = line.slice(start + 1).trim();
  if (start >= 0) return line.slice(0, start + 1);
  const short = leadIn.split(/\s+/).length <= LEAD_IN_WORDS;
  return short && hasOthers ? null : `${line.slice(0, -1)}.`;
}

/** Put the placeholder back at the end of a text that lost it. */
export function ensureLink(text: string): string {
  if (text.includes(LINK)) return text;
  return text.trim() === "" ? LINK : `${text.trimEnd()}\n\n${LINK}`;
}

/** What a reader sees before "see more", cut at a word; null when everything is seen. */
export function aboveFold(text: string, units: number = FOLD_UNITS): string | null {
  if (text.length <= units) return null;
  const cut = text.slice(0, units);
  const space = cut.search(/\s\S*$/);
  return (space > 0 ? cut.slice(0, space) : text.slice(0, wholeUpTo(text, units))).trimEnd();
}

/** The last few words of a text, to tell a place in it by. */
export function lastWords(text: string): string {
  const words = text.split(/\s+/).slice(-4).join(" ");
  if (words.length <= LAST_WORDS_UNITS) return `… ${words}`;
  const tail = words.length - LAST_WORDS_UNITS;
  const start = wholeUpTo(words, tail);
  return `…${words.slice(start === tail ? start : start + (letterAt(words, start)?.length ?? 0))}`;
}

const letters = new Intl.Segmenter();

const letterAt = (text: string, unit: number): string | undefined => letters.segment(text).containing(unit)?.segment;

/** The last place at or before a unit where no emoji and no letter with its accents is cut in two. */
const wholeUpTo = (text: string, unit: number): number => letters.segment(text).containing(unit)?.index ?? unit;

const WORD = /[\p{L}\p{N}\p{M}'’]+/gu;

function words(text: string): string[] {
  return withoutUrls(text).toLowerCase().match(WORD) ?? [];
}

function withoutUrls(text: string): string {
  return text.split(LINK).join(" ").replace(/https?:\/\/\S+/g, " ");
}

/**
 * How much of a post is still word for word its caption, from 0 to 1: the longest run of words they have in
 * common in the same order, over the longer of the two. Only an unchanged caption gives 1; adding own words
 * lowers it as much as taking words out. Links do not count.
 */
export function similarity(caption: string, post: string): number {
  const [a, b] = [words(caption), words(post)];
  const longest = Math.max(a.length, b.length);
  if (longest === 0) return 1;
  return Math.round((commonWords(a, b) / longest) * 1000) / 1000;
}

function commonWords(a: readonly string[], b: readonly string[]): number {
  let row = new Uint16Array(b.length + 1);
  for (const word of a) {
    const next = new Uint16Array(b.length + 1);
    b.forEach((other, i) => {
      next[i + 1] = word === other ? (row[i] ?? 0) + 1 : Math.max(row[i + 1] ?? 0, next[i] ?? 0);
    });
    row = next;
  }
  return row[b.length] ?? 0;
}
