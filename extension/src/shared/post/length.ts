/** How long a post may be, and how much of it is read before "see more". */

/** LinkedIn counts UTF-16 units, so an emoji is often two or more. */
export const MAX_UNITS = 3000;

export const isTooLong = (text: string): boolean => text.length > MAX_UNITS;

export const isBlank = (text: string): boolean => text.trim() === "";

/** What a reader sees before "see more", cut at a word; null when everything is seen. */
export function aboveFold(text: string, units: number): string | null {
  if (text.length <= units) return null;
  const cut = text.slice(0, units);
  const space = cut.search(/\s\S*$/);
  return (space > 0 ? cut.slice(0, space) : text.slice(0, wholeUpTo(text, units))).trimEnd();
}

const letters = new Intl.Segmenter();

/** The last place at or before a unit where no emoji and no letter with its accents is cut in two. */
const wholeUpTo = (text: string, unit: number): number => letters.segment(text).containing(unit)?.index ?? unit;
