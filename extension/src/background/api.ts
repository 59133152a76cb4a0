/**
 * The only file that speaks to the server. Every answer is held against its generated validator before anyone sees
 * it, and every way in which a call can go wrong becomes one of the few kinds of `Failed`.
 */
import {
  validateLink,
  validateMe,
  validateProblem,
  validateShareResult,
  validateSuggestionPage,
  validateTokenResponse,
  type Link,
  type Me,
  type ShareRequest,
  type ShareResult,
  type SuggestionPage,
  type TokenRequest,
  type TokenResponse,
} from "vertel-schema";
import { Failed } from "../shared/failure";
import type { Query, Scope } from "../shared/shapes";

const PATIENCE_MS = 15_000;
const PAGE_SIZE = "50";

interface Call<T> {
  readonly method?: "GET" | "POST";
  readonly path: string;
  readonly query?: Record<string, string | undefined>;
  readonly body?: unknown;
  readonly headers?: Record<string, string>;
  readonly accept: (document: unknown) => document is T;
}

interface Answer {
  readonly status: number;
  readonly etag: string | null;
  readonly response: Response;
}

/** Where a call goes and with what right. `renew` gets a new token when the server no longer takes this one. */
export interface Access {
  readonly server: string;
  readonly token: string;
  readonly renew: (stale: string) => Promise<string>;
  /** How long to wait for an answer, when it is not as long as usual. */
  readonly patienceMs?: number;
}

export interface Unchanged {
  readonly unchanged: true;
}
export interface Fetched {
  readonly unchanged: false;
  readonly page: SuggestionPage;
  readonly etag: string | null;
}

export async function exchange(server: string, grant: TokenRequest): Promise<TokenResponse> {
  const call = { method: "POST", path: "/auth/token", body: grant, accept: validateTokenResponse } as const;
  return read(call, await send(server, call));
}

/** End the session family; the server forgets both tokens. */
export async function revoke(access: Access): Promise<void> {
  await authorised(access, { method: "POST", path: "/auth/revoke", accept: anything });
}

export async function me(access: Access): Promise<Me> {
  const call = { path: "/me", accept: validateMe };
  return read(call, await authorised(access, call));
}

export async function suggestions(
  access: Access,
  query: Query & { readonly cursor?: string | undefined },
  etag: string | null,
): Promise<Unchanged | Fetched> {
  const headers: Record<string, string> = etag === null ? {} : { "If-None-Match": etag };
  const call = {
    path: "/suggestions",
    query: { kind: query.kind, language: query.language, q: query.q, cursor: query.cursor, limit: PAGE_SIZE },
    headers,
    accept: validateSuggestionPage,
  };
  const answer = await authorised(access, call);
  if (answer.status === 304) return { unchanged: true };
  return { unchanged: false, page: await read(call, answer), etag: answer.etag };
}

export async function link(access: Access, suggestionId: string, scope: Scope): Promise<Link> {
  const body = { suggestion_id: suggestionId, scope };
  const call = { method: "POST", path: "/links", body, accept: validateLink } as const;
  return read(call, await authorised(access, call));
}

export async function shares(access: Access, batch: readonly ShareRequest[]): Promise<ShareResult> {
  const call = { method: "POST", path: "/shares", body: batch, accept: validateShareResult } as const;
  return read(call, await authorised(access, call));
}

/** Fetched from the address that is made here, never from one in a document: the token goes along. */
export async function image(access: Access, id: string): Promise<Blob> {
  const { response } = await authorised(access, { path: `/images/${id}`, accept: anything });
  return response.blob();
}

async function authorised(access: Access, call: Call<unknown>): Promise<Answer> {
  try {
    return await send(access.server, call, access.token, access.patienceMs);
  } catch (error) {
    if (!(error instanceof Failed) || error.failure.kind !== "signed_out") throw error;
    return send(access.server, call, await access.renew(access.token), access.patienceMs);
  }
}

async function send(server: string, call: Call<unknown>, token?: string, patienceMs = PATIENCE_MS): Promise<Answer> {
  const response = await reach(address(server, call), {
    method: call.method ?? "GET",
    headers: headersOf(call, token),
    ...(call.body === undefined ? {} : { body: JSON.stringify(call.body) }),
    cache: "no-store",
    credentials: "omit",
    redirect: "error",
    referrerPolicy: "no-referrer",
    signal: AbortSignal.timeout(patienceMs),
  });
  if (!response.ok && response.status !== 304) throw await refusal(response);
  return { status: response.status, etag: response.headers.get("ETag"), response };
}

function address(server: string, call: Call<unknown>): string {
  const url = new URL(`/api/v1${call.path}`, server);
  for (const [name, value] of Object.entries(call.query ?? {})) {
    if (value !== undefined && value !== "") url.searchParams.set(name, value);
  }
  return url.href;
}

function headersOf(call: Call<unknown>, token: string | undefined): Record<string, string> {
  return {
    ...call.headers,
    ...(call.body === undefined ? {} : { "Content-Type": "application/json" }),
    ...(token === undefined ? {} : { Authorization: `Bearer ${token}` }),
  };
}

/** A refused connection, a missing permission for our origin and a time-out look the same from here: no server. */
async function reach(url: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(url, init);
  } catch {
    throw new Failed("offline");
  }
}

async function read<T>(call: Call<T>, { response }: Answer): Promise<T> {
  const document = await json(response);
  if (!call.accept(document)) throw new Failed("unexpected");
  return document;
}

async function json(response: Response): Promise<unknown> {
  try {
    return (await response.json()) as unknown;
  } catch (error) {
    // a body that stops half way is a lost connection; a whole one that is not JSON comes from another program
    throw new Failed(error instanceof SyntaxError ? "unexpected" : "offline");
  }
}

async function refusal(response: Response): Promise<Failed> {
  const { status } = response;
  if (status === 429) return new Failed("busy", retryAfter(response));
  if (status >= 500) return new Failed("server", retryAfter(response));
  const problem = await json(response).catch(() => null);
  // no problem document, so not Vertel's word: a captive portal must not end a session or drop an event
  if (!validateProblem(problem)) return new Failed("unexpected");
  const { detail } = problem;
  if (status === 401) return new Failed("signed_out", { detail });
  if (status === 404 || status === 410) return new Failed("gone", { detail });
  return new Failed("refused", { detail });
}

function retryAfter(response: Response): { retryAfter?: number } {
  const seconds = Number.parseInt(response.headers.get("Retry-After") ?? "", 10);
  return Number.isFinite(seconds) && seconds >= 0 ? { retryAfter: seconds } : {};
}

const anything = (_document: unknown): _document is unknown => true;
