/** Opens the panel: one read of storage, the language, and the first picture. */
import { render } from "preact";
import { App } from "./app";
import { useLanguage } from "./i18n";
import { loadStart } from "./state";

async function open(root: HTMLElement): Promise<void> {
  const start = await loadStart();
  await useLanguage(start.settings.language);
  render(<App start={start} />, root);
}

const root = document.getElementById("app");
if (root !== null) void open(root);
