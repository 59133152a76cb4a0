/** Opens the panel: what the last one left behind, one read of storage, the language, and the first picture. */
import { render } from "preact";
import { App } from "./app";
import { recoverDrafts } from "./drafts";
import { expectLanguage, useLanguage } from "./i18n";
import { loadLater } from "./later";
import { loadStart } from "./state";
import { placeRegions } from "./ui/announce";
import { keepFocusInSight } from "./ui/focus";

async function open(root: HTMLElement): Promise<void> {
  placeRegions();
  expectLanguage();
  await recoverDrafts();
  const start = await loadStart();
  await useLanguage(start.settings.language);
  // a suggestion that was open last time is drawn at once, like the list
  if (start.open !== undefined) await loadLater();
  render(<App start={start} />, root);
  keepFocusInSight(root);
}

const root = document.getElementById("app");
if (root !== null) void open(root);
