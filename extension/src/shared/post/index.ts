/**
 * What can be said about the text of a post without asking anybody, by subject. The list takes `link` from its own
 * file: of a file that the first view and later views import, everything is loaded at once.
 */
export { discloses, withDisclosure, withoutDisclosure } from "./disclosure";
export { openersFor } from "./openers";
export { gapIn, withGap } from "./gap";
export { aboveFold, isBlank, isTooLong, MAX_UNITS } from "./length";
export { ensureLink, LINK, withLink, withoutLink, withPlaceholder } from "./link";
export { addressesIn, asPosted, ENOUGH_HASHTAGS, hashtagsIn, isShortened, mentionIn, partsOf } from "./parts";
export { beginningOf, readingSeconds, type Beginning } from "./reading";
export { easiestToOwn, hasOwnSentence, MUCH_THE_SAME, similarity } from "./sameness";
export type { Range } from "./sentences";
