/**
 * Entry of `composer.js`, which comes to a LinkedIn page on Insert or Undo, and by nothing else. It runs in the isolated
 * world, where the page can see no global; `call.ts` takes it out again and says how to use it.
 */
import { insertIntoComposer } from "./insert";
import type { Composer } from "./result";
import { takeOut } from "./undo";

(globalThis as { vertelComposer?: Composer }).vertelComposer = (job) =>
  "insert" in job ? insertIntoComposer(job.insert) : takeOut(job.takeOut);
