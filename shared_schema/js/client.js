/** A client of Vertel's API: needs nothing but `fetch`, and runs in Node, in browsers and in extensions. */

import { Caller } from "./calls.js";
import { Operations } from "./generated/operations.js";

export { Caller } from "./calls.js";
export * from "./generated/operations.js";
export { ProblemError, UnexpectedAnswerError, UnreachableError, VertelError } from "./problems.js";

export class Vertel extends Operations {
  #caller;

  /**
   * @param {string} server
   * @param {import("./calls.js").VertelOptions} [options]
   */
  constructor(server, options) {
    const caller = new Caller(server, options);
    super(caller);
    this.#caller = caller;
  }

  close() {
    this.#caller.close();
  }

  // A browser without the symbol has no `using` either.
  [Symbol.dispose]() {
    this.close();
  }
}
