/** Seeing whether an editor took in what was done to it. */
import { textOf } from "./model";
import { sameText } from "./text";
import { pause, within } from "./wait";

/** What was done shows at once, and an editor takes it in, changes it or throws it out a moment later. */
const COMMIT_MS = 100;
/** A busy page may take longer. */
const READ_BACK_MS = 1000;

export async function comesToRead(editor: Element, expected: string): Promise<boolean> {
  await pause(COMMIT_MS);
  return within(READ_BACK_MS, () => sameText(textOf(editor), expected));
}
