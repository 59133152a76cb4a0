/** The gap after a story starter's opening line: where the employee's own story goes. */
import { LINK } from "./link";
import { ADDRESS } from "./parts";
import type { Range } from "./sentences";

/** What marks it in the editor. */
const GAP = "…";

/** The opening line without what already pointed at a gap. */
const leadOf = (opening: string): string => opening.replace(/(?:[\s…]|\.{3})+$/u, "");

/** What stands in the editor at first. */
export function withGap(opening: string): string {
  const lead = leadOf(opening);
  return lead === "" ? GAP : `${lead} ${GAP}`;
}

/** Where a text still has its gap: nothing was written on the opening's line, before the mark or in its place. */
export function gapIn(text: string, opening: string): Range | null {
  const lead = leadOf(opening);
  if (lead === "") return isOnlyLinks(text) ? rangeOf(text, 0) : null;
  const at = text.indexOf(lead);
  if (at < 0) return null;
  const from = at + lead.length;
  return /^[ \t]*(?:…|\.{3})?[ \t]*(?:\n|$)/u.test(text.slice(from)) ? rangeOf(text, from) : null;
}

const isOnlyLinks = (text: string): boolean => /^[\s….]*$/u.test(text.replaceAll(LINK, "").replace(ADDRESS, ""));

/** The mark, or where it was when that has been taken out. */
function rangeOf(text: string, from: number): Range {
  const [blank = ""] = /^[ \t]*/.exec(text.slice(from)) ?? [];
  const start = from + blank.length;
  const [mark = ""] = /^(?:…|\.{3})/u.exec(text.slice(start)) ?? [];
  return { start, end: start + mark.length };
}
