/**
 * What a service worker finds around it. TypeScript cannot have the types of pages and of workers in one project, so
 * these few say what is used.
 */

interface LastingEvent extends Event {
  /** The browser lets the worker live until then. */
  readonly waitUntil: (until: Promise<unknown>) => void;
}

export interface Client {
  readonly url: string;
  readonly type: string;
  readonly frameType?: string;
}

interface MessageFrom extends LastingEvent {
  readonly data: unknown;
  readonly origin: string;
  readonly source: Client | null;
  readonly ports: readonly MessagePort[];
}

interface FetchOf extends LastingEvent {
  readonly request: Request;
  readonly respondWith: (answer: Promise<Response>) => void;
}

/** Asks for a call as soon as there is a connection; Chromium has it, Firefox and Safari do not. */
interface SyncOf extends LastingEvent {
  readonly tag: string;
}

interface Events {
  readonly install: LastingEvent;
  readonly activate: LastingEvent;
  readonly message: MessageFrom;
  readonly fetch: FetchOf;
  readonly sync: SyncOf;
}

interface WorkerScope {
  readonly location: Location;
  readonly navigator: { readonly setAppBadge?: (count: number) => Promise<void> };
  readonly clients: { readonly claim: () => Promise<void> };
  readonly registration: { readonly sync?: { readonly register: (tag: string) => Promise<void> } };
  readonly skipWaiting: () => Promise<void>;
  /** In the console's worker, which belongs to one page: says something to that page. */
  readonly postMessage: (message: unknown) => void;
  readonly addEventListener: <K extends keyof Events>(kind: K, listener: (event: Events[K]) => void) => void;
}

/** Only true in the worker; pages have a document. */
export const isWorker = typeof document === "undefined";

export const scope = globalThis as unknown as WorkerScope;

/** The page as it opens: nothing else of this origin is believed. */
export const PAGE = "/app/";

/** One of our own pages, which no other page has inside it. */
export function isOurPage(client: Client | null): client is Client {
  return client?.type === "window" && client.frameType !== "nested" && URL.parse(client.url)?.pathname === PAGE;
}

/** To a new version of the worker: nobody is looking, take over. */
export const ACTIVATE = "activate";

/** To the worker: which version are you? */
export const VERSION = "version";

/** To the worker: try again now what is waiting to be sent. */
export const WAKE = "wake";
