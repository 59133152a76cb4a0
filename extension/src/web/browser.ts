/** Stands in the place of `shared/browser.ts` where Vertel is a web page, at `/app/` of its server. */
import type * as ofExtension from "../shared/browser";
import { invitation } from "./invitation";
import { onMessage, pageAddress, send } from "./messages";
import { isWorker } from "./scope";
import { pageRuntime } from "./stand-ins";
import { createStorage } from "./store";
import { createWayBack } from "./way-back";

export type * from "../shared/browser";
export { alarms, badge, clipboard, contentScripts, i18n, injection, managed, panel, sites, tabs } from "./stand-ins";

type Seam = typeof ofExtension;

export const storage: Seam["storage"] = createStorage("vertel", !isWorker);

export const runtime: Seam["runtime"] = { ...pageRuntime, url: pageAddress, send, onMessage };

export const platform: Seam["platform"] = { invitation };

export const wayBack: Seam["wayBack"] = createWayBack();
