/** The pages around the composer: a bar, two columns of cards, and the button that opens the composer. */
import { openMemberComposer } from "./composer_a";
import { openCompanyComposer, openOlderComposer, openShadowComposer } from "./composer_quill";
import type { Composer } from "./composer";
import type { Config } from "./config";
import { avatar, chat, commentBox, invisibles, lightboxComment, preloadFrame, quietDialogs, searches } from "./decoys";
import { h } from "./dom";
import type { Labels } from "./labels";

const OPENERS = {
  a: openMemberComposer,
  b: openShadowComposer,
  c: openCompanyComposer,
  d: openOlderComposer,
} as const;

/** The composer that is open, if any: only ever one. */
let open: Composer | null = null;

export function bar(labels: Labels, navigate: (path: string) => void): HTMLElement {
  const link = (path: string, label: string): HTMLElement => {
    const anchor = h("a", { href: path, "data-replica-nav": path }, label);
    anchor.addEventListener("click", (event) => {
      event.preventDefault();
      navigate(path);
    });
    return anchor;
  };
  const links = h("nav", {}, link("/feed/", labels.home), link("/mynetwork/", labels.network));
  return h("header", { class: "x-bar" }, h("div", {}, searches(labels), links));
}

/** What never changes while one moves about inside the page. */
export function furniture(labels: Labels): HTMLElement[] {
  const outlet = h("div", { id: "interop-outlet", "data-testid": "interop-shadowdom" });
  return [outlet, chat(labels), ...quietDialogs(), invisibles(), preloadFrame()];
}

export function mainOf(config: Config, labels: Labels): HTMLElement {
  const me = h("aside", { class: "x-card x-me" }, avatar(), h("strong", {}, labels.colleague), h("span", {}, labels.role));
  const cards = [article(labels, labels.feed, "one"), article(labels, labels.feedToo, "two")];
  if (config.page === "post") cards.push(lightboxComment(labels));
  else if (config.page !== "network") cards.unshift(starter(config, labels));
  return h("main", { class: "x-columns" }, me, h("div", { class: "x-feed" }, ...cards));
}

function starter(config: Config, labels: Labels): HTMLElement {
  const button = h("button", { type: "button", class: "x-start", "data-replica-start": true }, labels.start);
  button.addEventListener("click", () => {
    closeComposer();
    open = OPENERS[config.variant](config, labels, () => {
      open = null;
    });
  });
  return h("section", { class: "x-card x-starter" }, avatar(), button);
}

export function closeComposer(): void {
  open?.close();
}

function article(labels: Labels, text: string, name: string): HTMLElement {
  const who = h("div", { class: "x-who" }, h("strong", {}, labels.colleague), h("span", {}, labels.role));
  return h(
    "article",
    { class: "x-card" },
    h("header", { class: "x-head" }, avatar(), who),
    h("p", { dir: "auto" }, text),
    commentBox(labels, name),
  );
}
