/** "I work at ...": whether a post says so, and a sentence that says it, put in and taken out again. */
import { namesIn } from "./names";
import { speaks } from "./sameness";
import { sentencesOf } from "./sentences";

/** Shorter words of a name ("De", "Van") are in every text. */
const SHORTEST_NAME = 4;

/** With the signs before it. */
const FIRST_WORD = /^[^\p{L}\p{N}]*[\p{L}\p{M}\p{N}]+/u;

/** A link or a hashtag, with what may stand around it. */
const LABEL = /^[("'“‘]*(?:\{link\}|https?:\/\/\S+|#[\p{L}\p{M}\p{N}_]+)[)"'”’.,!]*$/u;

/** Arrows and such that lead the eye to a link. */
const POINTER = /^[→➡👉🔗–—-]\uFE0F?$/u;

/**
 * One sentence in which somebody speaks for themselves and names the organisation, in full or by its first word.
 * "We at Waterwerk look after rivers" is one, "Waterwerk looks after rivers" is not.
 */
export function discloses(text: string, organisation: string, firstPerson: ReadonlySet<string>): boolean {
  return sentencesOf(text).some((sentence) => isNamedIn(sentence.text, organisation) && speaks(sentence.text, firstPerson));
}

/** At the beginning of a sentence every word has a capital: "Young people work here" is not about Young Capital. */
function isNamedIn(sentence: string, organisation: string): boolean {
  if (namesIn(sentence, organisation)) return true;
  const [first = "", ...others] = organisation.split(/\s+/);
  return others.length > 0 && first.length >= SHORTEST_NAME && namesIn(sentence.replace(FIRST_WORD, ""), first);
}

/** Before the links and hashtags at the end: in the last paragraph of a short text, as one of its own in others. */
export function withDisclosure(text: string, sentence: string): string {
  const end = endOfWords(text);
  const [words, labels] = [text.slice(0, end), text.slice(end)];
  if (words === "") return sentence + (labels === "" || /^\s/.test(labels) ? labels : `\n\n${labels}`);
  return words + (isAtHome(words, labels) ? " " : "\n\n") + sentence + labels;
}

/** The text as it was before; what stands around the sentence stays. */
export function withoutDisclosure(text: string, sentence: string): string {
  const at = text.indexOf(sentence);
  if (at < 0) return text;
  const [before, after] = [text.slice(0, at).trimEnd(), text.slice(at + sentence.length)];
  return before === "" ? after.trimStart() : before + after;
}

/** One more sentence fits behind the last one. */
function isAtHome(words: string, labels: string): boolean {
  const isSentence = /[.!?]["'”’)]*$/.test(words);
  const isOneParagraph = !words.includes("\n\n");
  const goesOn = labels !== "" && !/^\s*\n/.test(labels);
  return isSentence && (isOneParagraph || goesOn);
}

/** Where the run of links and hashtags at the end begins, and the lead-in that only announces them. */
function endOfWords(text: string): number {
  const all = text.trimEnd().length;
  let end = all;
  for (let word = lastWord(text, end); LABEL.test(word) || POINTER.test(word); word = lastWord(text, end)) {
    end = text.slice(0, end - word.length).trimEnd().length;
  }
  const words = text.slice(0, end);
  return end < all && words.endsWith(":") ? beforeLastSentence(words) : end;
}

const lastWord = (text: string, end: number): string => /\S+$/u.exec(text.slice(0, end))?.[0] ?? "";

function beforeLastSentence(text: string): number {
  const last = sentencesOf(text).at(-1);
  return text.slice(0, last?.start).trimEnd().length;
}
