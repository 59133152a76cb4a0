/**
 * What a keyboard would do, by `execCommand`: old, but the one way that LinkedIn's two editors, Quill and TipTap, both
 * take in as typing, in Chromium and in Firefox. Its answer says nothing about success, hence the reading back.
 */

/** Line by line: as one undo step, with the caret at the end. */
export function type(text: string): void {
  text.split("\n").forEach((line, index) => {
    if (index > 0) document.execCommand("insertParagraph");
    if (line !== "") document.execCommand("insertText", false, line);
  });
}

/** As one undo step of its own. */
export function eraseSelected(): void {
  document.execCommand("delete");
}
