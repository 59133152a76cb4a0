import { describe, expect, it, vi } from "vitest";
import type { Me } from "vertel-schema";
import { createLibrary } from "../src/background/library";
import { createPerson } from "../src/background/person";
import { Session } from "../src/background/session";
import { Failed } from "../src/shared/failure";
import * as keys from "../src/shared/keys";
import { me, SERVER, tokens } from "./documents";
import { memoryStore } from "./memory-store";

async function world() {
  const store = memoryStore();
  const session = new Session(store, {
    exchange: () => Promise.resolve(tokens("first")),
    me: () => Promise.resolve(me()),
    revoke: () => Promise.resolve(),
  });
  await session.connect(SERVER, "CODE");
  const never = (): Promise<never> => Promise.reject(new Error("not asked for here"));
  const shelf = { suggestions: never, link: never, mark: never };
  const library = createLibrary({ store, api: shelf, access: () => session.access(), now: () => 0 });
  const api = {
    changeMe: vi.fn((_access: unknown, wishes: Partial<Me>) => Promise.resolve(me(wishes))),
    myEtag: vi.fn(() => Promise.resolve('"7"')),
    call: never,
    eraseMe: vi.fn(() => Promise.resolve()),
    exportMe: vi.fn(() => Promise.resolve({})),
    transparency: vi.fn(never),
  };
  return { store, api, person: createPerson({ session, api, library }) };
}

describe("a person", () => {
  it("who pauses the counting gets no tracked link that was kept before either", async () => {
    const { store, person } = await world();
    store.data.set(keys.linkKey("x", "personal"), { code: "abc", url: "https://go.example.nl/abc" });
    await person.change({ snoozed_until: null });
    expect(store.data.has(keys.linkKey("x", "personal"))).toBe(true);
    expect(await person.change({ counting: false })).toMatchObject({ counting: false });
    expect([...store.data.keys()].filter(keys.isLink)).toEqual([]);
  });

  it("is erased as they were when they were looked at last, and not when that cannot be known", async () => {
    const { store, api, person } = await world();
    api.myEtag.mockRejectedValueOnce(new Failed("offline"));
    await expect(person.leave()).rejects.toThrow();
    expect(api.eraseMe).not.toHaveBeenCalled();
    expect(store.data.has(keys.LEAVING)).toBe(false);
    await person.leave();
    expect(api.eraseMe).toHaveBeenCalledExactlyOnceWith(expect.objectContaining({ token: "access-first" }), '"7"');
  });
});
