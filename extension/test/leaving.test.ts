import { describe, expect, it, vi } from "vitest";
import type { Me } from "vertel-schema";
import { Session } from "../src/background/session";
import { Failed } from "../src/shared/failure";
import * as keys from "../src/shared/keys";
import { isSnoozed } from "../src/shared/shapes";
import { me, SERVER } from "./documents";
import { server } from "./fake-server";
import { memoryStore, type MemoryStore } from "./memory-store";

/** One of everything that the extension ever keeps, also of what is added to `keys.ts` one day. */
function oneOfEverything(store: MemoryStore): void {
  for (const [name, value] of Object.entries(keys) as [string, unknown][]) {
    if (name.endsWith("Key")) store.data.set((value as (...parts: string[]) => string)("x", "x"), "something");
    if (typeof value === "string" && !value.endsWith(":") && !store.data.has(value)) store.data.set(value, "something");
  }
}

describe("nothing of a person is left in this browser", () => {
  it("after they signed out: only what belongs to the browser stays", async () => {
    const store = memoryStore();
    const session = new Session(store, server());
    await session.connect(SERVER, "CODE");
    oneOfEverything(store);
    expect(store.data.size).toBeGreaterThan(12);
    await session.end();
    expect([...store.data.keys()].sort()).toEqual([keys.CONSENT, keys.OWNED_WRITING, keys.SETTINGS]);
  });

  it("after they left: only the word that it is done", async () => {
    const store = memoryStore();
    const session = new Session(store, server());
    await session.connect(SERVER, "CODE");
    oneOfEverything(store);
    await session.leave(() => Promise.resolve());
    expect([...store.data]).toEqual([[keys.LEAVING, "done"]]);
  });

  it("also when what was on its way comes after they signed out", async () => {
    const store = memoryStore();
    const session = new Session(store, server());
    await session.connect(SERVER, "CODE");
    let answer: (person: Me) => void = () => undefined;
    const late = new Promise<Me>((resolve) => { answer = resolve; });
    const changing = session.change(() => late);
    await session.end();
    answer(me());
    await expect(changing).rejects.toMatchObject({ failure: { kind: "signed_out" } });
    expect(store.data.size).toBe(0);
  });
});

describe("leaving", () => {
  async function connected(store: MemoryStore) {
    const api = server();
    const session = new Session(store, api);
    await session.connect(SERVER, "CODE");
    store.data.set(keys.draftKey(me().id, "x"), "a draft");
    return { api, session };
  }
  const lost = (): Promise<never> => Promise.reject(new Failed("offline"));

  it("changes nothing here when the server says no", async () => {
    const store = memoryStore();
    const { session } = await connected(store);
    const before = [...store.data.keys()].sort();
    await expect(session.leave(() => Promise.reject(new Failed("refused")))).rejects.toThrow();
    expect([...store.data.keys()].sort()).toEqual(before);
  });

  it("is finished by whoever next finds the session gone, when the server's answer was lost", async () => {
    const store = memoryStore();
    const { api, session } = await connected(store);
    await expect(session.leave(lost)).rejects.toMatchObject({ failure: { kind: "offline" } });
    expect(store.data.has(keys.draftKey(me().id, "x"))).toBe(true);
    const { token, renew } = await new Session(store, api).access();
    api.exchange.mockRejectedValueOnce(new Failed("signed_out"));
    await expect(renew(token)).rejects.toThrow();
    expect([...store.data]).toEqual([[keys.LEAVING, "done"]]);
  });

  it("is not taken for done when the server never got the question and ends the session much later", async () => {
    const store = memoryStore();
    const { api, session } = await connected(store);
    await expect(session.leave(lost)).rejects.toThrow();
    await session.refresh();
    const { token, renew } = await session.access();
    api.exchange.mockRejectedValueOnce(new Failed("signed_out"));
    await expect(renew(token)).rejects.toThrow();
    expect(store.data.get(keys.ACCOUNT)).toMatchObject({ ended: true });
    expect(store.data.has(keys.draftKey(me().id, "x"))).toBe(true);
  });
});

describe("what is known of a person", () => {
  it("follows what was changed on another device", async () => {
    const store = memoryStore();
    const api = server();
    const session = new Session(store, api);
    expect(await session.connect(SERVER, "CODE")).toMatchObject({ snoozedUntil: null, counting: true });
    api.me.mockResolvedValueOnce(me({ snoozed_until: "2026-12-02T09:00:00Z", counting: false }));
    await session.refresh();
    expect(store.data.get(keys.ACCOUNT)).toMatchObject({ snoozedUntil: "2026-12-02T09:00:00Z", counting: false });
  });

  it("is not written again when nothing changed, whatever the order in which the browser keeps it", async () => {
    const store = memoryStore();
    const session = new Session(store, server());
    const account = await session.connect(SERVER, "CODE");
    store.data.set(keys.ACCOUNT, Object.fromEntries(Object.entries(account).reverse()));
    const set = vi.spyOn(store, "set");
    await session.refresh();
    expect(set).not.toHaveBeenCalled();
  });

  it("is what was just changed, also when an older answer comes after it", async () => {
    const store = memoryStore();
    const api = server();
    const session = new Session(store, api);
    await session.connect(SERVER, "CODE");
    let answer: (person: Me) => void = () => undefined;
    api.me.mockReturnValueOnce(new Promise((resolve) => { answer = resolve; }));
    const looking = session.refresh();
    await vi.waitFor(() => { expect(api.me).toHaveBeenCalledTimes(2); });
    const paused = me({ counting: false });
    api.me.mockResolvedValue(paused);
    await session.change(() => Promise.resolve(paused));
    answer(me());
    await looking;
    expect(store.data.get(keys.ACCOUNT)).toMatchObject({ counting: false });
  });

  it("counts as snoozed until the moment has come", () => {
    const snoozedUntil = "2026-12-02T09:00:00Z";
    expect(isSnoozed({ snoozedUntil }, Date.parse("2026-12-02T08:59:59Z"))).toBe(true);
    expect(isSnoozed({ snoozedUntil }, Date.parse(snoozedUntil))).toBe(false);
    expect(isSnoozed({ snoozedUntil: null })).toBe(false);
  });
});
