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

/** Employees whose sessions the server ended before somebody else signed in: what they wrote waits for them. */
export const FORMER = "former";

/** Since when what employees write is kept under names with their ids; see `panel/adopt-writing.ts`. */
export const OWNED_WRITING = "owned-writing";

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

const OUTBOX = "outbox:";
export const OUTBOX_RETRY = "outbox-retry";

/** Which suggestions have been seen; see `seen.ts`. */
export const SEEN = "seen";

const LIBRARY = "library:";
const CHECKED = "checked:";
const LINK = "link:";
const IMAGE = "image:";
const IMAGE_SEEN = "image-seen:";
const KEPT = "kept:";
const RECENT_SHARE = "told:";

/** What somebody wrote has their id in its name, so that nobody else comes across it: `draft:EMPLOYEE:SUGGESTION`. */
const DRAFT = "draft:";
const OPENED = "opened:";
const IDEA = "idea:";
const PHOTO = "photo:";
const COMMENT = "comment:";
const REPLY = "reply:";
const NEWS_READ = "news-read:";
const ASIDE = "aside:";
const HISTORY = "history:";
const REMINDER = "reminder:";
/** A suggestion that an editor writes in the console. */
const WRITING = "writing:";
const OWNED = [DRAFT, OPENED, IDEA, PHOTO, COMMENT, REPLY, NEWS_READ, ASIDE, HISTORY, REMINDER, WRITING] as const;

/** What is known of an employee and about what they did; settings and consent belong to the browser and stay. */
const PERSONAL = [ACCOUNT, OPEN, LINK_CHOICE, WAITING, OUTBOX_RETRY, SEEN, LEAVING, COMPOSER_BUTTON] as const;
const PERSONAL_FAMILIES = [OUTBOX, LIBRARY, CHECKED, LINK, IMAGE, IMAGE_SEEN, KEPT, RECENT_SHARE, ...OWNED] as const;

/** What can be fetched again, in the order in which it goes when there is no room: what is missed least first. */
export const CACHES: readonly (readonly string[])[] = [[IMAGE, IMAGE_SEEN], [LIBRARY, CHECKED, KEPT, LINK]];

export const startsWithOne = (key: string, starts: readonly string[]): boolean => starts.some((start) => key.startsWith(start));

export const isPersonal = (key: string): boolean => (PERSONAL as readonly string[]).includes(key) || startsWithOne(key, PERSONAL_FAMILIES);
/** What a server's address is part of: of no use when the server has moved. */
export const isOfServer = (key: string): boolean => startsWithOne(key, [LIBRARY, CHECKED, LINK, KEPT]);
/** What may hold words that nobody can fetch again. */
export const holdsText = (key: string): boolean => startsWithOne(key, [DRAFT, IDEA, COMMENT, REPLY]);
/** Whose writing stands under a name. */
export const ownerOf = (key: string): string | undefined => (startsWithOne(key, OWNED) ? key.split(":")[1] : undefined);

export const libraryKey = ({ kind, language, marked }: Query): string =>
  `${LIBRARY}${kind ?? ""}:${language ?? ""}${marked === undefined ? "" : `:${marked}`}`;
/** When the server was last asked for a list, apart from the list: mostly nothing but that changes. */
export const checkedKey = (query: Query): string => CHECKED + libraryKey(query);
export const linkKey = (suggestionId: string, scope: string): string => `${LINK}${scope}:${suggestionId}`;
export const imageKey = (id: string): string => `${IMAGE}${id}`;
export const imageSeenKey = (id: string): string => `${IMAGE_SEEN}${id}`;
export const ofImage = (id: string): string[] => [imageKey(id), imageSeenKey(id)];
export const keptKey = (request: string): string => `${KEPT}${request}`;
/** The text of a share, so that it does not become a second one; see `use-shares.ts`. */
export const recentShareKey = (shareId: string): string => `${RECENT_SHARE}${shareId}`;
export const outboxKey = (id: string): string => `${OUTBOX}${id}`;

export const draftKey = (owner: string, suggestionId: string): string => `${DRAFT}${owner}:${suggestionId}`;
/** A suggestion as it was when it was opened, so that a draft can be read on when the suggestion has left the list. */
export const openedKey = (owner: string, suggestionId: string): string => `${OPENED}${owner}:${suggestionId}`;
/** The idea that is being written; its photos stand beside it, so that a letter typed does not write them anew. */
export const ideaKey = (owner: string): string => `${IDEA}${owner}`;
export const photoKey = (owner: string, id: string): string => `${PHOTO}${owner}:${id}`;
export const commentKey = (owner: string, suggestionId: string): string => `${COMMENT}${owner}:${suggestionId}`;
export const replyKey = (owner: string, ideaId: string): string => `${REPLY}${owner}:${ideaId}`;
/** Which answers and thanks the employee has read. */
export const newsReadKey = (owner: string): string => `${NEWS_READ}${owner}`;
/** What could not be read, or was overtaken in another window; see `panel/set-aside.ts`. */
export const asideKey = (owner: string, id: string): string => `${ASIDE}${owner}:${id}`;

/** What an employee inserted or copied of a suggestion, by the id of the share, which has its time in it. */
export const historyKey = (owner: string, suggestionId: string, shareId: string): string => `${HISTORY}${owner}:${suggestionId}:${shareId}`;

/** When an employee wants to be reminded of a suggestion. */
export const reminderKey = (owner: string, suggestionId: string): string => `${REMINDER}${owner}:${suggestionId}`;

/** @param suggestionId `new` for what is not there yet. */
export const writingKey = (owner: string, suggestionId: string): string => `${WRITING}${owner}:${suggestionId}`;

export const isImage = (key: string): boolean => key.startsWith(IMAGE);
export const isLink = (key: string): boolean => key.startsWith(LINK);
export const isLibrary = (key: string): boolean => key.startsWith(LIBRARY);
export const isOpened = (key: string, owner: string): boolean => key.startsWith(openedKey(owner, ""));
export const isDraft = (key: string, owner: string): boolean => key.startsWith(draftKey(owner, ""));
export const isAside = (key: string, owner: string): boolean => key.startsWith(asideKey(owner, ""));
export const isHistory = (key: string, owner: string): boolean => key.startsWith(`${HISTORY}${owner}:`);
export const isReminder = (key: string): boolean => key.startsWith(REMINDER);
export const isRecentShare = (key: string): boolean => key.startsWith(RECENT_SHARE);
export const isEvent = (key: string): boolean => key.startsWith(OUTBOX);
/** The mark of the employee by which a stored library was chosen. */
export const markedOf = (key: string): Query["marked"] => {
  const marked = key.split(":")[3];
  return marked === "saved" || marked === "hidden" ? marked : undefined;
};
/** The name after the last colon: of a draft the suggestion, of a recent share its id. */
export const lastPartOf = (key: string): string => key.slice(key.lastIndexOf(":") + 1);
