import { beforeEach, expect, it, vi } from "vitest";
import * as keys from "../src/shared/keys";
import { hasMoved, loadStart } from "../src/panel/state";

const stored = vi.hoisted(() => new Map<string, unknown>());
vi.mock("../src/shared/browser", () => ({
  managed: { get: () => Promise.resolve({}) },
  storage: {
    get: (names: readonly string[]) => Promise.resolve(Object.fromEntries(names.map((name) => [name, stored.get(name)]))),
  },
}));

beforeEach(() => {
  stored.clear();
  // as an older version stored it, without what came later
  stored.set(keys.ACCOUNT, { id: "1", languages: ["nl"], ended: false });
});

it("is the same as long as nothing else is stored", async () => {
  expect(await hasMoved(await loadStart())).toBe(false);
});

it.each([
  ["a session that ended", keys.ACCOUNT, { id: "1", languages: ["nl"], ended: true }],
  ["a sign-out", keys.ACCOUNT, undefined],
  ["an erasure", keys.LEAVING, "done"],
])("is another after %s while the panel was opening", async (_, key, value) => {
  const start = await loadStart();
  stored.set(key, value);
  expect(await hasMoved(start)).toBe(true);
});
