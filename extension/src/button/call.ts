/** What the worker and the button in a page have to do with each other: all of it. */

/** The bundle of `main.ts`, beside the manifest in both builds. */
export const BUTTON_FILE = "button.js";

/** The one thing that the button says. */
export const BUTTON_CLICKED = { type: "open_panel" } as const;

/** What a page's button hangs on, in the extension's own isolated world, which the page cannot see. */
export interface ButtonWorld {
  vertelButton?: AbortController;
}

/**
 * Takes the button out of a page. It runs in the page's isolated world and is sent there as source text, so it must not
 * refer to anything outside itself.
 */
export function endButton(): void {
  const world = globalThis as ButtonWorld;
  world.vertelButton?.abort();
  delete world.vertelButton;
}
