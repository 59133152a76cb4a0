/**
 * How the worker speaks to the server: by the client of the schema package, which holds every answer against its
 * validator, with our `fetch`. Every way in which a call can go wrong becomes one of the few kinds of `Failed`.
 */
import type { DeviceResponse, Link, Me, MePatch, ShareRequest, ShareResult, SignInOptions, SuggestionPage, TokenRequest, TokenResponse, Transparency } from "vertel-schema";
import {
  AuthOperations,
  Caller,
  DevicesOperations,
  FeedbackOperations,
  IdeasOperations,
  ImagesOperations,
  LinksOperations,
  MailsOperations,
  MeOperations,
  QuestionsOperations,
  ProblemError,
  SharesOperations,
  SuggestionsOperations,
  ThanksOperations,
  TransparencyOperations,
  UnexpectedAnswerError,
  UnreachableError,
  VertelError,
} from "vertel-schema/client";
import { Failed, type FailureKind } from "../shared/failure";
import { LONGEST_PATIENCE_MS } from "../shared/patience";
import type { Mark, Query, Scope } from "../shared/shapes";

const PATIENCE_MS = 15_000;
const PAGE_SIZE = 50;

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

/** With the same `attempt` a grant that was used gives the same refresh token again, so that an answer may get lost. */
export async function exchange(server: string, grant: TokenRequest, attempt: string): Promise<TokenResponse> {
  const ask = async (): Promise<TokenResponse> => client({ server }).auth.token(grant, { idempotencyKey: attempt });
  return grant.grant_type === "enrolment_code" ? meeting(server, ask) : asFailure(ask);
}

export async function signInOptions(server: string): Promise<SignInOptions> {
  return meeting(server, async () => client({ server }).auth.options());
}

/** Ask for codes with which this browser, under a name, can be connected on the server's own page. */
export async function askForDevice(server: string, name: string): Promise<DeviceResponse> {
  return meeting(server, async () => client({ server }).auth.device({ name }));
}

/** End the session family; the server forgets both tokens. */
export async function revoke(access: Access): Promise<void> {
  await asFailure(async () => client(access).auth.revoke());
}

export async function me(access: Access): Promise<Me> {
  return asFailure(async () => client(access).me.read());
}

export async function changeMe(access: Access, wishes: MePatch): Promise<Me> {
  return asFailure(async () => client(access).me.change(wishes));
}

/** Erase the employee as they were when their profile was read with this ETag. */
export async function eraseMe(access: Access, etag: string): Promise<void> {
  await asFailure(async () => client(access).me.erase({ ifMatch: etag }));
}

export async function myEtag(access: Access): Promise<string> {
  return asFailure(async () => (await client(access).me.readTagged()).etag);
}

/** Somebody who asks for all of their data is ready to wait for it. */
export async function exportMe(access: Access): Promise<unknown> {
  return asFailure(async () => client({ ...access, patienceMs: LONGEST_PATIENCE_MS }).me.export());
}

export async function transparency(access: Access, language: "nl" | "en" | undefined): Promise<Transparency> {
  return asFailure(async () => client(access).transparency.read({ language }));
}

export async function suggestions(
  access: Access,
  query: Query & { readonly cursor?: string | undefined },
  etag: string | null,
): Promise<Unchanged | Fetched> {
  const asked = { ...query, limit: PAGE_SIZE };
  return asFailure(async () => {
    const mine = client(access).suggestions;
    const fetched = etag === null ? await mine.browseTagged(asked) : await mine.browseNewer(etag, asked);
    return fetched ? { unchanged: false, page: fetched.document, etag: fetched.etag || null } : { unchanged: true };
  });
}

export async function link(access: Access, suggestionId: string, scope: Scope): Promise<Link> {
  // who paused the counting gets none, and neither does one whose link was withdrawn
  return asFailure(async () => client(access).links.make({ suggestion_id: suggestionId, scope }), "refused");
}

export async function shares(access: Access, batch: readonly ShareRequest[]): Promise<ShareResult> {
  return asFailure(async () => client(access).shares.record([...batch]));
}

export async function mark(access: Access, suggestionId: string, what: Mark): Promise<void> {
  return asFailure(async () => client(access).me[what](suggestionId));
}

/** Fetched from the address that is made here, never from one in a document: the token goes along. */
export async function image(access: Access, id: string): Promise<Blob> {
  return asFailure(async () => client(access).images.read(id));
}

/** Makes any other call of the client: `call(access, (api) => api.ideas.read(id))`. */
export type Call = <T>(access: Access, make: (api: Operations) => Promise<T>) => Promise<T>;

export const call: Call = (access, make) => asFailure(async () => make(client(access)));

/** What employees ask of a server. The package's `Vertel` has editors' and administrators' documents besides. */
const operationsOf = (caller: Caller) => ({
  auth: new AuthOperations(caller),
  devices: new DevicesOperations(caller),
  feedback: new FeedbackOperations(caller),
  ideas: new IdeasOperations(caller),
  images: new ImagesOperations(caller),
  links: new LinksOperations(caller),
  mails: new MailsOperations(caller),
  me: new MeOperations(caller),
  questions: new QuestionsOperations(caller),
  shares: new SharesOperations(caller),
  suggestions: new SuggestionsOperations(caller),
  thanks: new ThanksOperations(caller),
  transparency: new TransparencyOperations(caller),
});

type Operations = ReturnType<typeof operationsOf>;

/** Never repeats a call by itself: the outbox and the reader decide that, and a worker may be gone before long. */
function client({ server, token, renew, patienceMs }: Partial<Access> & { readonly server: string }): Operations {
  const fetching = (url: string, init: RequestInit): Promise<Response> => fetch(url, init);
  return operationsOf(new Caller(server, { token, renew, retries: 0, timeoutMs: patienceMs ?? PATIENCE_MS, fetch: fetching }));
}

/** The first calls to a server. One that is there, and whose answers the browser keeps from us, does not know our origin. */
async function meeting<T>(server: string, call: () => Promise<T>): Promise<T> {
  return asFailure(async () => {
    try {
      return await call();
    } catch (error) {
      if (isOutOfReach(error) && (await isThere(server))) throw new Failed("unknown_copy");
      throw error;
    }
  });
}

const isOutOfReach = (error: unknown): boolean =>
  error instanceof UnreachableError && !(error.cause instanceof DOMException && error.cause.name === "TimeoutError");

/** Whether anything answers there; what it says cannot be read this way. */
async function isThere(server: string): Promise<boolean> {
  const signal = AbortSignal.timeout(PATIENCE_MS);
  return fetch(`${server}/livez`, { mode: "no-cors", cache: "no-store", credentials: "omit", referrerPolicy: "no-referrer", signal }).then(
    () => true,
    () => false,
  );
}

/** `conflict` is what 409 means: most often, that the same request, sent before, has not come to its end yet. */
export async function asFailure<T>(call: () => Promise<T>, conflict: FailureKind = "busy"): Promise<T> {
  try {
    return await call();
  } catch (error) {
    throw error instanceof VertelError ? failed(error, conflict) : error;
  }
}

function failed(error: VertelError, conflict: FailureKind): Failed {
  // a refused connection, a missing permission for our origin and a time-out look the same from here: no server
  if (error instanceof UnreachableError) return new Failed("offline");
  const wait = error.retryAfter === undefined ? {} : { retryAfter: error.retryAfter };
  const status = error instanceof ProblemError || error instanceof UnexpectedAnswerError ? error.status : 0;
  if (status === 429) return new Failed("busy", wait);
  if (status === 409) return new Failed(conflict, wait);
  if (status >= 500) return new Failed("server", wait);
  // no problem document, so not Vertel's word: a captive portal must not end a session or drop an event
  if (!(error instanceof ProblemError)) return new Failed("unexpected");
  const { detail, type } = error;
  const said = { detail, problem: type.slice(type.lastIndexOf(":") + 1) };
  if (status === 401) return new Failed("signed_out", said);
  if (status === 404 || status === 410) return new Failed("gone", said);
  return new Failed("refused", said);
}
