/**
 * What the panel may ask of the worker. The worker holds the tokens, so it believes nothing: a message counts
 * only when its shape fits exactly and it was sent by our own panel. The requests stand in `requests.ts`, by subject.
 */
import type { Sender } from "./browser";
import type { Failure } from "./failure";
import type { Guard } from "./guards";
import { requests, type Answers } from "./requests";

export type { Answers };

type Guards = typeof requests;
export type RequestType = keyof Guards;
export type RequestOf<T extends RequestType> = Guards[T] extends Guard<infer R> ? R : never;
export type AnyRequest = { [T in RequestType]: RequestOf<T> }[RequestType];

export type Reply<T extends RequestType> =
  | { readonly ok: true; readonly value: Answers[T] }
  | { readonly ok: false; readonly failure: Failure };

export function asRequest(message: unknown): AnyRequest | undefined {
  if (typeof message !== "object" || message === null || !Object.hasOwn(message, "type")) return undefined;
  const type: unknown = (message as { type: unknown }).type;
  if (typeof type !== "string" || !Object.hasOwn(requests, type)) return undefined;
  const guard = requests[type as RequestType] as Guard<AnyRequest>;
  return guard(message) ? message : undefined;
}

/** Our own panel, in the side bar or in a tab: nothing else of ours sends requests. */
export function isOurPanel(sender: Sender, ownId: string, panelUrl: string): boolean {
  if (sender.id !== ownId || sender.url === undefined) return false;
  const at = URL.parse(sender.url);
  return at !== null && `${at.protocol}//${at.host}${at.pathname}` === panelUrl;
}
