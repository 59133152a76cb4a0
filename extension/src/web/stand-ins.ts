/**
 * What stands in the place of the extension API in every web page of ours. A page has no tabs to insert into and no
 * permissions to ask for: those parts say so and do nothing.
 */
import type * as ofExtension from "../shared/browser";
import { createAlarms } from "./alarms";
import { scope } from "./scope";
import { words } from "./words";

type Seam = typeof ofExtension;

declare const VERTEL_VERSION: string;

/** The parts of `runtime` that do not depend on where the page's worker is. */
export const pageRuntime = {
  id: () => scope.location.origin,
  isAlive: () => true,
  pages: () => [],
  permissions: () => [],
  version: () => VERTEL_VERSION,
  // a worker has no event for it: whenever this runs, the worker has just been started
  onStart: (listener) => void setTimeout(listener),
} satisfies Partial<Seam["runtime"]>;

export const alarms: Seam["alarms"] = createAlarms();

export const i18n: Seam["i18n"] = words;

export const panel: Seam["panel"] = {
  openOnActionClick: () => undefined,
  opensInWindow: () => false,
  openBeside: () => Promise.resolve(),
};

export const tabs: Seam["tabs"] = {
  activeHere: () => Promise.resolve(undefined),
  matching: () => Promise.resolve([]),
  isOurs: () => Promise.resolve(true),
  focus: () => Promise.resolve(),
  /** A browser that waited too long for it since the click opens nothing; what is shown then has a button of its own. */
  open: (url) => {
    open(url, "_blank", "noopener");
    return Promise.resolve();
  },
};

export const sites: Seam["sites"] = { allowed: () => Promise.resolve(false), ask: () => Promise.resolve(false) };

export const injection: Seam["injection"] = {
  file: () => Promise.reject(new Error("A web page brings nothing into other pages.")),
  call: () => Promise.resolve(undefined),
};

export { clipboard } from "../shared/clipboard";

/** What an organisation sets by policy where there is an extension is plain here: the server is the page's own. */
export const managed: Seam["managed"] = {
  get: () => Promise.resolve({ server_address: scope.location.origin, composer_button_allowed: false }),
};

export const badge: Seam["badge"] = {
  /** On the icon of a page that was installed, in browsers that do that. */
  show: async (count) => {
    await scope.navigator.setAppBadge?.(count).catch(() => undefined);
  },
};

export const contentScripts: Seam["contentScripts"] = {
  has: () => Promise.resolve(false),
  add: () => Promise.resolve(),
  remove: () => Promise.resolve(),
  tell: () => Promise.resolve(),
};
