/**
 * Entry of `composer.js`, the one file that the extension ever puts on a LinkedIn page, and only on Insert or Undo.
 * It runs in the isolated world, where the page can see no global; `call.ts` takes it out again and says how to use it.
 */
import { insertIntoComposer } from "./insert";
import type { Composer } from "./result";
import { takeOut } from "./undo";

(globalThis as { vertelComposer?: Composer }).vertelComposer = (job) =>
  "insert" in job ? insertIntoComposer(job.insert) : takeOut(job.takeOut);
