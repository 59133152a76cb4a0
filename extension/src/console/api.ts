/**
 * The API, as views call it: `await api.suggestions.browse({ view: "manage" })`. The call itself is made by the worker,
 * which has the token. What cannot go from the one to the other, such as a signal or a stream of pages, is left out.
 */
import type { Operations } from "vertel-schema/client";
import { t } from "../panel/i18n";
import { runtime } from "../shared/browser";
import { Failed } from "../shared/failure";
import type { CallFailure, CallReply } from "./worker/protocol";

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

async function call(of: string, operation: string, args: readonly unknown[]): Promise<unknown> {
  const reply = (await runtime.send({ type: "call", of, operation, args, language: t("locale") })) as CallReply;
  if (reply.ok) return reply.value;
  throw new CallError(reply.failure);
}

const namespace = (of: string): unknown =>
  new Proxy({}, { get: (_, operation) => (...args: readonly unknown[]) => call(of, String(operation), args) });

export const api = new Proxy({}, { get: (_, of) => namespace(String(of)) }) as Api;
