/**
 * Requests whose last answer the worker keeps, so that the panel has something to show at once and without a server.
 * Apart from the guards of messages, which the panel has no use for and would carry along.
 */
import { keptKey } from "./keys";
import type { AnyRequest, RequestType } from "./messages";

const KEPT: ReadonlySet<RequestType> = new Set<RequestType>(["transparency", "my_feedback", "ideas", "thanks", "impact"]);

/** Under which key an answer is kept; none when it is not. */
export function keptKeyOf(request: AnyRequest): string | undefined {
  return KEPT.has(request.type) ? keptKey(JSON.stringify(request)) : undefined;
}
