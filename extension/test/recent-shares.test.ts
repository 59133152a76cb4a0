import { describe, expect, it } from "vitest";
import { forgetRecent, keepRecent, loadRecent } from "../src/panel/detail/use-shares";
import { uuid7 } from "../src/shared/uuid7";
import { memoryStore } from "./memory-store";

const NOW = Date.parse("2026-11-25T12:00:00Z");
const HOUR = 60 * 60 * 1000;

describe("a text that was shared lately", () => {
  it("is known when the suggestion is opened again, and not with another suggestion", async () => {
    const store = memoryStore();
    const share = uuid7(NOW);
    await keepRecent(share, { suggestionId: "a", text: "Hoi" }, store);
    expect([...await loadRecent("a", store, NOW + HOUR)]).toEqual([["Hoi", share]]);
    expect([...await loadRecent("b", store, NOW + HOUR)]).toEqual([]);
  });

  it("may be shared again a day later, and is not kept any longer", async () => {
    const store = memoryStore();
    await keepRecent(uuid7(NOW), { suggestionId: "a", text: "Hoi" }, store);
    const recent = uuid7(NOW + 20 * HOUR);
    await keepRecent(recent, { suggestionId: "a", text: "Dag" }, store);
    expect([...await loadRecent("a", store, NOW + 24 * HOUR)]).toEqual([["Dag", recent]]);
    expect(store.data.size).toBe(1);
  });

  it("may be shared again when it was undone", async () => {
    const store = memoryStore();
    const share = uuid7(NOW);
    await keepRecent(share, { suggestionId: "a", text: "Hoi" }, store);
    await forgetRecent(share, store);
    expect([...await loadRecent("a", store, NOW)]).toEqual([]);
  });
});
