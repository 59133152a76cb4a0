/** Between the page and its worker: the panel's requests. */
import type { runtime as ofExtension } from "../shared/browser";
import { answerOf } from "./answer-of";
import { worker } from "./registration";
import { isOurPage, PAGE, scope, VERSION } from "./scope";

export const send = (message: unknown): Promise<unknown> => answerOf(worker(), message);

/** As in the extension, a message that is not for the receiver is answered with nothing. */
export const onMessage: (typeof ofExtension)["onMessage"] = (receive) => {
  scope.addEventListener("message", (event) => {
    const [port] = event.ports;
    if (port === undefined || event.data === VERSION) return;
    const id = isOurPage(event.source) ? event.origin : undefined;
    const answer = receive(event.data, { id, url: event.source?.url });
    event.waitUntil(Promise.resolve(answer).then((value) => { port.postMessage(value); }));
  });
};

export const pageAddress = (): string => scope.location.origin + PAGE;
