/** What an employee decides about themselves, and what they can read about it. */
import { validateMePatch } from "vertel-schema";
import { closed, oneOf, optional, type Guard } from "../guards";
import { TOLD_IN, type Account, type MePatch, type Transparency } from "../shapes";

const areWishes: Guard<MePatch> = (value): value is MePatch => validateMePatch(value);

export const personRequests = {
  /** Look what the server knows of me now; the account in storage becomes that. */
  me: closed({ type: oneOf("me") }),
  /** Change how I like it: snooze, counting, languages. */
  change_me: closed({ type: oneOf("change_me"), wishes: areWishes }),
  /** What the employer can see and what is held about me; without a language in the one that the browser asks for. */
  transparency: closed({ type: oneOf("transparency"), language: optional(oneOf(...TOLD_IN)) }),
  /** All data that is held about me. */
  export: closed({ type: oneOf("export") }),
  /** Erase me on the server, and then everything in this browser. */
  leave: closed({ type: oneOf("leave") }),
};

export interface PersonAnswers {
  me: Account;
  change_me: Account;
  transparency: Transparency;
  export: unknown;
  leave: null;
}
