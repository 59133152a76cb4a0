/** Whom the worker answers: our own panel, when what it asks fits exactly. */
import { failureOf } from "../shared/failure";
import { keptKeyOf } from "../shared/kept";
import { asRequest, isOurPanel, type Answers, type AnyRequest, type Reply, type RequestType } from "../shared/messages";
import type { Sender } from "../shared/browser";
import { handlersWith } from "./handlers";
import type { Services } from "./services";
import type { Store } from "./store";

interface Us {
  readonly id: string;
  readonly panelUrl: string;
}

/** After these nothing of the person may stay, nor come back. */
const ENDINGS: readonly RequestType[] = ["sign_out", "leave"];

/** A function that answers a message, or gives nothing when the message is not one of ours. */
export function createAnswer(services: Services, store: Pick<Store, "get" | "set">, us: Us) {
  const handlers = handlersWith(services);
  const underWay = new Set<Promise<unknown>>();

  async function keep(request: AnyRequest, value: unknown): Promise<void> {
    const key = keptKeyOf(request);
    if (key === undefined) return;
    const isKept = async (): Promise<boolean> => JSON.stringify((await store.get([key]))[key]) === JSON.stringify(value);
    try {
      // reading is cheaper than writing, and whoever looks at an answer is told of every writing of it
      if (!(await isKept())) await store.set({ [key]: value });
    } catch {
      // a full disk is no reason to withhold the answer
    }
  }

  return (message: unknown, sender: Sender): Promise<Reply<RequestType>> | undefined => {
    if (!isOurPanel(sender, us.id, us.panelUrl)) return undefined;
    const request = asRequest(message);
    if (request === undefined) return undefined;
    // the request's type is its handler's: TypeScript cannot follow that through the table
    const handle = handlers[request.type] as (request: AnyRequest) => Promise<Answers[RequestType]>;
    const answering = handle(request).then(
      async (value): Promise<Reply<RequestType>> => {
        await keep(request, value);
        return { ok: true, value };
      },
      (error: unknown): Reply<RequestType> => ({ ok: false, failure: failureOf(error) }),
    );
    underWay.add(answering);
    void answering.finally(() => underWay.delete(answering));
    // only then: until the end itself is done, a request may begin in the name of who goes
    if (ENDINGS.includes(request.type)) void answering.then(() => Promise.all(underWay)).then(() => services.session.sweep());
    return answering;
  };
}
