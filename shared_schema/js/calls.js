/** How every operation is called: the token, repeating what failed for a moment, and reading the answer. */

import { validateProblem } from "./generated/validators.js";
import { ProblemError, UnexpectedAnswerError, UnreachableError, VertelError } from "./problems.js";
import { secondsIn, wait } from "./waiting.js";

/**
 * @typedef {import("./calls.js").VertelOptions} VertelOptions
 * @typedef {{signal?: AbortSignal, idempotencyKey?: string, ifMatch?: string}} Options
 * @typedef {{
 *   method: string, path: string, query?: Record<string, unknown>, document?: unknown, file?: any, mediaType?: string,
 *   keyed?: boolean, anyone?: boolean,
 * }} Call
 * @typedef {{status: number, headers: Headers, body: string | Blob}} Reply
 */

/** Answers after which the same call may well succeed. */
const PASSING = [429, 502, 503, 504];

/** Seconds that a server may ask to wait; when it asks for more, its answer is the caller's to deal with. */
const PATIENCE = 60;

const LOCAL = ["127.0.0.1", "localhost", "[::1]"];

export class Caller {
  #server;
  /** @type {string | undefined} */
  #token;
  #renew;
  #retries;
  #timeoutMs;
  #fetch;
  #closed = false;
  /** The attempts under way. @type {Set<AbortController>} */
  #underWay = new Set();

  /**
   * @param {string} server
   * @param {VertelOptions} [options]
   */
  constructor(server, options = {}) {
    if (typeof options !== "object") throw new TypeError('expected the token in an object: { token: "vk_..." }');
    const { token, renew, retries = 3, timeoutMs = 30_000, fetch } = options;
    if (!keepsASecret(server)) {
      throw new TypeError("expected https://HOST, or http:// on this machine; the token would be readable");
    }
    this.#server = server.replace(/\/+$/, "");
    this.#token = sendable(token);
    this.#renew = renew;
    this.#retries = retries;
    this.#timeoutMs = timeoutMs;
    this.#fetch = fetch ?? ((/** @type {string} */ url, /** @type {RequestInit} */ init) => globalThis.fetch(url, init));
  }

  close() {
    this.#closed = true;
    this.#token = undefined;
    for (const attempt of this.#underWay) attempt.abort(closed());
  }

  /** @type {(call: Call, accept: (document: unknown) => boolean, options?: Options) => Promise<unknown>} */
  async document(call, accept, options) {
    return this.#read(await this.#ask(call, options), accept);
  }

  /** @type {(call: Call, accept: (document: unknown) => boolean, options?: Options) => Promise<unknown>} */
  async tagged(call, accept, options) {
    const reply = await this.#ask(call, options);
    return { document: this.#read(reply, accept), etag: reply.headers.get("ETag") ?? "" };
  }

  /** @type {(call: Call, accept: (document: unknown) => boolean, etag: string, options?: Options) => Promise<unknown>} */
  async newer(call, accept, etag, options) {
    const reply = await this.#ask(call, options, { "If-None-Match": etag });
    if (reply.status === 304) return undefined;
    return { document: this.#read(reply, accept), etag: reply.headers.get("ETag") ?? "" };
  }

  /** @type {(call: Call, mediaType: string, options?: Options) => Promise<unknown>} */
  async text(call, mediaType, options) {
    return (await this.#ask(call, options, { Accept: mediaType })).body;
  }

  /** @type {(call: Call, mediaType: string, options?: Options) => Promise<unknown>} */
  async blob(call, mediaType, options) {
    return (await this.#ask(call, options, { Accept: mediaType }, true)).body;
  }

  /** @type {(call: Call, options?: Options) => Promise<void>} */
  async nothing(call, options) {
    await this.#ask(call, options);
  }

  /**
   * Send a call, again where that may help; give an answer that is good.
   * @param {Call} call
   * @param {Options} [options]
   * @param {Record<string, string>} [more]
   * @param {boolean} [binary]
   * @returns {Promise<Reply>}
   */
  async #ask(call, options = {}, more = {}, binary = false) {
    const headers = { ...headersOf(call, options), ...more };
    let renewed = false;
    for (let attempt = 0; ; ) {
      const token = call.anyone ? undefined : this.#token;
      /** @type {VertelError} */
      let failure;
      try {
        const reply = await this.#once(call, headers, token, options.signal, binary);
        if ((reply.status >= 200 && reply.status < 300) || reply.status === 304) return reply;
        failure = this.#refusal(reply);
      } catch (error) {
        if (options.signal?.aborted) throw options.signal.reason;
        if (this.#closed) throw closed();
        failure = new UnreachableError(`${this.#server} was not reached: ${reason(error)}`, undefined, { cause: error });
      }
      if (call.file instanceof ReadableStream) throw failure;
      if (token !== undefined && !renewed && isStale(failure) && this.#renew) {
        renewed = true;
        // unless another call has renewed it meanwhile
        if (this.#token === token) this.#token = sendable(await this.#renew(token));
      } else if (attempt < this.#retries && mayRepeat(failure)) {
        await wait(attempt++, failure.retryAfter, options.signal);
      } else throw failure;
    }
  }

  /** @type {(call: Call, headers: Record<string, string>, token: string | undefined, signal: AbortSignal | undefined, binary: boolean) => Promise<Reply>} */
  async #once(call, headers, token, signal, binary) {
    if (this.#closed) throw closed();
    const attempt = new AbortController();
    const ends = [attempt.signal, AbortSignal.timeout(this.#timeoutMs), ...(signal ? [signal] : [])];
    this.#underWay.add(attempt);
    try {
      const response = await this.#fetch(this.#address(call), {
        method: call.method,
        headers: { ...headers, ...(token === undefined ? {} : { Authorization: `Bearer ${token}` }) },
        ...bodyOf(call),
        cache: "no-store",
        credentials: "omit",
        redirect: "error",
        referrerPolicy: "no-referrer",
        signal: AbortSignal.any(ends),
      });
      const body = await (binary && response.ok ? response.blob() : response.text());
      return { status: response.status, headers: response.headers, body };
    } finally {
      this.#underWay.delete(attempt);
    }
  }

  /** @param {Call} call */
  #address({ path, query = {} }) {
    const given = Object.entries(query).filter(([, value]) => value !== undefined && value !== null && value !== "");
    const search = new URLSearchParams(given.map(([name, value]) => [name, String(value)])).toString();
    return `${this.#server}/api/v1${path}${search && `?${search}`}`;
  }

  /** @type {(reply: Reply, accept: (document: unknown) => boolean) => unknown} */
  #read({ status, body }, accept) {
    const { document, cause } = parsed(body);
    if (accept(document)) return document;
    const said = `${this.#server} answered something else than the contract has. Is it a Vertel server?`;
    throw new UnexpectedAnswerError(said, status, undefined, cause);
  }

  /** @param {Reply} reply */
  #refusal({ status, headers, body }) {
    const retryAfter = secondsIn(headers.get("Retry-After"));
    const { document: problem, cause } = parsed(body);
    // the status line is what proxies and retries go by, so it is the one that counts
    if (validateProblem(problem)) return new ProblemError({ ...problem, status }, retryAfter);
    const said = `${this.#server} answered ${status} without saying why. Is it a Vertel server?`;
    return new UnexpectedAnswerError(said, status, retryAfter, cause);
  }
}

/**
 * The items of all pages, each page fetched when it is reached.
 * @param {(cursor: string | undefined) => Promise<any>} fetchPage
 * @returns {AsyncIterableIterator<any>}
 */
export async function* pages(fetchPage) {
  let cursor;
  do {
    const page = await fetchPage(cursor);
    yield* page.items;
    cursor = page.next_cursor;
  } while (cursor !== null);
}

/**
 * A part of a path; what would lead elsewhere is refused.
 * @param {string} text
 */
export function segment(text) {
  if (["", ".", ".."].includes(text)) throw new TypeError(`${JSON.stringify(text)} names nothing on the server`);
  return encodeURIComponent(text);
}

/** @type {(call: Call, options: Options) => Record<string, string>} */
function headersOf(call, { ifMatch, idempotencyKey }) {
  const mediaType = call.document === undefined ? call.mediaType : "application/json";
  return {
    Accept: "application/json",
    ...(mediaType && { "Content-Type": mediaType }),
    ...(ifMatch !== undefined && { "If-Match": ifMatch }),
    ...(call.keyed && { "Idempotency-Key": idempotencyKey ?? crypto.randomUUID() }),
  };
}

/** @param {Call} call */
function bodyOf({ document, file }) {
  if (document !== undefined) return { body: JSON.stringify(document) };
  if (file === undefined) return {};
  return file instanceof ReadableStream ? { body: file, duplex: "half" } : { body: file };
}

/** @param {VertelError} failure */
function mayRepeat(failure) {
  if ((failure.retryAfter ?? 0) > PATIENCE) return false;
  const status = statusOf(failure);
  return status === undefined || PASSING.includes(status);
}

/** @param {VertelError} failure */
function statusOf(failure) {
  return failure instanceof ProblemError || failure instanceof UnexpectedAnswerError ? failure.status : undefined;
}

/** @param {VertelError} failure */
function isStale(failure) {
  return failure instanceof ProblemError && failure.status === 401;
}

/** @param {unknown} error */
function reason(error) {
  return error instanceof Error ? error.name : "unknown";
}

/**
 * The document in an answer, or why there is none, as the options of an error.
 * @param {string | Blob} body
 * @returns {{document?: unknown, cause?: ErrorOptions}}
 */
function parsed(body) {
  try {
    return { document: JSON.parse(String(body)) };
  } catch (error) {
    return { cause: { cause: error } };
  }
}

function closed() {
  return new TypeError("the client is closed; make another Vertel");
}

/** @param {string | undefined} token */
function sendable(token) {
  if (token !== undefined && !/^[ -~]+$/.test(token)) throw new TypeError("expected a token of printable ASCII characters");
  return token;
}

/** @param {string} server */
function keepsASecret(server) {
  if (!URL.canParse(server)) return false;
  const { protocol, hostname, search, hash, username, password } = new URL(server);
  if (search || hash || username || password) return false;
  return protocol === "https:" || (protocol === "http:" && LOCAL.includes(hostname));
}
