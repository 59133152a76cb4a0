/** Whether a text names somebody or something: as a word of its own, never as a part of another one. */

const LETTER = String.raw`[\p{L}\p{M}\p{N}]`;

/** What would mean something in a pattern. */
const special = /[\\^$.*+?()[\]{}|/]/g;

/**
 * Whether the name stands in the text, whatever its spacing and its later capitals: "ABN Amro", and "#ABNAMRO". A name
 * with a capital is not named by a common word: "water" does not name Water, nor "meeting" ING.
 */
export function namesIn(text: string, name: string): boolean {
  const words = name.normalize("NFC").trim().split(/\s+/).filter((word) => word !== "");
  const [first] = name.trim();
  if (first === undefined) return false;
  const spelled = words.map((word) => word.replace(special, String.raw`\$&`)).join(String.raw`\s*`);
  const pattern = new RegExp(`(?<!${LETTER})${spelled}(?!${LETTER})`, "giu");
  const found = [...text.normalize("NFC").matchAll(pattern)];
  return found.some(([said]) => !isCapital(first) || isCapital(Array.from(said)[0] ?? ""));
}

const isCapital = (letter: string): boolean => /\p{Lu}/u.test(letter);
