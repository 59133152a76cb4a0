/**
 * The files of the page, kept by the worker so that it opens at once and without a connection. A version's files lie in
 * a cache of their own, and each of them is held against its hash: a page is never put together from two versions,
 * also not while several servers are being updated one after another.
 */
import { ACTIVATE, isOurPage, scope, VERSION } from "./scope";

interface Shell {
  readonly version: string;
  /** Path -> hash, as in the `integrity` of a script. */
  readonly files: Readonly<Record<string, string>>;
}

/** Put here by the build. */
declare const VERTEL_SHELL: Shell;

const PREFIX = "vertel-app-";

const cacheName = (): string => PREFIX + VERTEL_SHELL.version;

async function fill(): Promise<void> {
  const cache = await caches.open(cacheName());
  const files = Object.entries(VERTEL_SHELL.files);
  await cache.addAll(files.map(([path, integrity]) => new Request(path, { integrity, cache: "no-cache" })));
}

async function takeOver(): Promise<void> {
  const others = (await caches.keys()).filter((name) => name.startsWith(PREFIX) && name !== cacheName());
  await Promise.all(others.map((name) => caches.delete(name)));
  await scope.clients.claim();
}

function isOfShell({ method, url }: Request): boolean {
  const { origin, pathname } = new URL(url);
  return method === "GET" && origin === scope.location.origin && Object.hasOwn(VERTEL_SHELL.files, pathname);
}

/** A browser that is short of space may have thrown the cache away. */
async function kept(request: Request): Promise<Response> {
  const cache = await caches.open(cacheName());
  return (await cache.match(new URL(request.url).pathname)) ?? fetch(request);
}

export function serveShell(): void {
  scope.addEventListener("install", (event) => { event.waitUntil(fill()); });
  scope.addEventListener("activate", (event) => { event.waitUntil(takeOver()); });
  scope.addEventListener("fetch", (event) => {
    if (isOfShell(event.request)) event.respondWith(kept(event.request));
  });
  scope.addEventListener("message", (event) => {
    if (!isOurPage(event.source)) return;
    if (event.data === ACTIVATE) event.waitUntil(scope.skipWaiting());
    if (event.data === VERSION) event.ports[0]?.postMessage(VERTEL_SHELL.version);
  });
}
