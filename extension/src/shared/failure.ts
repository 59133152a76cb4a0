/** Why something did not work, in the few kinds between which an employee's next step differs. */

export type FailureKind =
  /** The computer has no connection, or the server cannot be reached. */
  | "offline"
  /** Something answers at the address, but does not let this copy of the extension read its answers. */
  | "unknown_copy"
  /** The server was reached, and is having trouble. */
  | "server"
  /** Too much was asked in a short time. */
  | "busy"
  /** There is no session, or it was ended. */
  | "signed_out"
  /** The one-time code is wrong, used or too old. */
  | "bad_code"
  /** What was asked for is not there, or not any more. */
  | "gone"
  /** The server said no; `detail` is its sentence. */
  | "refused"
  /** The answer is not what the contract promises: another program, or a version that does not fit. */
  | "unexpected"
  /** The browser does not give back what is kept, or does not keep anything more. */
  | "storage";

export interface Failure {
  readonly kind: FailureKind;
  readonly detail?: string;
  /** The server's own name for the problem. */
  readonly problem?: string;
  /** Seconds the server asks us to wait. */
  readonly retryAfter?: number;
}

export class Failed extends Error {
  readonly #failure: Failure;

  constructor(kind: FailureKind, more: Omit<Failure, "kind"> = {}) {
    super(more.detail ?? kind);
    this.name = "Failed";
    this.#failure = { kind, ...more };
  }

  get failure(): Failure {
    return this.#failure;
  }
}

export function failureOf(error: unknown): Failure {
  return error instanceof Failed ? error.failure : { kind: "unexpected" };
}
