/**
 * How the panel reaches the composer: the whole protocol between the two.
 *
 *     const target = { tabId };                              // the main frame only: LinkedIn's frames are decoys
 *     await scripting.executeScript({ target, files: [COMPOSER_FILE] });
 *     const [frame] = await scripting.executeScript({ target, func: callComposer, args: [{ insert: text }] });
 *     const result = frame?.result as InsertResult | undefined;
 *
 * Both calls run in the default ISOLATED world. The first one puts our function there, the second one takes it out
 * again before using it, so nothing of it is left afterwards. The answer comes within about four seconds and is
 * never a rejection of the function itself; `executeScript` rejects when the tab is gone or is not LinkedIn's.
 * No answer at all (`frame?.result` is null or undefined, as when the page navigates away) is to be treated as
 * `not_verified`. Do not let the employee press Insert again while a call is under way.
 */
import type { Composer, Job, JobResult } from "./result";

/** The bundle of `main.ts`, beside the manifest in both builds. */
export const COMPOSER_FILE = "composer.js";

/** Runs in the page's isolated world. It is sent there as source text, so it must not refer to anything outside itself. */
export async function callComposer(job: Job): Promise<JobResult> {
  const world = globalThis as { vertelComposer?: Composer };
  const composer = world.vertelComposer;
  delete world.vertelComposer;
  try {
    return composer === undefined ? { status: "not_verified" } : await composer(job);
  } catch {
    return { status: "not_verified" };
  }
}
