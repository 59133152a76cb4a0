import { describe, expect, it, vi } from "vitest";
import type { TokenResponse } from "vertel-schema";
import { Session } from "../src/background/session";
import { Failed } from "../src/shared/failure";
import * as keys from "../src/shared/keys";
import type { Account } from "../src/shared/shapes";
import { me, SERVER, tokens } from "./documents";
import { server } from "./fake-server";
import { memoryStore } from "./memory-store";

const MINUTE = 60_000;

describe("a session", () => {
  it("begins with a code, and keeps the tokens apart from what the panel reads", async () => {
    const store = memoryStore();
    const session = new Session(store, server());
    const account = await session.connect(SERVER, "K7QM-4TRV-9XWE");
    expect(account).toMatchObject({ server: SERVER, name: "Noor de Wit", organisation: "Waterwerk", ended: false });
    expect(JSON.stringify([account, store.data.get(keys.ACCOUNT)])).not.toMatch(/access-|refresh-/);
    expect((await session.access()).token).toBe("access-first");
  });

  it("says that the code is wrong, and keeps nothing", async () => {
    const store = memoryStore();
    const refusing = server({ exchange: () => Promise.reject(new Failed("refused")) });
    await expect(new Session(store, refusing).connect(SERVER, "WRONG")).rejects.toMatchObject({
      failure: { kind: "bad_code" },
    });
    expect(store.data.size).toBe(0);
  });

  it("says that the server is out of reach rather than that the code is wrong", async () => {
    const unreachable = server({ exchange: () => Promise.reject(new Failed("offline")) });
    await expect(new Session(memoryStore(), unreachable).connect(SERVER, "CODE")).rejects.toMatchObject({
      failure: { kind: "offline" },
    });
  });

  it("renews an access token before it runs out", async () => {
    let now = 0;
    const api = server();
    const session = new Session(memoryStore(), api, () => now);
    await session.connect(SERVER, "CODE");
    now = 14.6 * MINUTE;
    expect((await session.access()).token).toBe("access-2");
    const grant = { grant_type: "refresh_token", refresh_token: "refresh-first" };
    expect(api.exchange).toHaveBeenLastCalledWith(SERVER, grant, expect.any(String));
  });

  it("renews once for any number of calls at the same time, because a refresh token is good for one use", async () => {
    let now = 0;
    const api = server();
    const session = new Session(memoryStore(), api, () => now);
    await session.connect(SERVER, "CODE");
    now = 20 * MINUTE;
    const all = await Promise.all(Array.from({ length: 50 }, () => session.access()));
    expect(new Set(all.map(({ token }) => token))).toEqual(new Set(["access-2"]));
    expect(api.exchange).toHaveBeenCalledTimes(2);
  });

  it("does not renew again for a call that was refused with the token before", async () => {
    const api = server();
    const session = new Session(memoryStore(), api);
    await session.connect(SERVER, "CODE");
    const { token, renew } = await session.access();
    expect(await renew(token)).toBe("access-2");
    expect(await renew(token)).toBe("access-2");
    expect(api.exchange).toHaveBeenCalledTimes(2);
  });

  it("stores the new pair before anybody uses it", async () => {
    const store = memoryStore();
    const session = new Session(store, server());
    await session.connect(SERVER, "CODE");
    const { token, renew } = await session.access();
    const fresh = await renew(token);
    expect(store.data.get(keys.SESSION)).toMatchObject({ access: fresh, refresh: "refresh-2" });
  });

  it("keeps the tokens when renewing fails for a passing reason", async () => {
    const api = server();
    const session = new Session(memoryStore(), api);
    await session.connect(SERVER, "CODE");
    const { token, renew } = await session.access();
    api.exchange.mockRejectedValueOnce(new Failed("offline"));
    await expect(renew(token)).rejects.toMatchObject({ failure: { kind: "offline" } });
    expect(await renew(token)).toBe("access-2");
  });

  it("ends when the server refuses to renew, but keeps drafts and events for the same person", async () => {
    const store = memoryStore();
    const api = server();
    const session = new Session(store, api);
    await session.connect(SERVER, "CODE");
    store.data.set(keys.draftKey(me().id, "x"), "a draft").set(keys.outboxKey("y"), "an event");
    const { token, renew } = await session.access();
    api.exchange.mockRejectedValueOnce(new Failed("signed_out"));
    await expect(renew(token)).rejects.toMatchObject({ failure: { kind: "signed_out" } });
    expect(store.data.has(keys.SESSION)).toBe(false);
    expect((store.data.get(keys.ACCOUNT) as Account).ended).toBe(true);
    await session.connect(SERVER, "CODE");
    expect(store.data.has(keys.draftKey(me().id, "x"))).toBe(true);
    expect(store.data.has(keys.outboxKey("y"))).toBe(true);
  });

  it("that goes on at another address of the server keeps what was written, and nothing with the old address in it", async () => {
    const store = memoryStore();
    const session = new Session(store, server());
    await session.connect(SERVER, "CODE");
    const draft = keys.draftKey(me().id, "x");
    await store.set({ [draft]: "a draft", [keys.SEEN]: "seen", [keys.linkKey("x", "personal")]: "a link", [keys.libraryKey({})]: "suggestions" });
    await session.connect("https://vertel.example.com", "CODE");
    expect([...store.data.keys()].sort()).toEqual([keys.ACCOUNT, draft, keys.SEEN, keys.SESSION].sort());
  });

  it("ends in words when its tokens cannot be read", async () => {
    const store = memoryStore();
    const session = new Session(store, server());
    await session.connect(SERVER, "CODE");
    store.data.set(keys.SESSION, "damaged");
    await expect(session.access()).rejects.toMatchObject({ failure: { kind: "signed_out" } });
    expect(store.data.get(keys.ACCOUNT)).toMatchObject({ ended: true });
  });

  it("finds out again who somebody is", async () => {
    const store = memoryStore();
    const session = new Session(store, server());
    const account = await session.connect(SERVER, "CODE");
    store.data.set(keys.ACCOUNT, "damaged");
    await session.sweep();
    expect(await session.refresh()).toEqual(account);
    expect(store.data.get(keys.ACCOUNT)).toEqual(account);
  });

  it("signs out: forgets the person, but not the browser's settings, and gives the right to tell the server", async () => {
    const store = memoryStore();
    const api = server();
    const session = new Session(store, api);
    await session.connect(SERVER, "CODE");
    store.data.set(keys.draftKey(me().id, "x"), "a draft").set(keys.imageKey("z"), "a picture").set(keys.SETTINGS, { language: "nl" });
    const last = await session.end();
    expect([...store.data.keys()]).toEqual([keys.SETTINGS]);
    expect(last).toMatchObject({ server: SERVER, token: "access-first" });
    expect(last?.patienceMs).toBeLessThanOrEqual(3000);
    expect(await last?.renew("access-first")).toBe("access-2");
    expect(store.data.has(keys.SESSION)).toBe(false);
  });

  it("asks the server nothing before it has signed out here", async () => {
    const store = memoryStore();
    const never = new Promise<never>(() => undefined);
    const api = server({ revoke: () => never });
    let now = 0;
    const session = new Session(store, api, () => now);
    await session.connect(SERVER, "CODE");
    now = 20 * MINUTE;
    api.exchange.mockReturnValue(never);
    await session.end();
    expect(store.data.size).toBe(0);
  });

  it("takes it well when the server cannot be reached to revoke", async () => {
    const session = new Session(memoryStore(), server({ revoke: () => Promise.reject(new Failed("offline")) }));
    await session.connect(SERVER, "CODE");
    const last = await session.end();
    if (last !== undefined) await expect(session.revoke(last)).resolves.toBeUndefined();
  });

  it.each([
    ["", (session: Session) => session],
    [" in another worker", (_: Session, other: Session) => other],
  ])("stays signed out when a renewal was under way%s", async (_, whoseEnd) => {
    const store = memoryStore();
    const api = server();
    const session = new Session(store, api);
    await session.connect(SERVER, "CODE");
    const { token, renew } = await session.access();
    let answer: (tokens: TokenResponse) => void = () => undefined;
    api.exchange.mockReturnValueOnce(new Promise((resolve) => { answer = resolve; }));
    const renewing = renew(token);
    await vi.waitFor(() => { expect(api.exchange).toHaveBeenCalledTimes(2); });
    await whoseEnd(session, new Session(store, api)).end();
    answer(tokens("late"));
    await expect(renewing).rejects.toMatchObject({ failure: { kind: "signed_out" } });
    expect(store.data.size).toBe(0);
  });
});

describe("a renewal under way, when somebody else signs in here", () => {
  it.each([
    ["answered", () => tokens("late")],
    ["refused", (): TokenResponse => { throw new Failed("signed_out"); }],
  ])("takes nothing from them, however it is %s, and gives nothing of theirs away", async (_, answer) => {
    const store = memoryStore();
    const api = server();
    const session = new Session(store, api);
    await session.connect(SERVER, "CODE");
    const { token, renew } = await session.access();
    let arrive: () => void = () => undefined;
    api.exchange.mockReturnValueOnce(new Promise<void>((resolve) => { arrive = resolve; }).then(answer));
    const renewing = renew(token);
    await vi.waitFor(() => { expect(api.exchange).toHaveBeenCalledTimes(2); });
    await session.end();
    api.exchange.mockResolvedValueOnce(tokens("theirs"));
    await session.connect(SERVER, "THEIR CODE");
    arrive();
    await expect(renewing).rejects.toMatchObject({ failure: { kind: "signed_out" } });
    expect((await session.access()).token).toBe("access-theirs");
    expect(store.data.get(keys.ACCOUNT)).toMatchObject({ ended: false });
  });
});

describe("a one-time code", () => {
  const codes = (api: ReturnType<typeof server>): number =>
    api.exchange.mock.calls.filter(([, grant]) => grant.grant_type === "enrolment_code").length;

  it("is not spent when the connection breaks off after it was taken", async () => {
    const api = server();
    const session = new Session(memoryStore(), api);
    api.me.mockRejectedValueOnce(new Failed("offline"));
    await expect(session.connect(SERVER, "CODE")).rejects.toMatchObject({ failure: { kind: "offline" } });
    expect(await session.connect(SERVER, "CODE")).toMatchObject({ name: "Noor de Wit" });
    expect(codes(api)).toBe(1);
  });

  it("is not spent when the worker dies after it was taken, and another one is started", async () => {
    const store = memoryStore();
    const dying = server({ me: () => new Promise(() => undefined) });
    void new Session(store, dying).connect(SERVER, "CODE");
    await vi.waitFor(() => { expect(dying.me).toHaveBeenCalled(); });
    const api = server();
    const session = new Session(store, api);
    await session.connect(SERVER, "CODE");
    expect(codes(api)).toBe(0);
    expect((await session.access()).token).toBe("access-first");
    expect([...store.data.keys()].sort()).toEqual([keys.ACCOUNT, keys.SESSION]);
  });

  it("is asked for anew when what it gave is too old by now", async () => {
    const store = memoryStore();
    const api = server();
    const session = new Session(store, api);
    api.me.mockRejectedValueOnce(new Failed("offline"));
    await expect(session.connect(SERVER, "CODE")).rejects.toThrow();
    api.me.mockImplementation(async (access) => {
      await access.renew(access.token);
      return me();
    });
    api.exchange.mockRejectedValueOnce(new Failed("signed_out"));
    await expect(session.connect(SERVER, "CODE")).rejects.toMatchObject({ failure: { kind: "bad_code" } });
    expect(store.data.size).toBe(0);
  });

  it("goes on with what was renewed before it was known whose it is, also in another worker", async () => {
    const store = memoryStore();
    const api = server();
    api.me.mockImplementation(async (access) => {
      await access.renew(access.token);
      throw new Failed("offline");
    });
    await expect(new Session(store, api).connect(SERVER, "CODE")).rejects.toMatchObject({ failure: { kind: "offline" } });
    await expect(new Session(store, api).connect(SERVER, "CODE")).rejects.toThrow();
    const spent = api.exchange.mock.calls.map(([, grant]) => JSON.stringify(grant));
    expect(new Set(spent).size).toBe(spent.length);
    api.me.mockImplementation(async (access) => {
      await access.renew(access.token);
      return me();
    });
    const session = new Session(store, api);
    await session.connect(SERVER, "CODE");
    expect((await session.access()).token).toBe("access-4");
  });

  it("keeps what it gave when renewing that fails for a passing reason", async () => {
    const store = memoryStore();
    const api = server();
    api.me.mockImplementationOnce(async (access) => {
      api.exchange.mockRejectedValueOnce(new Failed("offline"));
      await access.renew(access.token);
      return me();
    });
    const session = new Session(store, api);
    await expect(session.connect(SERVER, "CODE")).rejects.toMatchObject({ failure: { kind: "offline" } });
    await session.connect(SERVER, "CODE");
    expect(codes(api)).toBe(1);
  });

  it("signs nobody in before it is known whose it is, so that nothing goes out in the wrong name", async () => {
    const store = memoryStore();
    const session = new Session(store, server({ me: () => Promise.reject(new Failed("offline")) }));
    await expect(session.connect(SERVER, "CODE")).rejects.toThrow();
    await expect(session.access()).rejects.toMatchObject({ failure: { kind: "signed_out" } });
  });

  it("of another server is not mixed up with this one's", async () => {
    const api = server();
    const session = new Session(memoryStore(), api);
    api.me.mockRejectedValueOnce(new Failed("offline"));
    await expect(session.connect(SERVER, "CODE")).rejects.toThrow();
    await session.connect("https://other.example.nl", "CODE");
    expect(codes(api)).toBe(2);
  });
});
