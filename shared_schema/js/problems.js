/** What can go wrong with a call. None of these carries the token, nor the request that had it. */

/** A call failed; which of the three below says why. */
export class VertelError extends Error {
  /**
   * @param {string} message
   * @param {number} [retryAfter] seconds that the server asked to wait
   * @param {ErrorOptions} [more]
   */
  constructor(message, retryAfter, more) {
    super(message, more);
    this.name = new.target.name;
    this.retryAfter = retryAfter;
  }
}

/** No whole answer came: no connection, a broken one, or the server took too long. */
export class UnreachableError extends VertelError {}

/** The answer is not Vertel's: a proxy, another program, or a version that does not fit. */
export class UnexpectedAnswerError extends VertelError {
  /**
   * @param {string} message
   * @param {number} status
   * @param {number} [retryAfter]
   * @param {ErrorOptions} [more]
   */
  constructor(message, status, retryAfter, more) {
    super(message, retryAfter, more);
    this.status = status;
  }
}

/** The server read the request and refused it, as problem details (RFC 9457). */
export class ProblemError extends VertelError {
  /**
   * @param {import("./generated/types.js").Problem} problem
   * @param {number} [retryAfter]
   */
  constructor(problem, retryAfter) {
    const faults = (problem.errors ?? []).map(({ pointer, message }) => `\n  ${pointer || "document"}: ${message}`);
    super(`${problem.status} ${problem.title}: ${problem.detail}${faults.join("")}`, retryAfter);
    this.status = problem.status;
    this.type = problem.type;
    this.title = problem.title;
    this.detail = problem.detail;
    this.requestId = problem.request_id;
    this.errors = problem.errors ?? [];
  }
}
