/** The npm client: what it sends, what it repeats, and what it makes of each answer. Its Python twin has the same tests. */

import { afterEach, beforeEach, expect, it, vi } from "vitest";

import { ProblemError, UnexpectedAnswerError, UnreachableError, Vertel, type VertelOptions } from "../client.js";

const SERVER = "https://vertel.example.com";
const TOKEN = "vk_canary_1234567890";
const LINK = {
  ...{ code: "k7", url: "https://go.example.com/k7", scope: "own", destination_url: "https://a.example.com/" },
  ...{ title: null, external_id: null, utm: null, suggestion: null, team: null, clicks: 7 },
  ...{ created_at: "2026-11-23T09:30:00Z", withdrawn_at: null, history: [] },
};
const STORY = { kind: "story", title: "Samen naar buiten" } as const;
const UUID = "019aaf4e-6c1b-7d2a-9b0e-3f5d8c7a1e42";

const answer = (body: unknown, status = 200, headers: Record<string, string> = {}): Response =>
  new Response([204, 304].includes(status) ? null : JSON.stringify(body), { status, headers });

const problem = (status: number, headers?: Record<string, string>): Response =>
  answer({ type: "urn:vertel:problem:x", title: "No", status, detail: "Because." }, status, headers);

interface Sent extends RequestInit {
  url: string;
  headers: Record<string, string>;
}

function serverThat(answers: (Response | Error)[], options: VertelOptions = {}) {
  const sent: Sent[] = [];
  const fetch = (url: string, init: RequestInit): Promise<Response> => {
    sent.push({ ...init, url } as Sent);
    const next = answers.shift() ?? new Error("nothing more was expected");
    return next instanceof Error ? Promise.reject(next) : Promise.resolve(next.clone());
  };
  return { sent, vertel: new Vertel(SERVER, { token: TOKEN, fetch, ...options }) };
}

let waits: number[] = [];

beforeEach(() => {
  waits = [];
  const soon = (done: () => void, after?: number): number => {
    waits.push(after ?? 0);
    queueMicrotask(done);
    return 0;
  };
  vi.spyOn(globalThis, "setTimeout").mockImplementation(soon as unknown as typeof setTimeout);
});

afterEach(() => {
  vi.restoreAllMocks();
});

it("carries the token, follows no redirect, and reads the document", async () => {
  const { sent, vertel } = serverThat([answer(LINK)]);
  expect(await vertel.links.read("k7")).toEqual(LINK);
  expect(sent[0]).toMatchObject({
    method: "GET",
    url: `${SERVER}/api/v1/links/k7`,
    headers: { Authorization: `Bearer ${TOKEN}` },
    redirect: "error",
    credentials: "omit",
  });
});

it("lets nothing that is put into a path lead elsewhere", async () => {
  const { sent, vertel } = serverThat([answer(LINK)]);
  await vertel.links.read("../me?x=1#y");
  expect(sent[0]?.url).toBe(`${SERVER}/api/v1/links/..%2Fme%3Fx%3D1%23y`);
  for (const name of ["", ".", ".."]) expect(() => vertel.links.read(name)).toThrow("names nothing");
});

it("fetches a page when it is reached", async () => {
  const totals = { shares: 1, clicks: 1, clicks_per_share: 1, applications: null };
  const one = { ...totals, id: UUID, title: "x", kind: "story" };
  const page = { since: "2026-11-01", until: "2026-11-30", items: [one] };
  const { sent, vertel } = serverThat([answer({ ...page, next_cursor: "c/1" }), answer({ ...page, next_cursor: null })]);
  const items = vertel.reports.suggestionsAll({ kind: "story" });
  expect((await items.next()).value).toEqual(one);
  expect(sent).toHaveLength(1);
  expect((await items.next()).value).toEqual(one);
  expect((await items.next()).done).toBe(true);
  expect(sent[1]?.url).toMatch(/\?kind=story&cursor=c%2F1$/);
});

it("gives the ETag of what it reads, and takes it for a change", async () => {
  const answers = [answer(LINK, 200, { ETag: '"7"' }), answer(null, 304), answer(LINK, 200, { ETag: '"8"' }), answer(null, 204)];
  const { sent, vertel } = serverThat(answers);
  expect((await vertel.links.readTagged("k7")).etag).toBe('"7"');
  expect(await vertel.links.readNewer("k7", '"7"')).toBeUndefined();
  expect((await vertel.links.readNewer("k7", '"7"'))?.etag).toBe('"8"');
  expect(sent[1]?.headers["If-None-Match"]).toBe('"7"');
  await vertel.suggestions.archive(UUID, { ifMatch: '"7"' });
  expect(sent[3]?.headers["If-Match"]).toBe('"7"');
});

it.each([429, 502, 503, 504, 0])("repeats what fails for a moment (%s) with the same key", async (status) => {
  const first = status ? problem(status) : new TypeError("Failed to fetch");
  const { sent, vertel } = serverThat([first, first, answer({}, 201)]);
  await expect(vertel.suggestions.create(STORY)).rejects.toThrow(UnexpectedAnswerError);
  expect(sent).toHaveLength(3);
  expect(new Set(sent.map(({ headers }) => headers["Idempotency-Key"])).size).toBe(1);
  expect(waits[0]).toBeLessThanOrEqual(500);
  expect(waits[1]).toBeLessThanOrEqual(1000);
});

it("makes a key for each call, unless the program brings its own", async () => {
  const { sent, vertel } = serverThat([answer({}, 201), answer({}, 201)]);
  await vertel.suggestions.create(STORY).catch(() => undefined);
  await vertel.suggestions.create(STORY, { idempotencyKey: "mine" }).catch(() => undefined);
  expect(sent[0]?.headers["Idempotency-Key"]).toMatch(/^[0-9a-f-]{36}$/);
  expect(sent[1]?.headers["Idempotency-Key"]).toBe("mine");
});

it("waits as long as the server asks and then some, in seconds or until a date", async () => {
  const date = new Date(Date.now() + 8000).toUTCString();
  for (const asked of ["7", date]) {
    waits = [];
    await serverThat([problem(503, { "Retry-After": asked }), answer(LINK)]).vertel.links.read("k7");
    expect(waits[0]).toBeGreaterThanOrEqual(6500);
    expect(waits[0]).toBeLessThanOrEqual(8500);
  }
});

it("leaves a server that asks for more than a minute to the caller", async () => {
  const { vertel } = serverThat([problem(503, { "Retry-After": "3600" })]);
  await expect(vertel.links.read("k7")).rejects.toMatchObject({ status: 503, retryAfter: 3600 });
  expect(waits).toEqual([]);
});

it("repeats no more often than it was told, and not what will not get better", async () => {
  const { sent, vertel } = serverThat([problem(503), problem(503), problem(503)], { retries: 2 });
  await expect(vertel.links.read("k7")).rejects.toThrow("503 No: Because.");
  expect(sent).toHaveLength(3);
  for (const status of [400, 403, 404, 409, 412, 422, 428, 500]) {
    await expect(serverThat([problem(status)]).vertel.links.read("k7")).rejects.toMatchObject({ status, detail: "Because." });
  }
});

it("repeats a sign-in as the same attempt, and without a token", async () => {
  const grant = { grant_type: "enrolment_code", code: "x" } as const;
  const { sent, vertel } = serverThat([new TypeError("reset"), problem(429), answer({})]);
  await expect(vertel.auth.token(grant)).rejects.toThrow(UnexpectedAnswerError);
  expect(new Set(sent.map(({ headers }) => (headers as Record<string, string>)["Idempotency-Key"])).size).toBe(1);
  expect(sent).toHaveLength(3);
  expect(sent[0]?.headers).not.toHaveProperty("Authorization");
});

it("names each fault of a refusal", async () => {
  const errors = [{ pointer: "/title", message: "Expected one line." }];
  const body = { type: "t", title: "No", status: 422, detail: "See errors.", errors };
  const call = serverThat([answer(body, 422)]).vertel.suggestions.create(STORY);
  await expect(call).rejects.toMatchObject({ errors, message: "422 No: See errors.\n  /title: Expected one line." });
  await expect(call).rejects.toThrow(ProblemError);
});

it("says so when an answer is not that of a Vertel server", async () => {
  for (const strange of [new Response("<html>"), answer({ code: 1 }), new Response("", { status: 404 })]) {
    const { status } = strange;
    await expect(serverThat([strange]).vertel.links.read("k7")).rejects.toMatchObject({ name: "UnexpectedAnswerError", status });
  }
});

it("renews a stale token once and keeps the new one", async () => {
  const renew = vi.fn((stale: string) => Promise.resolve(`${stale}+`));
  const { sent, vertel } = serverThat([problem(401), answer(LINK), answer(LINK), problem(401), problem(401)], { renew });
  await vertel.links.read("k7");
  await vertel.links.read("k7");
  await expect(vertel.links.read("k7")).rejects.toMatchObject({ status: 401 });
  expect(renew.mock.calls).toEqual([[TOKEN], [`${TOKEN}+`]]);
  expect(sent[2]?.headers["Authorization"]).toBe(`Bearer ${TOKEN}+`);
});

it("renews nothing for a network's login page", async () => {
  const renew = vi.fn(() => Promise.resolve("x"));
  await expect(serverThat([new Response("log in", { status: 401 })], { renew }).vertel.links.read("k7")).rejects.toThrow();
  expect(renew).not.toHaveBeenCalled();
});

it("streams a file once, and sends one that it holds again", async () => {
  const stream = new Blob(["kind,title"]).stream();
  const once = serverThat([problem(503)]);
  await expect(once.vertel.imports.upload(stream, "text/csv")).rejects.toMatchObject({ status: 503 });
  expect(once.sent[0]).toMatchObject({ body: stream, duplex: "half", headers: { "Content-Type": "text/csv" } });
  const again = serverThat([problem(503), answer({})]);
  await expect(again.vertel.imports.upload("kind,title", "text/csv", { dry_run: true })).rejects.toThrow(UnexpectedAnswerError);
  expect(again.sent.map(({ body }) => body)).toEqual(["kind,title", "kind,title"]);
  expect(again.sent[0]?.url).toMatch(/\?dry_run=true$/);
});

it("gives up when it is told to", async () => {
  const stop = new AbortController();
  const fetch = (_: string, { signal }: RequestInit): Promise<Response> => {
    stop.abort(new Error("enough"));
    return Promise.reject((signal as AbortSignal).reason as Error);
  };
  const vertel = new Vertel(SERVER, { fetch });
  await expect(vertel.links.read("k7", { signal: stop.signal })).rejects.toThrow("enough");
});

it("shows the token nowhere", async () => {
  for (const strange of [new TypeError("reset"), problem(500), problem(401), new Response("no")]) {
    const { vertel } = serverThat(Array.from({ length: 9 }, () => strange));
    const error = await vertel.links.read("k7").catch((found: unknown) => found as Error);
    const shown = JSON.stringify([error, vertel, Object.entries(vertel)]) + String(error) + String((error as Error).stack);
    expect(shown).not.toContain(TOKEN);
  }
});

it.each(["http://vertel.example.com", "ftp://a", "vertel", "", "https://u:p@a", "https://a/?x"])(
  "refuses the address %j, where the token would be readable",
  (address) => {
    expect(() => new Vertel(address, { token: TOKEN })).toThrow("expected https://HOST");
  },
);

it.each(["", "vk_x\r\nX: y", "vk_\u00e9"])("refuses a token that no header can carry", (token) => {
  expect(() => new Vertel("http://127.0.0.1:8000", { token })).toThrow("expected a token");
});

it("keeps what caused an error", async () => {
  const lost = new TypeError("Failed to fetch");
  await expect(serverThat([lost], { retries: 0 }).vertel.links.read("k7")).rejects.toMatchObject({ cause: lost });
  for (const status of [200, 500]) {
    const page = new Response("<html>", { status });
    const error: unknown = await serverThat([page]).vertel.links.read("k7").catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(UnexpectedAnswerError);
    expect((error as Error).cause).toBeInstanceOf(SyntaxError);
  }
});

it("makes no call after it was closed, and gives up those under way", async () => {
  const { sent, vertel } = serverThat([answer(LINK)]);
  await vertel.links.read("k7");
  vertel.close();
  await expect(vertel.links.read("k7")).rejects.toThrow("the client is closed");
  expect(sent).toHaveLength(1);

  const fetch = (_url: string, { signal }: RequestInit): Promise<Response> =>
    new Promise((_resolve, reject) => {
      signal?.addEventListener("abort", () => {
        reject(signal.reason as Error);
      });
    });
  const slow = new Vertel(SERVER, { token: TOKEN, fetch });
  const call = slow.links.read("k7");
  slow.close();
  await expect(call).rejects.toThrow("the client is closed");
});

it("is closed at the end of a block that has it with `using`", async () => {
  const { vertel } = serverThat([answer(LINK)]);
  {
    using open = vertel;
    await open.links.read("k7");
  }
  await expect(vertel.links.read("k7")).rejects.toThrow("the client is closed");
});

it("says where the token belongs when it is handed over by itself", () => {
  // @ts-expect-error as the Python client has it
  expect(() => new Vertel(SERVER, TOKEN)).toThrow('{ token: "vk_..." }');
});
