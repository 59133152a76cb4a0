/** Opens the panel: one read of storage, the language, and the first picture. Whatever goes wrong on the way is said. */
import { render } from "preact";
import { App } from "./app";
import { Boundary } from "./boundary";
import { expectLanguage, t, setLanguage } from "./i18n";
import { loadLazyViews } from "./lazy";
import { loadStart } from "./state";
import { placeRegions } from "./ui/announce";
import { Trouble } from "./trouble";
import { keepFocusInSight } from "./ui/focus";

async function open(root: HTMLElement): Promise<void> {
  placeRegions();
  expectLanguage();
  const start = await loadStart().catch(() => undefined);
  await setLanguage(start?.settings.language);
  if (start === undefined) {
    render(<Trouble is="unreadable" action={{ label: t("retry"), run: () => { location.reload(); } }} />, root);
    return;
  }
  // a suggestion that was open last time is drawn at once, like the list
  if (start.open !== undefined) await loadLazyViews();
  render(<Boundary><App start={start} /></Boundary>, root);
  keepFocusInSight(root);
}

const root = document.getElementById("app");
if (root !== null) void open(root);
