/** Builds the page that the address asks for, and moves between pages without loading, as LinkedIn does. */
import { memberComposerPage } from "./composer_a";
import { readConfig } from "./config";
import { directionOf, labelsFor } from "./labels";
import { bar, closeComposer, furniture, mainOf } from "./page";
import { installDefaultPolicy } from "./trusted";

import "./style.css";

installDefaultPolicy();

function render(): void {
  const config = readConfig();
  const labels = labelsFor(config.language);
  document.documentElement.lang = config.language;
  document.documentElement.dir = directionOf(config.language);
  const content = config.page === "compose" ? memberComposerPage(labels) : mainOf(config, labels);
  const current = document.querySelector("main");
  if (current === null) document.body.append(bar(labels, navigate), content, ...furniture(labels));
  else current.replaceWith(content);
}

/** To another page with the same composer and language. */
function navigate(path: string): void {
  closeComposer();
  history.pushState(null, "", path + location.search);
  render();
}

addEventListener("popstate", () => {
  closeComposer();
  render();
});
render();
