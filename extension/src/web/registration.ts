/**
 * The page's worker: registered once, and asked by message. A new version of it waits until nobody is looking, since
 * the page and its worker have to be of one version.
 */
import { answerOf } from "./answer-of";
import { ACTIVATE, PAGE, VERSION, WAKE } from "./scope";

const FILE = `${PAGE}sw.js`;

interface Policies {
  readonly createPolicy: (name: string, rules: { createScriptURL: (url: string) => string }) => {
    readonly createScriptURL: (url: string) => string;
  };
}

let address: string | undefined;

/** Our policy lets no text become a script's address, with this one exception; a second policy would be refused. */
function trusted(): string {
  const { trustedTypes } = globalThis as { trustedTypes?: Policies };
  address ??= trustedTypes?.createPolicy("vertel", { createScriptURL: () => FILE }).createScriptURL(FILE) ?? FILE;
  return address;
}

let registered: Promise<ServiceWorkerRegistration> | undefined;

/** Rejected when the browser does not let this page have a worker. */
export async function registration(): Promise<ServiceWorkerRegistration> {
  if (registered !== undefined && (await isForgotten(registered))) registered = undefined;
  registered ??= navigator.serviceWorker.register(trusted(), { scope: PAGE });
  return registered;
}

/** The browser drops a first worker that could not be installed, as when the connection broke off on the way. */
async function isForgotten(before: Promise<ServiceWorkerRegistration>): Promise<boolean> {
  const found = await before.catch(() => undefined);
  return (found?.active ?? found?.waiting ?? found?.installing ?? null) === null;
}

/** The worker of this page, as soon as there is one. */
export async function worker(): Promise<ServiceWorker | null> {
  const { active, installing } = await registration();
  if (active !== null) return active;
  return Promise.race([failureOf(installing), navigator.serviceWorker.ready.then((ready) => ready.active)]);
}

/** Rejected when a worker could not be installed: nobody would ever be told that it is ready. */
function failureOf(installing: ServiceWorker | null): Promise<never> {
  return new Promise((_, reject) => {
    installing?.addEventListener("statechange", () => {
      if (installing.state === "redundant") reject(new Error("The worker could not be installed."));
    });
  });
}

/** What the worker should send can go out now: there is a connection again, or someone is looking. */
export async function wake(): Promise<void> {
  // without a worker nothing waits
  const found = await worker().catch(() => null);
  found?.postMessage(WAKE);
}

/** No server is asked for it. */
const SOON_MS = 20_000;

/**
 * A browser may let a new worker take over between the old page and this one: then this page is of the old version and
 * nobody told it. Loaded anew it comes from the worker itself, so once has to be enough.
 */
async function isOutdated(): Promise<boolean> {
  const [load] = performance.getEntriesByType("navigation") as PerformanceNavigationTiming[];
  if (load?.type === "reload") return false;
  return (await answerOf(worker(), VERSION, SOON_MS)) !== document.documentElement.dataset.version;
}

/**
 * Brings a new version in. It takes over while the page is hidden, or just after the page was opened, and the page is
 * loaded anew: what was being written is in storage, and so is which suggestion was open.
 */
export function keepUpToDate(found: ServiceWorkerRegistration): void {
  const isFirst = navigator.serviceWorker.controller === null;
  let touched = false;
  let replaced = false;
  const isCalm = (): boolean => document.hidden || !touched;
  const change = (): void => {
    if (!isCalm()) return;
    if (replaced) location.reload();
    else found.waiting?.postMessage(ACTIVATE);
  };

  for (const kind of ["pointerdown", "keydown"]) addEventListener(kind, () => { touched = true; }, { once: true });
  navigator.serviceWorker.addEventListener("controllerchange", () => {
    replaced ||= !isFirst;
    change();
  });
  document.addEventListener("visibilitychange", () => {
    change();
    if (!document.hidden) void found.update().catch(() => undefined);
  });
  change();
  void isOutdated().then((outdated) => {
    replaced ||= outdated;
    if (outdated) change();
  }, () => undefined);
}
