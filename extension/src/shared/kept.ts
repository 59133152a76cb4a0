/**
 * Requests whose last answer the worker keeps, so that the panel has something to show at once and without a server.
 * Apart from the guards of messages, which the panel has no use for and would carry along.
 */
import { validateFeedback, validateIdea, validateImpact, validateThanks, validateTransparency } from "vertel-schema";
import { flag, list, open, type Guard } from "./guards";
import { keptKey } from "./keys";
import type { Answers, AnyRequest, RequestOf, RequestType } from "./messages";
import type { Entry } from "./stored";

const GUARDS: { readonly [T in RequestType]?: Guard<Answers[T]> } = {
  transparency: validateTransparency,
  my_feedback: list(validateFeedback, Infinity),
  ideas: list(validateIdea, Infinity),
  thanks: list(validateThanks, Infinity),
  impact: open({ report: validateImpact, counting: flag }),
};

/** Under which key an answer is kept; none when it is not. */
export function keptKeyOf(request: AnyRequest): string | undefined {
  return GUARDS[request.type] === undefined ? undefined : keptKey(JSON.stringify(request));
}

/** Where the answer to a request is kept, and how it is read. For a request whose answer is never kept there is nothing to find. */
export function keptOf<T extends RequestType>(request: RequestOf<T>): Entry<Answers[T]> {
  // every request has its type in it, which TypeScript cannot see while T is open
  const { type } = request as unknown as { readonly type: T };
  const guard: Guard<Answers[T]> | undefined = GUARDS[type];
  return { key: keptKey(JSON.stringify(request)), parse: (value) => (guard?.(value) === true ? value : undefined) };
}
