/**
 * What the panel may ask of the worker. The worker holds the tokens, so it believes nothing: a message counts
 * only when its shape fits exactly and it was sent by our own panel.
 */
import { validateShareRequest } from "vertel-schema";
import type { Sender } from "./browser";
import type { Failure } from "./failure";
import { closed, oneOf, optional, text, uuid, type Guard } from "./guards";
import { KINDS, type Account, type Library, type ShareRequest, type TrackedLink } from "./shapes";

const LANGUAGE = /^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$/;

const isShare: Guard<ShareRequest> = (value): value is ShareRequest => validateShareRequest(value);

const query = closed({
  kind: optional(oneOf(...KINDS)),
  language: optional(text(35, LANGUAGE)),
  q: optional(text(200)),
});

/** One guard per request; its name is the request's `type`. */
const requests = {
  /** Begin a session at a server with a one-time code. */
  connect: closed({ type: oneOf("connect"), server: text(300), code: text(100) }),
  /** End the session and forget everything about the employee. */
  sign_out: closed({ type: oneOf("sign_out") }),
  /** Fetch suggestions, or the page of them after `cursor`. */
  library: closed({ type: oneOf("library"), query, cursor: optional(text(500)) }),
  /** My tracked link for a suggestion. */
  link: closed({ type: oneOf("link"), suggestionId: uuid, scope: oneOf("campaign", "personal") }),
  /** A picture of a suggestion, small enough for the panel, as a data URL. */
  image: closed({ type: oneOf("image"), id: uuid }),
  /** Remember that a text was inserted or copied; answered when it is safely stored. */
  share: closed({ type: oneOf("share"), share: isShare }),
};

type Guards = typeof requests;
export type RequestType = keyof Guards;
export type RequestOf<T extends RequestType> = Guards[T] extends Guard<infer R> ? R : never;
export type AnyRequest = { [T in RequestType]: RequestOf<T> }[RequestType];

/** What each request is answered with when it works. */
export interface Answers {
  connect: Account;
  sign_out: null;
  library: Library;
  link: TrackedLink;
  image: string;
  share: null;
}

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
