/**
 * Stands in the place of `shared/browser.ts` where Vertel is a web page, at `/app/` of its server. A page has no tabs
 * to insert into and no permissions to ask for: those parts say so and do nothing.
 */
import type * as ofExtension from "../shared/browser";
import { createAlarms } from "./alarms";
import { invitation } from "./invitation";
import { onMessage, pageAddress, send } from "./messages";
import { isWorker, scope } from "./scope";
import { createStorage } from "./store";
import { createWayBack } from "./way-back";
import { words } from "./words";

export type * from "../shared/browser";

type Seam = typeof ofExtension;

declare const VERTEL_VERSION: string;

export const storage: Seam["storage"] = createStorage(!isWorker);

export const runtime: Seam["runtime"] = {
  id: () => scope.location.origin,
  url: pageAddress,
  isAlive: () => true,
  pages: () => [],
  permissions: () => [],
  version: () => VERTEL_VERSION,
  send,
  onMessage,
  // a worker has no event for it: whenever this runs, the worker has just been started
  onStart: (listener) => void setTimeout(listener),
};

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

export const platform: Seam["platform"] = { invitation };

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

export const wayBack: Seam["wayBack"] = createWayBack();
