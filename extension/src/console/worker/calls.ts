/** Makes the page's calls of the API, by the client of the schema package: the page itself never has the token. */
import { ProblemError, Vertel, VertelError } from "vertel-schema/client";
import { asFailure, type Access } from "../../background/api";
import { failureOf } from "../../shared/failure";
import type { Call, CallFailure, CallReply, Progress } from "./protocol";
import { sendFile } from "./send-file";

/** Nobody looks for longer at a button that does nothing. */
const PATIENCE_MS = 30_000;
/** For an upload of ten thousand rows, and for pictures, over a slow connection; the page waits a little longer. */
const PATIENCE_WITH_FILES_MS = 240_000;
const WITH_FILES: readonly string[] = ["imports", "images"];
const RETRIES = 2;

type Operation = (...args: readonly unknown[]) => Promise<unknown>;

/** @param onProgress is told how far the sending of a file is, when the call has one. */
export async function answerCall(call: Call, access: () => Promise<Access>, onProgress: (progress: Progress) => void): Promise<CallReply> {
  try {
    const { server, token, renew } = await access();
    const fetch = inLanguage(call.language, call.progress === undefined ? undefined : onProgress);
    const timeoutMs = WITH_FILES.includes(call.of) ? PATIENCE_WITH_FILES_MS : PATIENCE_MS;
    const client = new Vertel(server, { token, renew, retries: RETRIES, timeoutMs, fetch });
    return { ok: true, value: await make(client, call) };
  } catch (error) {
    return { ok: false, failure: await failureFrom(error) };
  }
}

/** Fetches with the page's language in the place of the browser's: somebody may have chosen another one. */
const inLanguage = (language: string, onProgress: ((progress: Progress) => void) | undefined) => (url: string, init: RequestInit): Promise<Response> => {
  const spoken = { ...init, headers: { ...(init.headers as Record<string, string>), "Accept-Language": language } };
  return onProgress !== undefined && init.body instanceof Blob ? sendFile(url, spoken, init.body, onProgress) : fetch(url, spoken);
};

/** Rejected for an operation that the client does not have. */
async function make(client: Vertel, { of, operation, args }: Call): Promise<unknown> {
  const operations = (client as unknown as Record<string, Record<string, Operation> | undefined>)[of];
  const found = operations?.[operation];
  if (found === undefined) throw new TypeError(`the client has no ${of}.${operation}`);
  return found.apply(operations, [...args]);
}

async function failureFrom(error: unknown): Promise<CallFailure> {
  if (!(error instanceof VertelError)) return failureOf(error);
  const failure = await asFailure(() => Promise.reject(error), "refused").catch(failureOf);
  if (!(error instanceof ProblemError)) return failure;
  return { ...failure, status: error.status, errors: error.errors };
}
