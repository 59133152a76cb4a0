/** Who is connected: begin and end a session. */
import { closed, oneOf, text } from "../guards";
import type { Account } from "../shapes";

export const sessionRequests = {
  /** Begin a session at a server with a one-time code. */
  connect: closed({ type: oneOf("connect"), server: text(300), code: text(100) }),
  /** End the session and forget everything about the employee. */
  sign_out: closed({ type: oneOf("sign_out") }),
};

export interface SessionAnswers {
  connect: Account;
  sign_out: null;
}
