/** What the console's page and its worker say to each other. */
import type { Fault } from "vertel-schema";
import type { Failure } from "../../shared/failure";

/** `suggestions.read(id)` is `{ type: "call", of: "suggestions", operation: "read", args: [id] }`. */
export interface Call {
  readonly type: "call";
  readonly of: string;
  readonly operation: string;
  readonly args: readonly unknown[];
  /** The language of the page, in which the server answers where it has words of its own. */
  readonly language: string;
  /** Under which name the page is told how far the sending of a file is. */
  readonly progress?: string | undefined;
}

/** Bytes of a file that were sent. The server reads them and works after the last one. */
export interface Progress {
  readonly sent: number;
  readonly total: number;
}

export interface CallProgress {
  readonly type: "progress";
  readonly of: string;
  readonly progress: Progress;
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
  const { type, of, operation, args, language, progress } = message as Partial<Record<keyof Call, unknown>>;
  const texts = [of, operation, language];
  return type === "call" && texts.every((text) => typeof text === "string") && ["string", "undefined"].includes(typeof progress) && Array.isArray(args);
}
