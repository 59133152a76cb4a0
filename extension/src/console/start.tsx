/** Opens the console: the language, who is signed in, and the first picture. Whatever goes wrong on the way is said. */
import { render } from "preact";
import { Boundary } from "../panel/boundary";
import { expectLanguage, setLanguage, t } from "../panel/i18n";
import { Trouble } from "../panel/trouble";
import { placeRegions } from "../panel/ui/announce";
import { takeInvitation } from "../web/invitation";
import { App } from "./app";
import { loadStart } from "./start-state";
import { startWorker } from "./worker/connection";

async function open(root: HTMLElement): Promise<void> {
  startWorker();
  takeInvitation();
  placeRegions();
  expectLanguage();
  const start = await loadStart().catch(() => undefined);
  await setLanguage(start?.language);
  if (start === undefined) {
    render(<Trouble is="unreadable" action={{ label: t("retry"), run: () => { location.reload(); } }} />, root);
    return;
  }
  render(<Boundary><App start={start} /></Boundary>, root);
}

const root = document.getElementById("app");
if (root !== null) void open(root);
