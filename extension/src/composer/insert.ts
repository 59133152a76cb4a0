/**
 * Puts text at the caret of the open composer and reads it back. It never presses Post, never asks the network
 * anything, and never tries again in an editor that has had the text: that would double it.
 */
import { readCaret, setCaret } from "./caret";
import { findEditor, holdsFocus } from "./find";
import { textOf } from "./model";
import { comesToRead } from "./read-back";
import type { InsertResult, Put } from "./result";
import { glue, holdsText, sameText, withPlainBreaks } from "./text";
import { type } from "./typing";
import { stays, within } from "./wait";

/** How long a composer may take to appear, when it is just being opened. */
const APPEAR_MS = 3000;
/** LinkedIn mounts a placeholder first: an untouched editor has to have been there for this long. */
const STABLE_MS = 250;
/** The placeholder lives for about half a second. Text put in one is followed to the editor that replaces it. */
const REPLACED_MS = 700;

type WriteResult = InsertResult | "replaced";

/** The text as it was typed, and what stood before and after it. */
interface Typed {
  readonly before: string;
  readonly text: string;
  readonly after: string;
}

export async function insertIntoComposer(text: string): Promise<InsertResult> {
  const wanted = withPlainBreaks(text);
  const end = performance.now() + APPEAR_MS;
  let outcome: WriteResult = "replaced";
  while (outcome === "replaced") {
    const editor = await stableEditor(end - performance.now());
    outcome = editor === null ? { status: "no_composer" } : await writeIn(editor, wanted);
  }
  return outcome;
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

async function writeIn(editor: HTMLElement, wanted: string): Promise<WriteResult> {
  const settled = hasText(editor);
  const typed = insertAtCaret(editor, wanted);
  if (!(await comesToRead(editor, typed.before + typed.text + typed.after))) return notVerified(editor, wanted);
  if (settled) return inserted(editor, typed);
  await within(REPLACED_MS, () => !editor.isConnected);
  if (editor.isConnected) return holdsText(textOf(editor), wanted) ? inserted(editor, typed) : notVerified(editor, wanted);
  // The composer went away with the text in it: posted or closed by the employee, unless another one took its place.
  const successor = await stableEditor(STABLE_MS + REPLACED_MS);
  if (successor === null) return { status: "inserted" };
  return holdsText(textOf(successor), wanted) ? inserted(successor, typed) : "replaced";
}

/** With the place of the text, unless it has moved already: one goes on typing while it is read back. */
function inserted(editor: HTMLElement, { before, text }: Typed): InsertResult {
  const at = before.length;
  const put: Put = { at, text: textOf(editor).slice(at, at + text.length) };
  return sameText(put.text, text) ? { status: "inserted", put } : { status: "inserted" };
}

function notVerified(editor: HTMLElement, wanted: string): InsertResult {
  if (!editor.isConnected) return { status: "not_verified" };
  const whole = textOf(editor);
  const lines = wanted.split("\n").map((line) => line.trim());
  return { status: "not_verified", missing: lines.filter((line) => line !== "" && !holdsText(whole, line)) };
}

function hasText(editor: HTMLElement): boolean {
  return textOf(editor).trim() !== "";
}

function insertAtCaret(editor: HTMLElement, wanted: string): Typed {
  const whole = textOf(editor);
  const caret = readCaret(editor);
  const [before, after] = [whole.slice(0, caret), whole.slice(caret)];
  const text = glue(before, wanted, after);
  setCaret(editor, caret);
  type(text);
  return { before, text, after };
}
