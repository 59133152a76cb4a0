/**
 * Opens the panel: what the last one left behind, one read of storage, the language, and the first picture. The reading
 * begins before most of the code is there.
 */
import { recoverDrafts } from "./drafts";
import { expectLanguage, useLanguage } from "./i18n";
import { loadStart, type Start } from "./state";

async function read(): Promise<Start> {
  expectLanguage();
  await recoverDrafts();
  const start = await loadStart();
  await useLanguage(start.settings.language);
  return start;
}

async function open(root: HTMLElement): Promise<void> {
  const reading = read();
  const { show } = await import("./show");
  await show(root, await reading);
}

const root = document.getElementById("app");
if (root !== null) void open(root);
