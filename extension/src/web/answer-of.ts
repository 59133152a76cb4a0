/** A message to the worker, with a port for the one answer. */
import { LONGEST_PATIENCE_MS } from "../shared/patience";

/** Longer than the worker waits for a server, new tokens included: only a worker that has died takes so long. */
const PATIENCE_MS = LONGEST_PATIENCE_MS + 30_000;

interface Receiver {
  readonly postMessage: (message: unknown, transfer: Transferable[]) => void;
}

/** The clock starts at once: a worker that never comes must not keep anybody waiting either. */
export function answerOf(worker: Promise<Receiver | null>, message: unknown, patienceMs = PATIENCE_MS): Promise<unknown> {
  const { port1, port2 } = new MessageChannel();
  let isOver = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const answer = new Promise((resolve, reject) => {
    port1.onmessage = ({ data }) => { resolve(data); };
    timer = setTimeout(reject, patienceMs, new Error("The worker does not answer."));
    // what was given up must not be done later, beside what is asked in its place
    worker.then((found) => { if (!isOver) found?.postMessage(message, [port2]); }).catch(reject);
  });
  return answer.finally(() => {
    isOver = true;
    clearTimeout(timer);
    port1.close();
  });
}
