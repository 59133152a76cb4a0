/** Opens the page: the worker first, without which nothing can be fetched, and then the panel as it is everywhere. */
import { render } from "preact";
import { setLanguage } from "../panel/i18n";
import { storage } from "../shared/browser";
import { takeInvitation } from "./invitation";
import { fitAboveKeyboard } from "./keyboard";
import { NotHere } from "./not-here";
import { keepUpToDate, registration, wake } from "./registration";

const asApp = (): boolean => matchMedia("(display-mode: standalone)").matches;

function listen(): void {
  addEventListener("online", () => void wake());
  document.addEventListener("visibilitychange", () => { if (!document.hidden) void wake(); });
}

/** Some windows, such as private ones of some browsers, keep nothing and let no worker in. */
async function isPossible(): Promise<boolean> {
  if (!("serviceWorker" in navigator)) return false;
  return storage.get([]).then(() => true, () => false);
}

async function sayNotHere(root: HTMLElement): Promise<void> {
  await setLanguage(undefined);
  render(<NotHere />, root);
}

async function start(root: HTMLElement): Promise<void> {
  takeInvitation();
  if (!(await isPossible())) return sayNotHere(root);
  fitAboveKeyboard();
  // the panel shows what is kept; the worker may still be on its way
  await import("../panel/main");
  const found = await registration().catch(() => undefined);
  if (found === undefined) return sayNotHere(root);
  listen();
  keepUpToDate(found);
  // asked of those who put it among their apps: an ordinary tab would bring up a question in some browsers
  if (asApp()) await navigator.storage.persist();
}

const root = document.getElementById("app");
if (root !== null) void start(root);
