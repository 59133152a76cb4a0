/** The console's worker: has the tokens, and answers the page that started it. */
import { asRequest } from "../../shared/messages";
import { scope } from "../../web/scope";
import { answerCall } from "./calls";
import { isCall, type CallProgress, type Progress } from "./protocol";
import { access, answerRequest } from "./session-requests";

scope.addEventListener("message", ({ data, ports: [port] }) => {
  if (port === undefined) return;
  void answer(data).then((reply) => { port.postMessage(reply); });
});

function tell(of: string, progress: Progress): void {
  scope.postMessage({ type: "progress", of, progress } satisfies CallProgress);
}

async function answer(message: unknown): Promise<unknown> {
  if (isCall(message)) return answerCall(message, access, (progress) => { tell(message.progress ?? "", progress); });
  const request = asRequest(message);
  return request === undefined ? undefined : answerRequest(request);
}
