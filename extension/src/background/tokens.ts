/** A pair of tokens as it is stored, and what it takes to exchange one safely. */
import type { TokenResponse } from "vertel-schema";
import { Failed } from "../shared/failure";
import { number, open, optional, string } from "../shared/guards";

export interface Tokens {
  readonly server: string;
  readonly access: string;
  readonly refresh: string;
  /** Under which the refresh token will be exchanged. Missing in what a version before stored. */
  readonly attempt?: string | undefined;
  /** Milliseconds since 1970; a token about to run out counts as run out. */
  readonly goodUntil: number;
}

export const areTokens = open({ server: string, access: string, refresh: string, attempt: optional(string), goodUntil: number });

/** A token is renewed this long before it runs out, so that it does not run out on its way. */
const MARGIN_MS = 30_000;

/** With `now` in milliseconds since 1970. */
export function asTokens(server: string, answer: TokenResponse, now: number): Tokens {
  const goodUntil = now + answer.expires_in * 1000 - MARGIN_MS;
  return { server, access: answer.access_token, refresh: answer.refresh_token, attempt: newAttempt(), goodUntil };
}

export function newAttempt(): string {
  return crypto.randomUUID();
}

/** The server read what we sent and said no, as against being out of reach. */
export function isRefusal(error: unknown): boolean {
  return error instanceof Failed && ["refused", "signed_out", "gone"].includes(error.failure.kind);
}
