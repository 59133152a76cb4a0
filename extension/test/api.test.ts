import { afterEach, describe, expect, it, vi } from "vitest";
import * as api from "../src/background/api";
import type { FailureKind } from "../src/shared/failure";
import { me, SERVER, share, suggestion, tokens } from "./documents";

const PROBLEM = { type: "urn:vertel:problem:x", title: "No", detail: "Because." };

function answer(status: number, body: unknown, headers: Record<string, string> = {}): Response {
  const empty = status === 204 || status === 304;
  return new Response(empty ? null : JSON.stringify(body), { status, headers });
}

const problem = (status: number, headers?: Record<string, string>): Response => answer(status, { ...PROBLEM, status }, headers);

function serverThat(...answers: (Response | Error)[]) {
  const fetching = vi.fn((_url: string, _init: RequestInit) => {
    const next = answers.shift() ?? new Error("nothing more was expected");
    return next instanceof Error ? Promise.reject(next) : Promise.resolve(next);
  });
  vi.stubGlobal("fetch", fetching);
  return fetching;
}

const access = (renew = vi.fn(() => Promise.resolve("fresh"))) => ({ server: SERVER, token: "stale", renew });

afterEach(() => {
  vi.unstubAllGlobals();
});

describe("the API client", () => {
  it("says who asks, and sends no cookie, no referrer and nothing through a cache or a redirect", async () => {
    const fetching = serverThat(answer(200, me()));
    expect(await api.me(access())).toEqual(me());
    expect(fetching.mock.calls[0]?.[0]).toBe(`${SERVER}/api/v1/me`);
    expect(fetching.mock.calls[0]?.[1]).toMatchObject({
      method: "GET",
      headers: { Authorization: "Bearer stale" },
      cache: "no-store",
      credentials: "omit",
      redirect: "error",
      referrerPolicy: "no-referrer",
    });
  });

  it("sends no token when it asks for one", async () => {
    const fetching = serverThat(answer(200, tokens("new")));
    await api.exchange(SERVER, { grant_type: "enrolment_code", code: "C" }, "attempt-1");
    expect(JSON.stringify(fetching.mock.calls[0]?.[1].headers)).not.toContain("Authorization");
  });

  const refusals: [string, Response | Error, FailureKind][] = [
    ["no connection", new TypeError("Failed to fetch"), "offline"],
    ["a time-out", new DOMException("late", "TimeoutError"), "offline"],
    ["429", problem(429), "busy"],
    ["500", problem(500), "server"],
    ["502 from a proxy", new Response("<html>", { status: 502 }), "server"],
    ["503", problem(503), "server"],
    ["404", problem(404), "gone"],
    ["410", problem(410), "gone"],
    ["422", problem(422), "refused"],
    ["403", problem(403), "refused"],
    ["403 from a proxy", new Response("<html>", { status: 403 }), "unexpected"],
    ["401 from a captive portal", new Response("log in", { status: 401 }), "unexpected"],
    ["a page that is not JSON", new Response("<html>welcome"), "unexpected"],
    ["JSON of another shape", answer(200, { hello: "world" }), "unexpected"],
  ];

  it.each(refusals)("tells %s apart", async (_, response, kind) => {
    serverThat(response);
    await expect(api.me(access())).rejects.toMatchObject({ failure: { kind } });
  });

  it("passes on the server's sentence and how long it asks to wait", async () => {
    serverThat(problem(422), problem(503, { "Retry-After": "7" }));
    await expect(api.me(access())).rejects.toMatchObject({ failure: { detail: "Because." } });
    await expect(api.me(access())).rejects.toMatchObject({ failure: { retryAfter: 7 } });
  });

  it("renews the token once when the server no longer takes it, and asks again", async () => {
    const fetching = serverThat(problem(401), answer(200, me()));
    const mine = access();
    await api.me(mine);
    expect(mine.renew).toHaveBeenCalledExactlyOnceWith("stale");
    expect(fetching.mock.calls[1]?.[1].headers).toMatchObject({ Authorization: "Bearer fresh" });
  });

  it("gives up when the server does not take the new token either", async () => {
    const fetching = serverThat(problem(401), problem(401));
    await expect(api.me(access())).rejects.toMatchObject({ failure: { kind: "signed_out" } });
    expect(fetching).toHaveBeenCalledTimes(2);
  });

  it("waits no longer than it is told to", async () => {
    const patience = vi.spyOn(AbortSignal, "timeout");
    serverThat(answer(200, me()));
    await api.me({ ...access(), patienceMs: 3000 });
    expect(patience).toHaveBeenLastCalledWith(3000);
  });

  it("sends the ETag it has, and understands that nothing changed", async () => {
    const fetching = serverThat(answer(304, null));
    expect(await api.suggestions(access(), { kind: "story" }, '"v1"')).toEqual({ unchanged: true });
    expect(fetching.mock.calls[0]?.[0]).toBe(`${SERVER}/api/v1/suggestions?kind=story&limit=50`);
    expect(fetching.mock.calls[0]?.[1].headers).toMatchObject({ "If-None-Match": '"v1"' });
  });

  it("reads a page of suggestions, with fields it does not know yet", async () => {
    const page = { items: [{ ...suggestion(), mood: "new" }], next_cursor: null, newer: true };
    serverThat(answer(200, page, { ETag: '"v2"' }));
    const fetched = await api.suggestions(access(), {}, null);
    expect(fetched).toMatchObject({ unchanged: false, etag: '"v2"', page: { next_cursor: null } });
  });

  it("does not pass on a page with one faulty suggestion", async () => {
    serverThat(answer(200, { items: [{ ...suggestion(), kind: "advert" }], next_cursor: null }));
    await expect(api.suggestions(access(), {}, null)).rejects.toMatchObject({ failure: { kind: "unexpected" } });
  });

  it("posts shares as the contract has them", async () => {
    const fetching = serverThat(answer(200, { accepted: 1, duplicate: 0, refused: [] }));
    const one = share();
    await api.shares(access(), [one]);
    expect(fetching.mock.calls[0]?.[1]).toMatchObject({ method: "POST", body: JSON.stringify([one]) });
  });
});

describe("meeting a server for the first time", () => {
  const refused = new TypeError("Failed to fetch");
  const meetings: [string, () => Promise<unknown>][] = [
    ["the ways to sign in", () => api.signInOptions(SERVER)],
    ["a code to compare", () => api.askForDevice(SERVER, "Chrome")],
    ["a one-time code", () => api.exchange(SERVER, { grant_type: "enrolment_code", code: "C" }, "attempt-1")],
  ];

  it.each(meetings)("tells a server that lets this copy not in from one that is not there: %s", async (_, meet) => {
    const fetching = serverThat(refused, new Response());
    await expect(meet()).rejects.toMatchObject({ failure: { kind: "unknown_copy" } });
    expect(fetching.mock.calls[1]).toEqual([`${SERVER}/livez`, expect.objectContaining({ mode: "no-cors", credentials: "omit", referrerPolicy: "no-referrer" })]);
    serverThat(refused, refused);
    await expect(meet()).rejects.toMatchObject({ failure: { kind: "offline" } });
  });

  it("asks nothing more of a server that is slow, nor later on", async () => {
    const slow = serverThat(new DOMException("late", "TimeoutError"), new Response());
    await expect(api.signInOptions(SERVER)).rejects.toMatchObject({ failure: { kind: "offline" } });
    expect(slow).toHaveBeenCalledTimes(1);
    const later = serverThat(refused, new Response());
    await expect(api.exchange(SERVER, { grant_type: "refresh_token", refresh_token: "R" }, "attempt-2")).rejects.toMatchObject({ failure: { kind: "offline" } });
    expect(later).toHaveBeenCalledTimes(1);
  });
});
