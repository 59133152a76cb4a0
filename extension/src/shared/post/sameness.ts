/** How much of a post is still the suggestion's own words, and where it is easiest to put one's own. */
import { saidIn, sentencesOf, wordsIn, type Sentence } from "./sentences";

/** From here on a post reads like everybody else's who began with the same caption. */
export const MUCH_THE_SAME = 0.8;

/** Fewer words are a sigh or a heading, and there is nothing to say in another way. */
const FEWEST_WORDS = 4;

/**
 * How much of a post is still word for word its caption, from 0 to 1: the longest run of words they have in
 * common in the same order, over the longer of the two. Only an unchanged caption gives 1; adding own words
 * lowers it as much as taking words out. Links do not count.
 */
export function similarity(caption: string, post: string): number {
  const [a, b] = [saidIn(caption), saidIn(post)];
  const longest = Math.max(a.length, b.length);
  if (longest === 0) return 1;
  return Math.round((commonWords(a, b) / longest) * 1000) / 1000;
}

/** What is the same at both ends needs no table, and in a post that is being changed that is nearly all of it. */
function commonWords(a: readonly string[], b: readonly string[]): number {
  const shortest = Math.min(a.length, b.length);
  let head = 0;
  while (head < shortest && a[head] === b[head]) head += 1;
  let tail = 0;
  while (tail < shortest - head && a[a.length - 1 - tail] === b[b.length - 1 - tail]) tail += 1;
  return head + tail + longestRun(a.slice(head, a.length - tail), b.slice(head, b.length - tail));
}

function longestRun(a: readonly string[], b: readonly string[]): number {
  let row = new Uint16Array(b.length + 1);
  let next = new Uint16Array(b.length + 1);
  for (const word of a) {
    for (let i = 0; i < b.length; i += 1) {
      next[i + 1] = word === b[i] ? (row[i] ?? 0) + 1 : Math.max(row[i + 1] ?? 0, next[i] ?? 0);
    }
    [row, next] = [next, row];
  }
  return row[b.length] ?? 0;
}

/** Whether somebody said something of their own: a sentence of a few words, at most half of them from the caption. */
export function hasOwnSentence(caption: string, post: string): boolean {
  const original = saidIn(caption);
  return sentencesOf(post).some(({ text }) => {
    const own = saidIn(text);
    return own.length >= FEWEST_WORDS && commonWords(original, own) * 2 <= own.length;
  });
}

/**
 * The sentence of a post that is easiest to say in one's own way; null when there is none.
 *
 * Only sentences that are still the caption's, of a few words, without a fact that has to stay as it is: a number, a
 * hashtag, an `@name`, an announcement of a link. Of these, one in which somebody speaks for themselves ("I", "our")
 * comes before one that does not, then the one with the fewest names (capitals inside it), then the first.
 */
export function easiestToOwn(caption: string, post: string, firstPerson: ReadonlySet<string>): Sentence | null {
  const originals = new Set(sentencesOf(caption).map(({ text }) => said(text)));
  const weighed = sentencesOf(post)
    .filter(({ text }) => originals.has(said(text)) && isFree(text))
    .map((sentence) => ({ sentence, weight: weightOf(sentence.text, firstPerson) }));
  const lightest = Math.min(...weighed.map(({ weight }) => weight));
  return weighed.find(({ weight }) => weight === lightest)?.sentence ?? null;
}

const said = (text: string): string => saidIn(text).join(" ");

const isFree = (text: string): boolean =>
  wordsIn(text).length >= FEWEST_WORDS && !/[\p{N}#@]/u.test(text) && !text.endsWith(":");

function weightOf(text: string, firstPerson: ReadonlySet<string>): number {
  const names = wordsIn(text).slice(1).filter((word) => /^\p{Lu}/u.test(word)).length;
  return names + (speaks(text, firstPerson) ? 0 : 1000);
}

/** Somebody speaks here for themselves; "I'm" and "we're" begin with who that is. */
export const speaks = (text: string, firstPerson: ReadonlySet<string>): boolean =>
  saidIn(text).some((word) => firstPerson.has(word.split(/['’]/)[0] ?? word));
