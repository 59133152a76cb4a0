import { describe, expect, it } from "vitest";
import { createLastMoment } from "../src/shared/last-moment";
import { refusing, spareIn } from "./spare";

const refuse = (): never => { throw new DOMException("The operation is insecure.", "SecurityError"); };

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
