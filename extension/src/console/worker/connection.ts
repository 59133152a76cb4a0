/** From the page to its worker: a message, with a port for the one answer. */
import { answerOf } from "../../web/answer-of";
import { tell } from "./progress";
import type { CallProgress } from "./protocol";

/** The worker's address, put here by the build. */
declare const VERTEL_WORKER: string;

interface Policies {
  readonly createPolicy: (name: string, rules: { createScriptURL: (url: string) => string }) => {
    readonly createScriptURL: (url: string) => string;
  };
}

/** The page's policy lets no text become a script's address, with this one exception. */
function trusted(): string {
  const { trustedTypes } = globalThis as { trustedTypes?: Policies };
  const policy = trustedTypes?.createPolicy("vertel", { createScriptURL: () => VERTEL_WORKER });
  return policy?.createScriptURL(VERTEL_WORKER) ?? VERTEL_WORKER;
}

let worker: Worker | undefined;

function started(): Worker {
  const begun = new Worker(trusted());
  // what it says of itself, and not as an answer, is how far it is
  begun.onmessage = ({ data }: MessageEvent<CallProgress>) => { tell(data); };
  return begun;
}

/** An import of ten thousand rows takes seconds, and a slow connection takes its time to bring them. */
const PATIENCE_MS = 300_000;

// A browser that keeps a page for Back stops its worker in the middle of a transaction, and IndexedDB then waits with
// everything for it, in every other page of the console. Whoever comes back gets the page anew.
addEventListener("pagehide", () => {
  worker?.terminate();
  worker = undefined;
});
addEventListener("pageshow", ({ persisted }) => { if (persisted) location.reload(); });

/** Start the worker before there is something to ask: it loads beside the page's first picture. */
export function startWorker(): Worker {
  worker ??= started();
  return worker;
}

export function send(message: unknown): Promise<unknown> {
  return answerOf(Promise.resolve(startWorker()), message, PATIENCE_MS);
}
