/**
 * The API, as views call it: `await api.suggestions.browse({ view: "manage" })`. The call itself is made by the worker,
 * which has the token. What cannot go from the one to the other, such as a signal or a stream of pages, is left out.
 */
import type { Operations } from "vertel-schema/client";
import { t } from "../panel/i18n";
import { runtime } from "../shared/browser";
import { Failed } from "../shared/failure";
import { listen } from "./worker/progress";
import type { Call, CallFailure, CallReply, Progress } from "./worker/protocol";

/** A call that did not work. `failure.kind` says in words of `failure_...` why; `errors` which part of a document. */
export class CallError extends Error {
  readonly #failure: CallFailure;

  constructor(failure: CallFailure) {
    super(failure.detail ?? failure.kind);
    this.name = "CallError";
    this.#failure = failure;
  }

  get failure(): CallFailure {
    return this.#failure;
  }
}

/** Why a call did not work; for what is no failed call, that it was not expected. */
export function callFailure(error: unknown): CallFailure {
  if (error instanceof CallError) return error.failure;
  return error instanceof Failed ? error.failure : { kind: "unexpected" };
}

type Called<N> = { readonly [K in keyof N as K extends `${string}All` ? never : K]: N[K] };
export type Api = { readonly [N in keyof Operations]: Called<Operations[N]> };

type Made = Omit<Call, "type" | "language">;

async function call(made: Made): Promise<unknown> {
  const reply = (await runtime.send({ type: "call", language: t("locale"), ...made } satisfies Call)) as CallReply;
  if (reply.ok) return reply.value;
  throw new CallError(reply.failure);
}

async function tellingCall(made: Made, onProgress: (progress: Progress) => void): Promise<unknown> {
  const { name, end } = listen(onProgress);
  return call({ ...made, progress: name }).finally(end);
}

const apiBy = (make: (made: Made) => Promise<unknown>): Api => {
  const namespace = (of: string): unknown =>
    new Proxy({}, { get: (_, operation) => (...args: readonly unknown[]) => make({ of, operation: String(operation), args }) });
  return new Proxy({}, { get: (_, of) => namespace(String(of)) }) as Api;
};

export const api = apiBy(call);

/** The API, with a function that is told how far the sending of a file is. */
export const apiTelling = (onProgress: (progress: Progress) => void): Api => apiBy((made) => tellingCall(made, onProgress));
