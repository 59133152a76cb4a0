/**
 * Entry of `button.js`, which stays on LinkedIn's pages, and only for an employee who switched the button on: it puts
 * one button in the open composer, and says to the worker when that is pressed. It can say nothing else, is told
 * nothing, and reads no text. Everything that it attaches anywhere hangs on one signal, and is gone with it.
 */
import { runtime } from "../shared/browser";
import { BUTTON_CLICKED, type ButtonWorld } from "./call";
import { followComposer } from "./follow";
import { createButton } from "./node";
import { createPlacing } from "./place";

function start(): AbortController {
  const all = new AbortController();
  const { signal } = all;
  const press = (): void => {
    if (runtime.isAlive()) void runtime.send(BUTTON_CLICKED).catch(() => undefined);
    else all.abort();
  };
  const place = createPlacing(createButton(press, signal), signal);
  followComposer((editor) => {
    // an updated extension brings a button of its own, and this one belongs to nobody any more
    if (runtime.isAlive()) place(editor);
    else all.abort();
  }, signal);
  return all;
}

const world = globalThis as ButtonWorld;
world.vertelButton ??= start();
