/** What LinkedIn makes of parts of a text: links and hashtags; and names, of which it makes nothing when they are pasted. */
import { LINK } from "./link";

/** As observed: a longer address is replaced when the post is made. */
const LONGEST_ADDRESS = 26;

/** What the replacement begins with; the rest is not known before. */
const SHORTENED = "https://lnkd.in/…";

/** More of them read like a label rather than like a person. */
export const ENOUGH_HASHTAGS = 3;

export interface Part {
  readonly is: "text" | "link" | "hashtag";
  readonly text: string;
}

/** An address without the full stop or bracket that ends the sentence around it. */
export const ADDRESS = /https?:\/\/[^\s<>]*[^\s<>.,;:!?'"’”»)\]}…]/gu;

/** Letters and digits after a `#` that begins a word; a number alone ("nr. #3") is none. */
const HASHTAG = /(?<![\p{L}\p{N}_#&/])#(?=[\p{N}_]*\p{L})[\p{L}\p{M}\p{N}_]+/gu;

/** Not the one in the middle of an e-mail address. */
const MENTION = /(?<![^\s([{"'“‘«])@\p{L}[\p{L}\p{M}\p{N}'’-]*/u;

const PART = new RegExp(`${ADDRESS.source}|${HASHTAG.source}`, "gu");

/** The text in parts that stand in it one after another, none of them empty. */
export function partsOf(text: string): Part[] {
  const parts: Part[] = [];
  let at = 0;
  const add = (is: Part["is"], part: string): void => {
    if (part !== "") parts.push({ is, text: part });
  };
  for (const { 0: found, index } of text.matchAll(PART)) {
    add("text", text.slice(at, index));
    add(found.startsWith("#") ? "hashtag" : "link", found);
    at = index + found.length;
  }
  add("text", text.slice(at));
  return parts;
}

export const addressesIn = (text: string): string[] => text.match(ADDRESS) ?? [];

export const hashtagsIn = (text: string): string[] => text.replace(ADDRESS, " ").match(HASHTAG) ?? [];

/** The first `@name`, which is plain text until somebody picks the name by hand. */
export const mentionIn = (text: string): string | undefined => MENTION.exec(text.replace(ADDRESS, " "))?.[0];

export const isShortened = (address: string): boolean => address.length > LONGEST_ADDRESS;

/** As it will stand in the feed, with long addresses replaced; a link that is still being fetched is only hinted at. */
export function asPosted(text: string): string {
  return text.replaceAll(LINK, "…").replace(ADDRESS, (address) => (isShortened(address) ? SHORTENED : address));
}
