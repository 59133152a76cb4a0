import { describe, expect, it } from "vitest";
import { createAttention } from "../src/background/attention";
import * as keys from "../src/shared/keys";
import { isNew, withSeen, type Seen } from "../src/shared/seen";
import { account, suggestion } from "./documents";
import { memoryStore } from "./memory-store";

const DAY = 86_400_000;
const BEGAN = Date.parse("2026-11-20T00:00:00Z");
const NOW = BEGAN + 5 * DAY;
const at = (time: number): string => new Date(time).toISOString();

const old = suggestion({ created_at: at(BEGAN - DAY) });
const fresh = suggestion({ created_at: at(BEGAN + DAY) });
const planned = suggestion({ created_at: at(BEGAN - DAY), publish_at: at(BEGAN + 2 * DAY) });
const closed = suggestion({ created_at: at(BEGAN + DAY), expires_at: at(NOW - 1) });

async function numberFor(items: unknown[], more: Record<string, unknown> = {}): Promise<number> {
  const store = memoryStore();
  const seen: Seen = { since: BEGAN, ids: [] };
  await store.set({ [keys.ACCOUNT]: account(), [keys.SEEN]: seen, [keys.libraryKey({})]: { items, nextCursor: null, fetchedAt: 0 }, ...more });
  let shown = -1;
  await createAttention({ store, show: (count) => Promise.resolve(void (shown = count)), now: () => NOW }).update();
  return shown;
}

describe("what is new", () => {
  it("is nothing in the very first list, whatever its dates", () => {
    expect(isNew(fresh, undefined)).toBe(false);
    const seen = withSeen(undefined, [], NOW);
    expect([old, fresh, planned].filter((item) => isNew(item, seen))).toEqual([]);
  });

  it("is what was written or published after that, until it has stood in the list", () => {
    const seen: Seen = { since: BEGAN, ids: [] };
    expect([old, fresh, planned].filter((item) => isNew(item, seen))).toEqual([fresh, planned]);
    expect(isNew(fresh, withSeen(seen, [fresh.id], NOW))).toBe(false);
  });

  it("is remembered for the latest thousand", () => {
    const ids = Array.from({ length: 1200 }, (_, i) => String(i));
    const seen = ids.reduce<Seen>((before, id) => withSeen(before, [id, id], NOW), { since: BEGAN, ids: [] });
    expect(seen.ids).toHaveLength(1000);
    expect(seen.ids[0]).toBe("1199");
  });
});

describe("the number on the toolbar button", () => {
  it("counts what is new and can still be shared", async () => {
    expect(await numberFor([old, fresh, planned, closed])).toBe(2);
  });

  it.each([
    ["before anything was shown", { [keys.SEEN]: undefined }],
    ["after signing out", { [keys.ACCOUNT]: undefined }],
    ["when the sign-in has ended", { [keys.ACCOUNT]: account({ ended: true }) }],
    ["during a snooze", { [keys.ACCOUNT]: account({ snoozedUntil: at(NOW + 1) }) }],
  ])("is not there %s", async (_, state) => {
    expect(await numberFor([fresh], state)).toBe(0);
  });

  it("is back after a snooze", async () => {
    expect(await numberFor([fresh], { [keys.ACCOUNT]: account({ snoozedUntil: at(NOW) }) })).toBe(1);
  });

  it("goes when the list was seen, and changes with nothing else that is stored", async () => {
    const store = memoryStore();
    const shown: number[] = [];
    const attention = createAttention({ store, show: (count) => Promise.resolve(void shown.push(count)), now: () => NOW });
    await store.set({ [keys.ACCOUNT]: account(), [keys.SEEN]: { since: BEGAN, ids: [] } });
    await store.set({ [keys.libraryKey({})]: { items: [fresh], nextCursor: null, fetchedAt: 0 } });
    await attention.update();
    await attention.saw([fresh.id]);
    await attention.update();
    attention.updateAfter(["draft:1", keys.libraryKey({ kind: "story" })]);
    expect(shown).toEqual([1, 0]);
  });

  it("is the latest, however long an earlier one takes to be shown", async () => {
    const store = memoryStore();
    const library = { [keys.libraryKey({})]: { items: [fresh], nextCursor: null, fetchedAt: 0 } };
    await store.set({ [keys.ACCOUNT]: account(), [keys.SEEN]: { since: BEGAN, ids: [] }, ...library });
    const shown: number[] = [];
    const slowly = async (count: number): Promise<void> => {
      for (let turn = 0; turn < 20 * count; turn += 1) await Promise.resolve();
      shown.push(count);
      if (count === 1) throw new Error("the button has gone");
    };
    const attention = createAttention({ store, show: slowly, now: () => NOW });
    const first = attention.update().catch(() => undefined);
    await Promise.resolve();
    await Promise.resolve();
    await store.set({ [keys.ACCOUNT]: undefined });
    await Promise.all([first, attention.update()]);
    expect(shown).toEqual([1, 0]);
  });
});
