/** The first picture: the list, or the suggestion that was open last time. */
import { render } from "preact";
import { App } from "./app";
import { loadLater } from "./later";
import type { Start } from "./state";

export async function show(root: HTMLElement, start: Start): Promise<void> {
  if (start.open !== undefined) await loadLater();
  render(<App start={start} />, root);
}
