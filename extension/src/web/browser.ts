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
  version: () => VERTEL_VERSION,
  send,
  onMessage,
  // a worker has no event for it: whenever this runs, the worker has just been started
  onStart: (listener) => void setTimeout(listener),
};

export const alarms: Seam["alarms"] = createAlarms();

export const i18n: Seam["i18n"] = words;

export const panel: Seam["panel"] = { openOnActionClick: () => undefined };

export const tabs: Seam["tabs"] = {
  activeHere: () => Promise.resolve(undefined),
  matching: () => Promise.resolve([]),
  isOurs: () => Promise.resolve(true),
  focus: () => Promise.resolve(),
  open: () => Promise.resolve(),
};

export const sites: Seam["sites"] = { allowed: () => Promise.resolve(false), ask: () => Promise.resolve(false) };

export const injection: Seam["injection"] = {
  file: () => Promise.reject(new Error("A web page brings nothing into other pages.")),
  call: () => Promise.resolve(undefined),
};

export const clipboard: Seam["clipboard"] = {
  write: (text) => navigator.clipboard.writeText(text).then(() => true, () => false),
};

export const platform: Seam["platform"] = { server: () => location.origin, invitation };

export const wayBack: Seam["wayBack"] = createWayBack();
