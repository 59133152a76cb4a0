/** Every name under which the extension keeps something in its storage, so that signing out can find it all again. */
import type { Query } from "./shapes";

/** Access and refresh token: read and written by the worker's `session.ts`, and by nothing else. */
export const SESSION = "session";

/** The same of a connection that is still being made; also the worker's alone. */
export const ENROLLING = "enrolling";

/** A sign-in that waits for an answer in another tab: what it takes to collect it, which is the worker's alone ... */
export const DEVICE = "device";
/** ... and what the panel shows of it. */
export const SIGNING_IN = "signing-in";

/** All that is kept of a connection until it is made. */
export const BEGINNING = [ENROLLING, DEVICE, SIGNING_IN] as const;

export const ACCOUNT = "account";
export const SETTINGS = "settings";
export const CONSENT = "consent";

/** How far the employee is with leaving: whether the server was asked to erase them, or they are gone. */
export const LEAVING = "leaving";
/** There while the employee wants the button in LinkedIn's composer. Theirs, because it is their account that it may cost. */
export const COMPOSER_BUTTON = "composer-button";

/** The suggestion that was open when the panel was closed. */
export const OPEN = "open";

/** The link that an employee chose last, for what they write next. */
export const LINK_CHOICE = "link-choice";

/** The suggestion whose text waits for a post to be opened, and why. */
export const WAITING = "waiting";
/** The idea that is being written; its photos stand beside it, so that a letter typed does not write them anew. */
export const IDEA = "idea";

/** Which answers and thanks the employee has read. */
export const NEWS_READ = "news-read";

const OUTBOX_PREFIX = "outbox:";
export const OUTBOX_RETRY = "outbox-retry";

/** Which suggestions have been seen; see `seen.ts`. */
export const SEEN = "seen";

const LIBRARY = "library:";
const LINK = "link:";
const IMAGE = "image:";
const DRAFT = "draft:";
const OPENED = "opened:";
const KEPT = "kept:";
const PHOTO = "photo:";
const COMMENT = "comment:";
const REPLY = "reply:";
const TOLD = "told:";

/** What a browser keeps for one employee; settings and consent belong to the browser and stay. */
export const PERSONAL = [ACCOUNT, OPEN, LINK_CHOICE, WAITING, OUTBOX_RETRY, SEEN, IDEA, NEWS_READ, LEAVING, COMPOSER_BUTTON] as const;
export const PERSONAL_PREFIXES = [OUTBOX_PREFIX, LIBRARY, LINK, IMAGE, DRAFT, OPENED, KEPT, PHOTO, COMMENT, REPLY, TOLD] as const;

export const libraryKey = ({ kind, language, marked }: Query): string =>
  `${LIBRARY}${kind ?? ""}:${language ?? ""}${marked === undefined ? "" : `:${marked}`}`;
export const linkKey = (suggestionId: string, scope: string): string => `${LINK}${scope}:${suggestionId}`;
export const imageKey = (id: string): string => `${IMAGE}${id}`;
export const draftKey = (suggestionId: string): string => `${DRAFT}${suggestionId}`;
/** A suggestion as it was when it was opened, so that a draft can be read on when the suggestion has left the list. */
export const openedKey = (suggestionId: string): string => `${OPENED}${suggestionId}`;
export const keptKey = (request: string): string => `${KEPT}${request}`;
export const photoKey = (id: string): string => `${PHOTO}${id}`;
export const commentKey = (suggestionId: string): string => `${COMMENT}${suggestionId}`;
export const replyKey = (ideaId: string): string => `${REPLY}${ideaId}`;
/** The text of a share, so that it is not told again; see `told.ts`. */
export const toldKey = (shareId: string): string => `${TOLD}${shareId}`;
export const outboxKey = (id: string): string => `${OUTBOX_PREFIX}${id}`;

export const isImage = (key: string): boolean => key.startsWith(IMAGE);
export const isLink = (key: string): boolean => key.startsWith(LINK);
export const isLibrary = (key: string): boolean => key.startsWith(LIBRARY);
export const isOpened = (key: string): boolean => key.startsWith(OPENED);
export const isDraft = (key: string): boolean => key.startsWith(DRAFT);
/** What somebody writes, or notes for later: it may be on its way to storage when the page goes. */
export const isWriting = (key: string): boolean => [IDEA, NEWS_READ].includes(key) || [DRAFT, COMMENT, REPLY].some((start) => key.startsWith(start));
export const isTold = (key: string): boolean => key.startsWith(TOLD);
export const isEvent = (key: string): boolean => key.startsWith(OUTBOX_PREFIX);
/** The mark of the employee by which a stored library was chosen. */
export const markedOf = (key: string): Query["marked"] => key.split(":")[3] as Query["marked"];
export const suggestionOfDraft = (key: string): string => key.slice(DRAFT.length);
export const shareOfTold = (key: string): string => key.slice(TOLD.length);
