import { describe, expect, it } from "vitest";
import { createAttention } from "../src/background/attention";
import { mornings } from "../src/panel/detail/remind";
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
  await createAttention({ store, show: (count) => Promise.resolve(void (shown = count)), wake: () => Promise.resolve(), now: () => NOW }).update();
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

describe("a reminder that somebody set", () => {
  const { id: me } = account();
  const due = { [keys.reminderKey(me, old.id)]: NOW };

  it("counts from its day on, once, and for as long as the suggestion can be shared", async () => {
    expect(await numberFor([old], due)).toBe(1);
    expect(await numberFor([old], { [keys.reminderKey(me, old.id)]: NOW + 1 })).toBe(0);
    expect(await numberFor([fresh], { [keys.reminderKey(me, fresh.id)]: NOW })).toBe(1);
    expect(await numberFor([], due)).toBe(0);
    expect(await numberFor([old], { [keys.reminderKey("other", old.id)]: NOW })).toBe(0);
    expect(await numberFor([old], { [keys.reminderKey(me, old.id)]: "soon" })).toBe(0);
  });

  it("is silent while they want to be left alone", async () => {
    expect(await numberFor([old], { ...due, [keys.ACCOUNT]: account({ snoozedUntil: at(NOW + DAY) }) })).toBe(0);
  });

  it("has the worker woken for the next of them", async () => {
    const store = memoryStore();
    await store.set({ [keys.ACCOUNT]: account(), [keys.reminderKey(me, old.id)]: NOW + 3 * DAY, [keys.reminderKey(me, fresh.id)]: NOW + DAY });
    const woken: number[] = [];
    const wake = (when: number) => Promise.resolve(void woken.push(when));
    await createAttention({ store, show: () => Promise.resolve(), wake, now: () => NOW }).update();
    expect(woken).toEqual([NOW + DAY]);
  });

  it("can be for days before it ends only, in the morning", () => {
    const noon = new Date(2026, 10, 25, 12).getTime();
    const hours = (ends: string | null): string[] => mornings(ends, noon).map((time) => `${String(new Date(time).getDate())} ${String(new Date(time).getHours())}`);
    expect(hours(null)).toEqual(["26 9", "28 9", "2 9", "9 9"]);
    expect(hours(new Date(2026, 10, 28, 17).toISOString())).toEqual(["26 9", "28 9"]);
    expect(hours(new Date(2026, 10, 26, 8).toISOString())).toEqual([]);
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
    const attention = createAttention({ store, show: (count) => Promise.resolve(void shown.push(count)), wake: () => Promise.resolve(), now: () => NOW });
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
    const attention = createAttention({ store, show: slowly, wake: () => Promise.resolve(), now: () => NOW });
    const first = attention.update().catch(() => undefined);
    await Promise.resolve();
    await Promise.resolve();
    await store.set({ [keys.ACCOUNT]: undefined });
    await Promise.all([first, attention.update()]);
    expect(shown).toEqual([1, 0]);
  });
});
