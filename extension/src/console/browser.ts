/** Stands in the place of `shared/browser.ts` in the console, at `/console/` of its server, and in the console's worker. */
import type * as ofExtension from "../shared/browser";
import { isWorker, scope } from "../web/scope";
import { pageRuntime } from "../web/stand-ins";
import { createStorage } from "../web/store";
import { invitation } from "../web/invitation";
import { words } from "./words";
import { send } from "./worker/connection";

export type * from "../shared/browser";
export { alarms, badge, clipboard, contentScripts, injection, managed, panel, sites, tabs } from "../web/stand-ins";

type Seam = typeof ofExtension;

/** Beside the panel's own, so that an editor can be signed in to one without the other. */
export const storage: Seam["storage"] = createStorage("vertel-console", !isWorker);

export const runtime: Seam["runtime"] = {
  ...pageRuntime,
  url: () => `${scope.location.origin}/console/`,
  send,
  // the worker listens in `worker/worker.ts`
  onMessage: () => undefined,
};

export const i18n: Seam["i18n"] = words;

export const platform: Seam["platform"] = { invitation };

/** Every view has its own address here, so that the browser's Back needs no help. */
export const wayBack: Seam["wayBack"] = { keep: () => undefined, onBack: () => () => undefined };
