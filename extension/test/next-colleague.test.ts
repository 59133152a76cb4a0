import { describe, expect, it } from "vitest";
import { Session } from "../src/background/session";
import * as keys from "../src/shared/keys";
import { me, SERVER, share } from "./documents";
import { server } from "./fake-server";
import { memoryStore } from "./memory-store";

const MINUTE = 60_000;

describe("a session that somebody else begins where the server ended one", () => {
  const [NOOR, SAMIRA] = [me().id, "019aaf4e-6c1b-7d2a-9b0e-3f5d8c7a1e43"];
  const draft = keys.draftKey(NOOR, "x");
  const event = keys.outboxKey("y");

  /** Noor wrote and shared something; then Samira signed in. */
  async function taken() {
    const [store, api, clock] = [memoryStore(), server(), { now: 0 }];
    const session = new Session(store, api, () => clock.now);
    await session.connect(SERVER, "CODE");
    await store.set({ [draft]: "a draft", [event]: { owner: NOOR, share: share() }, [keys.libraryKey({})]: "suggestions", [keys.recentShareKey("y")]: "a text" });
    api.me.mockResolvedValueOnce(me({ id: SAMIRA }));
    await session.connect(SERVER, "CODE");
    return { store, api, clock, session };
  }

  it("leaves nothing of what the one before had fetched, and keeps what they wrote and shared", async () => {
    const { store } = await taken();
    expect([...store.data.keys()].sort()).toEqual([keys.ACCOUNT, draft, keys.FORMER, event, keys.SESSION].sort());
  });

  it("gives it back when they come again", async () => {
    const { store, session } = await taken();
    await session.connect(SERVER, "CODE");
    expect([...store.data.keys()].sort()).toEqual([keys.ACCOUNT, draft, keys.FORMER, event, keys.SESSION].sort());
    expect(store.data.get(keys.FORMER)).toMatchObject([{ id: SAMIRA }]);
  });

  it("keeps it also when that one signs out, but not for ever", async () => {
    const { store, clock, session } = await taken();
    await session.end();
    expect([...store.data.keys()].sort()).toEqual([draft, keys.FORMER, event].sort());
    clock.now += 31 * 24 * 60 * MINUTE;
    await session.sweep();
    expect(store.data.size).toBe(0);
  });
});
