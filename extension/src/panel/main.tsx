/** Opens the panel: what the last one left behind, one read of storage, the language, and the first picture. */
import { render } from "preact";
import { App } from "./app";
import { recoverDrafts } from "./drafts";
import { useLanguage } from "./i18n";
import { loadStart } from "./state";

async function open(root: HTMLElement): Promise<void> {
  await recoverDrafts();
  const start = await loadStart();
  await useLanguage(start.settings.language);
  render(<App start={start} />, root);
}

const root = document.getElementById("app");
if (root !== null) void open(root);
