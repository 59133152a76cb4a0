import { describe, expect, it } from "vitest";
import { forgetTold, keepTold, loadTold } from "../src/panel/detail/told";
import { uuid7 } from "../src/shared/uuid7";
import { memoryStore } from "./memory-store";

const NOW = Date.parse("2026-11-25T12:00:00Z");
const HOUR = 60 * 60 * 1000;

describe("a text of which the organisation was told", () => {
  it("is known when the suggestion is opened again, and not with another suggestion", async () => {
    const store = memoryStore();
    const share = uuid7(NOW);
    await keepTold(share, { suggestionId: "a", text: "Hoi" }, store);
    expect([...await loadTold("a", store, NOW + HOUR)]).toEqual([["Hoi", share]]);
    expect([...await loadTold("b", store, NOW + HOUR)]).toEqual([]);
  });

  it("may be told again a day later, and is not kept any longer", async () => {
    const store = memoryStore();
    await keepTold(uuid7(NOW), { suggestionId: "a", text: "Hoi" }, store);
    const recent = uuid7(NOW + 20 * HOUR);
    await keepTold(recent, { suggestionId: "a", text: "Dag" }, store);
    expect([...await loadTold("a", store, NOW + 24 * HOUR)]).toEqual([["Dag", recent]]);
    expect(store.data.size).toBe(1);
  });

  it("may be told again when it was undone", async () => {
    const store = memoryStore();
    const share = uuid7(NOW);
    await keepTold(share, { suggestionId: "a", text: "Hoi" }, store);
    await forgetTold(share, store);
    expect([...await loadTold("a", store, NOW)]).toEqual([]);
  });
});
