/** What every operation of the client shares. */

/** What is uploaded. A stream is sent as it is read, so a call with one is not repeated. */
export type FileBody = Blob | ArrayBuffer | Uint8Array<ArrayBuffer> | ReadableStream<Uint8Array> | string;

export interface CallOptions {
  /** Gives the call up. */
  readonly signal?: AbortSignal;
}

/** A document and the ETag that names this version of it. */
export interface Tagged<T> {
  readonly document: T;
  readonly etag: string;
}

/** Fetches as `fetch` does. */
export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

export interface VertelOptions {
  /** An API key or an access token; without one only what is open to anyone works. */
  readonly token?: string | undefined;
  /** Gets a token that the server no longer takes, gives the one to use from now on. */
  readonly renew?: ((stale: string) => Promise<string>) | undefined;
  /** How often a call is repeated after 429, 502, 503, 504 or a broken connection; 3 times. */
  readonly retries?: number | undefined;
  /** How long to wait for an answer before one attempt is given up; 30,000 ms. */
  readonly timeoutMs?: number | undefined;
  /** In place of the global `fetch`. */
  readonly fetch?: Fetch | undefined;
}

/** A server, and the right to use it. For a program that is to load few operations: `new MeOperations(new Caller(server))`. */
export class Caller {
  constructor(server: string, options?: VertelOptions);
  /** Forgets the token and gives up the calls under way; later ones throw. */
  close(): void;
}
