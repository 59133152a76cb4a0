import { describe, expect, it, vi } from "vitest";
import { Session } from "../src/background/session";
import { Failed } from "../src/shared/failure";
import * as keys from "../src/shared/keys";
import { SERVER, tokens } from "./documents";
import { server } from "./fake-server";
import { memoryStore } from "./memory-store";

const MINUTE = 60_000;

describe("a session", () => {
  it("that begins while a call finds none is not ended by that call", async () => {
    const store = memoryStore();
    const session = new Session(store, server());
    await session.connect(SERVER, "BEFORE");
    store.data.delete(keys.SESSION);
    const get = store.get.bind(store);
    vi.spyOn(store, "get").mockImplementationOnce(async (names) => {
      const found = await get(names);
      await session.connect(SERVER, "CODE");
      return found;
    });
    await expect(session.access()).rejects.toMatchObject({ failure: { kind: "signed_out" } });
    expect(store.data.get(keys.ACCOUNT)).toMatchObject({ ended: false });
    expect((await session.access()).token).toBe("access-first");
  });

  it("of another worker is not ended by one that was refused", async () => {
    const [store, api] = [memoryStore(), server()];
    let now = 0;
    const session = new Session(store, api, () => now);
    await session.connect(SERVER, "CODE");
    now = 20 * MINUTE;
    api.exchange.mockImplementationOnce(async () => {
      const other = server({ exchange: () => Promise.resolve(tokens("other")) });
      await new Session(store, other, () => now).connect(SERVER, "OTHER");
      throw new Failed("refused");
    });
    await expect(session.access()).rejects.toMatchObject({ failure: { kind: "signed_out" } });
    expect(store.data.get(keys.ACCOUNT)).toMatchObject({ ended: false });
    expect(store.data.has(keys.SESSION)).toBe(true);
  });
});
