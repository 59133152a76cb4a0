/** What the server says of one field. */
import type { CallFailure } from "../worker/protocol";

/** Answers for a JSON pointer what is wrong there; undefined for nothing. */
export function faultAt(failure: CallFailure | undefined): (pointer: string) => string | undefined {
  return (pointer) => failure?.errors?.find((fault) => fault.pointer === pointer)?.message;
}
