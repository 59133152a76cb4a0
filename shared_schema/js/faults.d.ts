import type { Documents } from "./generated/types.js";

/** One thing that is wrong with a document: where, as a JSON pointer (RFC 6901), and what was expected there. */
export interface DocumentFault {
  pointer: string;
  message: string;
}

/** Every fault in a document, none when it is valid; the words and the order are those of the Python package. */
export function faults(name: keyof Documents, document: unknown): DocumentFault[];
