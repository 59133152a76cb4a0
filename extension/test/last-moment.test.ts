import { afterEach, describe, expect, it, vi } from "vitest";
import { createLastMoment } from "../src/shared/last-moment";
import { refusing, spareIn } from "./spare";

const refuse = (): never => { throw new DOMException("The operation is insecure.", "SecurityError"); };

afterEach(() => { vi.unstubAllGlobals(); });

describe("what a page can leave in its last moment", () => {
  it("is found by the next page", () => {
    const held = {};
    expect(spareIn(held).set("a", "text")).toBe(true);
    expect([spareIn(held).get("a"), spareIn(held).keys()]).toEqual(["text", ["a"]]);
    spareIn(held).remove("a");
    expect(spareIn(held).keys()).toEqual([]);
  });

  it("is nothing where site data is blocked, and nobody fails over it", () => {
    expect([refusing.set("a", "text"), refusing.get("a"), refusing.keys()]).toEqual([false, null, []]);
    expect(() => { refusing.remove("a"); }).not.toThrow();
  });

  it("says when it has no room", () => {
    const full = createLastMoment(() => ({ getItem: () => null, removeItem: () => undefined, setItem: refuse }));
    expect(full.set("a", "text")).toBe(false);
  });
});

describe("a page whose site data is blocked", () => {
  // what it has loaded is not for other tests
  afterEach(() => { vi.resetModules(); });

  it("comes as far as saying so: nothing throws before it asks", async () => {
    vi.stubGlobal("BroadcastChannel", function (): void { refuse(); });
    vi.stubGlobal("indexedDB", { open: refuse });
    vi.resetModules();
    vi.doUnmock("idb-keyval");
    const { createStorage: create } = await import("../src/web/store");
    const storage = create(true);
    await expect(storage.get(["account"])).rejects.toThrow("insecure");
    await expect(storage.keys()).rejects.toThrow("insecure");
  });
});
