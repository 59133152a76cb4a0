/** `{link}` in a text: what becomes of it with a link, and without one. */

export const LINK = "{link}";

/** A lead-in of at most this many words ("Read more here:") goes away with the link it announced. */
const LEAD_IN_WORDS = 5;

/** Arrows and such that lead the eye to a link. */
const POINTERS = /(?:[\s→➡👉🔗–—-]|\uFE0F)+$/u;

/** What makes the letters before it the beginning of a longer address, and those behind it a further part of one. */
const BEGINS_ADDRESS = /[/=]/u;
const GOES_ON = /[\p{L}\p{M}\p{N}/#&=%_~+@$*\\-]/u;

export function withLink(text: string, url: string): string {
  return text.split(LINK).join(url);
}

/**
 * The text with `{link}` in each place where exactly this address stands, with or without punctuation around it. An
 * address that only begins with it, ends in it or has it in its query is another one, which the writer typed.
 */
export function withPlaceholder(text: string, url: string): string {
  return text.replace(/[^\s<>]+/gu, (word) => {
    const at = word.indexOf(url);
    if (at < 0) return word;
    const [before, after] = [word.slice(0, at), word.slice(at + url.length)];
    return BEGINS_ADDRESS.test(before) || GOES_ON.test(after) ? word : before + LINK + after;
  });
}

/** A path behind it makes one address with it, and leads nowhere by itself. */
const PATH = /(?<=\{link\})\/(?:[^\s<>]*[^\s<>.,;:!?'"’”»)\]}…])?/gu;

/** The text without `{link}`, and without the path, lead-in, brackets or blank line that only served it. */
export function withoutLink(text: string): string {
  if (!text.includes(LINK)) return text;
  const lines = text.replace(PATH, "").split("\n");
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
  // another address in it did not only announce this one
  if (leadIn.includes("://")) return `${line.slice(0, -1)}.`;
  if (start >= 0) return line.slice(0, start + 1);
  const short = leadIn.split(/\s+/).length <= LEAD_IN_WORDS;
  return short && hasOthers ? null : `${line.slice(0, -1)}.`;
}

/** Put the placeholder back at the end of a text that lost it. */
export function ensureLink(text: string): string {
  if (text.includes(LINK)) return text;
  return text.trim() === "" ? LINK : `${text.trimEnd()}\n\n${LINK}`;
}
