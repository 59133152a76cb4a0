/** Between the page and its worker: a message with a port for the one answer. */
import type { runtime as ofExtension } from "../shared/browser";
import { worker } from "./registration";
import { isOurPage, PAGE, scope } from "./scope";

/** Longer than the worker waits for a server: only a worker that has died takes so long. */
const PATIENCE_MS = 20_000;

export async function send(message: unknown): Promise<unknown> {
  const to = await worker();
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
    to?.postMessage(message, [port2]);
  });
}

/** As in the extension, a message that is not for the receiver is answered with nothing. */
export const onMessage: (typeof ofExtension)["onMessage"] = (receive) => {
  scope.addEventListener("message", (event) => {
    const [port] = event.ports;
    if (port === undefined) return;
    const id = isOurPage(event.source) ? event.origin : undefined;
    const answer = receive(event.data, { id, url: event.source?.url });
    event.waitUntil(Promise.resolve(answer).then((value) => { port.postMessage(value); }));
  });
};

export const pageAddress = (): string => scope.location.origin + PAGE;
