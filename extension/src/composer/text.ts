/** The rules about text that need no page: what is put around an insertion, and when two texts count as the same. */

/** Hashtags and mentions at the very end, which open LinkedIn's suggestion list while the caret touches them. */
const OPEN_ENTITY = /(?:^|[^\p{L}\p{N}/])[#@][\p{L}\p{N}_]*$/u;
/** Characters that editors add for themselves: zero-width spaces, Quill's cursor (a byte order mark), word joiners. */
const INVISIBLE = /[\u200B\u2060\uFEFF]/gu;
const OTHER_SPACE = /[\u00A0\u202F]/gu;
const OTHER_BREAK = /\r\n?|[\u2028\u2029]/gu;

/** `text` with every line end as "\n", the only one that is split on. */
export function withPlainBreaks(text: string): string {
  return text.replace(OTHER_BREAK, "\n");
}

/**
 * `text` as it has to be inserted between `before` and `after`. A space keeps neighbours apart, because a link
 * followed directly by a letter is another, dead link. At the end, a space also closes a hashtag or a mention.
 */
export function glue(before: string, text: string, after: string): string {
  if (text === "") return "";
  const head = touches(lastOf(before), text.slice(0, 1)) ? " " : "";
  const tail = OPEN_ENTITY.test(text) || touches(text.slice(-1), firstOf(after)) ? " " : "";
  return head + text + tail;
}

/** Whether two texts say the same. Editors swap spaces for no-break spaces and sprinkle zero-width characters. */
export function sameText(one: string, other: string): boolean {
  return normalised(one) === normalised(other);
}

/** Whether the editor's text holds `part`, in the same loose sense. */
export function holdsText(whole: string, part: string): boolean {
  return normalised(whole).includes(normalised(part));
}

function normalised(text: string): string {
  return withPlainBreaks(text).replace(INVISIBLE, "").replace(OTHER_SPACE, " ");
}

function touches(left: string, right: string): boolean {
  return /\S/u.test(left) && /\S/u.test(right);
}

function lastOf(text: string): string {
  return text.replace(INVISIBLE, "").slice(-1);
}

function firstOf(text: string): string {
  return text.replace(INVISIBLE, "").slice(0, 1);
}
