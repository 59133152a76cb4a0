/** Who is connected: begin and end a session, here and on the employee's other devices. */
import { closed, oneOf, text, uuid } from "../guards";
import type { Account, Device, SigningIn, Ways } from "../shapes";

const LONGEST_ADDRESS = 300;

export const sessionRequests = {
  /** How one can sign in to a server. */
  sign_in_ways: closed({ type: oneOf("sign_in_ways"), server: text(LONGEST_ADDRESS) }),
  /** Begin to sign in on the server's own page; storage says how it goes on. */
  sign_in_begin: closed({ type: oneOf("sign_in_begin"), server: text(LONGEST_ADDRESS) }),
  /** Somebody waits for it: ask the server, if it is time to. */
  sign_in_carry_on: closed({ type: oneOf("sign_in_carry_on") }),
  /** Give it up. */
  sign_in_cancel: closed({ type: oneOf("sign_in_cancel") }),
  /** Begin a session at a server with a one-time code. */
  connect: closed({ type: oneOf("connect"), server: text(LONGEST_ADDRESS), code: text(100) }),
  /** End the session and forget everything about the employee. */
  sign_out: closed({ type: oneOf("sign_out") }),
  /** Where I am signed in. */
  devices: closed({ type: oneOf("devices") }),
  /** Sign me out there. */
  end_device: closed({ type: oneOf("end_device"), id: uuid }),
};

export interface SessionAnswers {
  sign_in_ways: Ways;
  sign_in_begin: SigningIn;
  sign_in_carry_on: null;
  sign_in_cancel: null;
  connect: Account;
  sign_out: null;
  devices: readonly Device[];
  end_device: null;
}
