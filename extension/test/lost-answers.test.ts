/** Signing in over a bad connection: whatever is lost, on either side, costs nobody their session. */
import { describe, expect, it, vi } from "vitest";
import type { TokenRequest, TokenResponse } from "vertel-schema";
import { Session } from "../src/background/session";
import { Failed } from "../src/shared/failure";
import * as keys from "../src/shared/keys";
import { SERVER, tokens } from "./documents";
import { server } from "./fake-server";
import { type MemoryStore, memoryStore } from "./memory-store";

const CODE = "K7QM-4TRV-9XWE";
const POINTS = ["the request is lost", "the answer is lost", "the worker ends before it stores the answer"] as const;

/** A server that exchanges each code and token once, and gives an attempt that is repeated the same answer, as ours does. */
function strictServer() {
  const used = new Map<string, { attempt: string; answer: TokenResponse }>();
  let lost: (typeof POINTS)[number] | undefined;
  const exchange = (_server: string, grant: TokenRequest, attempt: string): Promise<TokenResponse> => {
    if (lost === "the request is lost") return Promise.reject(new Failed("offline"));
    const key = JSON.stringify(grant);
    const before = used.get(key);
    if (before !== undefined && before.attempt !== attempt) return Promise.reject(new Failed("signed_out"));
    const answer = before?.answer ?? tokens(String(used.size));
    used.set(key, { attempt, answer });
    return lost === "the answer is lost" ? Promise.reject(new Failed("offline")) : Promise.resolve(answer);
  };
  return {
    api: server({ exchange }),
    lose: (point: typeof lost) => {
      lost = point;
    },
  };
}

/** A store whose worker ends before it has stored what an exchange gave. */
function endingStore(store: MemoryStore): MemoryStore {
  return {
    ...store,
    set: (items) => {
      const kept = (items[keys.SESSION] ?? (items[keys.ENROLLING] as { tokens?: unknown } | undefined)?.tokens) as object | undefined;
      return kept === undefined ? store.set(items) : Promise.reject(new Error("the worker ended"));
    },
  };
}

async function connected() {
  const [store, strict] = [memoryStore(), strictServer()];
  await new Session(store, strict.api).connect(SERVER, CODE);
  return { store, ...strict };
}

describe.each(POINTS)("when %s", (point) => {
  it("of a renewal, a later one goes on with the session", async () => {
    const { store, api, lose } = await connected();
    for (let turn = 0; turn < 3; turn += 1) {
      lose(point);
      const ending = point === POINTS[2] ? endingStore(store) : store;
      await expect(renewed(new Session(ending, api))).rejects.toThrow();
      lose(undefined);
      expect(await renewed(new Session(store, api))).toBe((store.data.get(keys.SESSION) as { access: string }).access);
    }
    expect(store.data.get(keys.ACCOUNT)).toMatchObject({ ended: false });
  });

  it("of a one-time code, the same code connects later", async () => {
    const [store, { api, lose }] = [memoryStore(), strictServer()];
    lose(point);
    const ending = point === POINTS[2] ? endingStore(store) : store;
    await expect(new Session(ending, api).connect(SERVER, CODE)).rejects.toThrow();
    lose(undefined);
    await expect(new Session(store, api).connect(SERVER, CODE)).resolves.toMatchObject({ ended: false });
    expect(store.data.has(keys.ENROLLING)).toBe(false);
  });
});

describe("two tabs", () => {
  it("that renew at the same moment ask as one, and both go on when the first answer is lost", async () => {
    const { store, api, lose } = await connected();
    const [one, other] = [new Session(store, api), new Session(store, api)];
    lose("the answer is lost");
    await Promise.allSettled([renewed(one), renewed(other)]);
    lose(undefined);
    const both = await Promise.all([renewed(one), renewed(other)]);
    expect(both).toContain((store.data.get(keys.SESSION) as { access: string }).access);
    await expect(renewed(one)).resolves.toMatch(/access-/);
    await expect(renewed(other)).resolves.toMatch(/access-/);
  });

  it("keep what the faster one got, when the answer to the slower one comes after the next renewal", async () => {
    const { store, api } = await connected();
    const [slow, fast] = [new Session(store, api), new Session(store, api)];
    const exchange = api.exchange.getMockImplementation() ?? api.exchange;
    let arrive: () => void = () => undefined;
    api.exchange.mockImplementationOnce(async (...asked) => {
      const answer = await exchange(...asked);
      await new Promise<void>((resolve) => { arrive = resolve; });
      return answer;
    });
    const late = renewed(slow);
    await vi.waitFor(() => { expect(api.exchange).toHaveBeenCalledTimes(2); });
    await renewed(fast);
    const latest = await renewed(fast);
    arrive();
    expect(await late).toBe(latest);
    expect(store.data.get(keys.SESSION)).toMatchObject({ access: latest });
    await expect(renewed(slow)).resolves.not.toBe(latest);
  });
});

describe("a pair of tokens", () => {
  it("is used by nobody before it is stored", async () => {
    const { store, api } = await connected();
    let finish: () => void = () => undefined;
    const set = vi.fn(async (items: Record<string, unknown>) => {
      await new Promise<void>((resolve) => { finish = resolve; });
      await store.set(items);
    });
    let isUsed = false;
    const renewing = renewed(new Session({ ...store, set }, api)).then(() => { isUsed = true; });
    await vi.waitFor(() => { expect(set).toHaveBeenCalledTimes(1); });
    expect(isUsed).toBe(false);
    finish();
    await renewing;
    expect(store.data.get(keys.SESSION)).toMatchObject({ refresh: "refresh-1" });
  });

  it("is renewed under the same attempt for the last calls of somebody who signs out after an answer was lost", async () => {
    const { store, api, lose } = await connected();
    const session = new Session(store, api);
    lose("the answer is lost");
    await expect(renewed(session)).rejects.toThrow();
    lose(undefined);
    const last = await session.end();
    await expect(last?.renew(last.token)).resolves.toMatch(/access-/u);
  });
});

describe("a session that a version before stored", () => {
  it("gets its attempt before anything is asked", async () => {
    const { store, api, lose } = await connected();
    const { attempt: _, ...old } = store.data.get(keys.SESSION) as { attempt: string };
    store.data.set(keys.SESSION, old);
    lose("the answer is lost");
    await expect(renewed(new Session(store, api))).rejects.toMatchObject({ failure: { kind: "offline" } });
    lose(undefined);
    await expect(renewed(new Session(store, api))).resolves.toMatch(/access-/);
  });
});

/** Renews the access token, as a call does that was refused with it. */
async function renewed(session: Session): Promise<string> {
  const { token, renew } = await session.access();
  return renew(token);
}
