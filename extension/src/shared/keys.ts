/** Every name under which the extension keeps something in its storage, so that signing out can find it all again. */
import type { Query } from "./shapes";

/** Access and refresh token: read and written by the worker's `session.ts`, and by nothing else. */
export const SESSION = "session";

/** The same of a connection that is still being made; also the worker's alone. */
export const ENROLLING = "enrolling";

export const ACCOUNT = "account";
export const SETTINGS = "settings";
export const CONSENT = "consent";

/** There while the employee wants the button in LinkedIn's composer. Theirs, because it is their account that it may cost. */
export const COMPOSER_BUTTON = "composer-button";

/** The suggestion that was open when the panel was closed. */
export const OPEN = "open";

export const OUTBOX_PREFIX = "outbox:";
export const OUTBOX_RETRY = "outbox-retry";

const LIBRARY = "library:";
const LINK = "link:";
const IMAGE = "image:";
const DRAFT = "draft:";
const KEPT = "kept:";

/** What a browser keeps for one employee; settings and consent belong to the browser and stay. */
export const PERSONAL = [ACCOUNT, OPEN, OUTBOX_RETRY, COMPOSER_BUTTON] as const;
export const PERSONAL_PREFIXES = [OUTBOX_PREFIX, LIBRARY, LINK, IMAGE, DRAFT, KEPT] as const;

export const libraryKey = ({ kind, language }: Query): string => `${LIBRARY}${kind ?? ""}:${language ?? ""}`;
export const linkKey = (suggestionId: string, scope: string): string => `${LINK}${scope}:${suggestionId}`;
export const imageKey = (id: string): string => `${IMAGE}${id}`;
export const draftKey = (suggestionId: string): string => `${DRAFT}${suggestionId}`;
export const keptKey = (request: string): string => `${KEPT}${request}`;
export const outboxKey = (id: string): string => `${OUTBOX_PREFIX}${id}`;

export const isImage = (key: string): boolean => key.startsWith(IMAGE);
export const isDraft = (key: string): boolean => key.startsWith(DRAFT);
export const isEvent = (key: string): boolean => key.startsWith(OUTBOX_PREFIX);
export const suggestionOfDraft = (key: string): string => key.slice(DRAFT.length);
