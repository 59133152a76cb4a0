/** A message to the worker, with a port for the one answer. */

/** Longer than the worker waits for a server: only a worker that has died takes so long. */
const PATIENCE_MS = 20_000;

export function answerOf(worker: ServiceWorker | null, message: unknown): Promise<unknown> {
  const { port1, port2 } = new MessageChannel();
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      port1.close();
      reject(new Error("The worker does not answer."));
    }, PATIENCE_MS);
    port1.onmessage = ({ data }) => {
      clearTimeout(timer);
      port1.close();
      resolve(data);
    };
    worker?.postMessage(message, [port2]);
  });
}
