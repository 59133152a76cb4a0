/**
 * Puts text at the caret of the open composer and reads it back. It never presses Post, never asks the network
 * anything, and never tries again in an editor that has had the text: that would double it.
 *
 * Line by line with `execCommand` is the one way that LinkedIn's two editors, Quill and TipTap, both take in as
 * typing, in Chromium and in Firefox: as one undo step, with the caret at the end. Its answer says nothing about
 * success (it is true when the editor refuses), hence the reading back.
 */
import { readCaret, setCaret } from "./caret";
import { findEditor, holdsFocus } from "./find";
import { textOf } from "./model";
import type { InsertResult } from "./result";
import { glue, holdsText, sameText, withPlainBreaks } from "./text";
import { pause, stays, within } from "./wait";

/** How long a composer may take to appear, when it is just being opened. */
const APPEAR_MS = 3000;
/** LinkedIn mounts a placeholder first: an untouched editor has to have been there for this long. */
const STABLE_MS = 250;
/** The placeholder lives for about half a second. Text put in one is followed to the editor that replaces it. */
const REPLACED_MS = 700;
/** What was typed shows at once, and an editor takes it in, changes it or throws it out a moment later. */
const COMMIT_MS = 100;
/** A busy page may take longer. */
const READ_BACK_MS = 1000;

type Outcome = InsertResult["status"] | "replaced";

export async function insertIntoComposer(text: string): Promise<InsertResult> {
  const wanted = withPlainBreaks(text);
  const end = performance.now() + APPEAR_MS;
  let outcome: Outcome = "replaced";
  while (outcome === "replaced") {
    const editor = await stableEditor(end - performance.now());
    outcome = editor === null ? "no_composer" : await writeIn(editor, wanted);
  }
  return { status: outcome };
}

/** The editor to use, as soon as one has stood still for long enough, or null when there is none in time. */
async function stableEditor(limitMs: number): Promise<HTMLElement | null> {
  const end = performance.now() + limitMs;
  do {
    await within(end - performance.now(), () => findEditor() !== null);
    const editor = findEditor();
    if (editor === null) return null;
    if (inUse(editor) || (await stays(STABLE_MS, () => findEditor() === editor))) return editor;
  } while (performance.now() < end);
  return null;
}

/** With the caret or some text in it somebody is at work in the editor, so there is nothing to wait for. */
function inUse(editor: HTMLElement): boolean {
  return holdsFocus(editor) || hasText(editor);
}

async function writeIn(editor: HTMLElement, text: string): Promise<Outcome> {
  const settled = hasText(editor);
  const expected = insertAtCaret(editor, text);
  await pause(COMMIT_MS);
  const arrived = await within(READ_BACK_MS, () => sameText(textOf(editor), expected));
  if (settled || !arrived) return arrived ? "inserted" : "not_verified";
  await within(REPLACED_MS, () => !editor.isConnected);
  if (editor.isConnected) return holdsText(textOf(editor), text) ? "inserted" : "not_verified";
  // The composer went away with the text in it: posted or closed by the employee, unless another one took its place.
  const successor = await stableEditor(STABLE_MS + REPLACED_MS);
  return successor === null || holdsText(textOf(successor), text) ? "inserted" : "replaced";
}

function hasText(editor: HTMLElement): boolean {
  return textOf(editor).trim() !== "";
}

/** Types the text at the caret, and answers what the editor should read afterwards. */
function insertAtCaret(editor: HTMLElement, text: string): string {
  const whole = textOf(editor);
  const caret = readCaret(editor);
  const [before, after] = [whole.slice(0, caret), whole.slice(caret)];
  const glued = glue(before, text, after);
  setCaret(editor, caret);
  type(glued);
  return before + glued + after;
}

function type(text: string): void {
  text.split("\n").forEach((line, index) => {
    if (index > 0) document.execCommand("insertParagraph");
    if (line !== "") document.execCommand("insertText", false, line);
  });
}
