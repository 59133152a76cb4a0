/** What the server says is wrong with which part of a document. */
import type { CallFailure } from "../worker/protocol";

/** What is wrong at a JSON pointer or below it; undefined when nothing is. */
export function faultAt(failure: CallFailure | undefined, pointer: string): string | undefined {
  return failure?.errors?.find((fault) => fault.pointer === pointer || fault.pointer.startsWith(`${pointer}/`))?.message;
}
