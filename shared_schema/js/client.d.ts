/// <reference lib="esnext.disposable" />
/** A client of Vertel's API: needs nothing but `fetch`, and runs in Node, in browsers and in extensions. */

import type { VertelOptions } from "./calls.js";
import { Operations } from "./generated/operations.js";
import type { Fault } from "./generated/types.js";

export { Caller } from "./calls.js";
export type { CallOptions, Fetch, FileBody, Tagged, VertelOptions } from "./calls.js";
/** A class per namespace, too: a bundle that makes only some of them with a `Caller` leaves out the rest. */
export * from "./generated/operations.js";

/** A server, and the right to use it: its operations, by namespace. */
export class Vertel extends Operations {
  /** @param server the server's address: https, or http on this machine */
  constructor(server: string, options?: VertelOptions);
  /** Forgets the token and gives up the calls under way; later ones throw. `using vertel = new Vertel(...)` does it by itself. */
  close(): void;
  [Symbol.dispose](): void;
}

/** A call failed; which of the three below says why, and `cause` what was behind it. None carries the token. */
export class VertelError extends Error {
  /** Seconds that the server asked to wait. */
  readonly retryAfter: number | undefined;
}

/** No whole answer came: no connection, a broken one, or the server took too long. */
export class UnreachableError extends VertelError {}

/** The answer is not Vertel's: a proxy, another program, or a version that does not fit. */
export class UnexpectedAnswerError extends VertelError {
  readonly status: number;
}

/** The server read the request and refused it, as problem details (RFC 9457). */
export class ProblemError extends VertelError {
  readonly status: number;
  readonly type: string;
  readonly title: string;
  readonly detail: string;
  readonly requestId: string | undefined;
  readonly errors: readonly Fault[];
}
