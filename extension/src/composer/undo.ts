/**
 * Takes out of the composer what *Insert* put there: exactly that, and only while it stands there unchanged where it
 * was put.
 */
import { select, setCaret } from "./caret";
import { findEditor } from "./find";
import { textOf } from "./model";
import { comesToRead } from "./read-back";
import type { Put, UndoResult } from "./result";
import { sameText } from "./text";
import { eraseSelected } from "./typing";

export async function takeOut({ at, text }: Put): Promise<UndoResult> {
  const editor = findEditor();
  if (editor === null) return { status: "no_composer" };
  const whole = textOf(editor);
  const end = at + text.length;
  if (!sameText(whole.slice(at, end), text)) return { status: "changed" };
  erase(editor, at, text);
  if (!(await comesToRead(editor, whole.slice(0, at) + whole.slice(end)))) return { status: "not_verified" };
  setCaret(editor, at);
  return { status: "undone" };
}

/** The first line last, and by itself: Firefox takes the block along when all of what is in it goes with others. */
function erase(editor: HTMLElement, at: number, text: string): void {
  const end = at + text.length;
  const endOfLine = text.includes("\n") ? at + text.indexOf("\n") : end;
  for (const [from, to] of [[endOfLine, end], [at, endOfLine]] as const) {
    if (from === to) continue;
    select(editor, from, to);
    eraseSelected();
  }
}
