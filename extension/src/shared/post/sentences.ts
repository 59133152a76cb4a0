/** A text as sentences and as words, for whatever looks at how something was said. Links belong to neither. */
import { LINK } from "./link";
import { ADDRESS } from "./parts";

/** A place in a text. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

export interface Sentence extends Range {
  readonly text: string;
}

const segmenter = new Intl.Segmenter(undefined, { granularity: "sentence" });

const WORD = /[\p{L}\p{N}\p{M}'’]+/gu;

/** Without the space around them; a link or a new line ends one, as a full stop does. */
export function sentencesOf(text: string): Sentence[] {
  const unlinked = text.replaceAll(LINK, blank).replace(ADDRESS, blank);
  return Array.from(segmenter.segment(unlinked)).flatMap(({ segment, index }) => {
    const said = segment.trim();
    const start = index + segment.length - segment.trimStart().length;
    return said === "" ? [] : [{ start, end: start + said.length, text: said }];
  });
}

/** As long as what it stands for, so that every place in the text stays the same. */
const blank = (link: string): string => "\n".repeat(link.length);

/** As they were written. */
export const wordsIn = (text: string): string[] => text.replaceAll(LINK, " ").replace(ADDRESS, " ").match(WORD) ?? [];

/** As they are compared: spacing, capitals and punctuation do not count. */
export const saidIn = (text: string): string[] => wordsIn(text.toLowerCase());
