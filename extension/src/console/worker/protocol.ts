/** What the console's page and its worker say to each other. */
import type { Fault } from "vertel-schema";
import type { Failure } from "../../shared/failure";

/** `suggestions.read(id)` is `{ type: "call", of: "suggestions", operation: "read", args: [id] }`. */
export interface Call {
  readonly type: "call";
  readonly of: string;
  readonly operation: string;
  readonly args: readonly unknown[];
}

export interface CallFailure extends Failure {
  /** The server's answer, when it refused. */
  readonly status?: number;
  /** What is wrong with which part of a document. */
  readonly errors?: readonly Fault[];
}

export type CallReply =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly failure: CallFailure };

export function isCall(message: unknown): message is Call {
  if (typeof message !== "object" || message === null) return false;
  const { type, of, operation, args } = message as Partial<Record<keyof Call, unknown>>;
  return type === "call" && typeof of === "string" && typeof operation === "string" && Array.isArray(args);
}
