/** The console's worker: has the tokens, and answers the page that started it. */
import { asRequest } from "../../shared/messages";
import { scope } from "../../web/scope";
import { answerCall } from "./calls";
import { isCall } from "./protocol";
import { access, answerRequest } from "./session-requests";

scope.addEventListener("message", ({ data, ports: [port] }) => {
  if (port === undefined) return;
  void answer(data).then((reply) => { port.postMessage(reply); });
});

async function answer(message: unknown): Promise<unknown> {
  if (isCall(message)) return answerCall(message, access);
  const request = asRequest(message);
  return request === undefined ? undefined : answerRequest(request);
}
