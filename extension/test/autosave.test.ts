import { describe, expect, it, vi } from "vitest";
import { Autosave } from "../src/panel/autosave";
import { draftOf, type Draft } from "../src/panel/drafts";
import { loadAside } from "../src/panel/set-aside";
import { draftKey, imageKey } from "../src/shared/keys";
import { memoryStore } from "./memory-store";
import { refusing, spareIn } from "./spare";

const ME = "me";
const draft = (text: string): Draft => ({ chosen: "caption", texts: { caption: text }, link: "campaign" });
const [ONE, TWO] = [draftOf(ME, "one"), draftOf(ME, "two")];
const here = (): Promise<string[]> => Promise.resolve([ME]);

/** One computer: its storage, what pages left, and a clock. Each window has an autosave of its own. */
function computer() {
  const [store, left, clock] = [memoryStore(), {} as Record<string, string>, { now: 1000 }];
  const spare = spareIn(left);
  const window = (parts: { store?: typeof store; spare?: typeof spare } = {}): Autosave =>
    new Autosave(parts.store ?? store, parts.spare ?? spare, () => clock.now);
  const texts = (id: string): unknown => (store.data.get(draftKey(ME, id)) as Draft | undefined)?.texts.caption;
  const aside = async (): Promise<string[]> => (await loadAside(ME, store)).map(({ words }) => words);
  return { store, left, spare, clock, window, texts, aside };
}

const full = (): Promise<never> => Promise.reject(new Error("QUOTA_BYTES quota exceeded"));
const never = () => new Promise<never>(() => undefined);

describe("what is written", () => {
  it("is stored from the first letter on, without waiting for a timer", async () => {
    const { window, texts } = computer();
    await window().save(ONE.key, draft("a"));
    expect(texts("one")).toBe("a");
  });

  it("ends with the last letter, however slowly storage writes", async () => {
    const { store, window, texts } = computer();
    const set = vi.fn(async (items: Record<string, unknown>) => {
      await new Promise((resolve) => setTimeout(resolve));
      await store.set(items);
    });
    const autosave = window({ store: { ...store, set } });
    await Promise.all(Array.from("goedemorgen", (_, i) => autosave.save(ONE.key, draft("goedemorgen".slice(0, i + 1)))));
    expect(texts("one")).toBe("goedemorgen");
    expect(set.mock.calls.length).toBeLessThan(4);
  });

  it("is found again with its last letter, though the page went before storage had answered once", async () => {
    const { store, left, window, texts } = computer();
    await store.set({ [TWO.key]: draft("old") });
    const autosave = window({ store: { ...store, get: never } });
    for (const text of ["a", "ab", "abc"]) void autosave.save(ONE.key, draft(text));
    void autosave.save(TWO.key, null);

    const next = window();
    expect((await next.load(ONE))?.texts).toEqual({ caption: "abc" });
    await next.recover(here);
    expect([texts("one"), texts("two")]).toEqual(["abc", undefined]);
    expect(left).toEqual({});
  });

  it("is left nowhere else once storage has it", async () => {
    const { left, window } = computer();
    const autosave = window();
    void autosave.save(ONE.key, draft("a"));
    await autosave.save(ONE.key, draft("ab"));
    expect(left).toEqual({});
  });

  it("goes away when there is nothing of one's own left in it", async () => {
    const { store, window } = computer();
    const autosave = window();
    await autosave.save(ONE.key, draft("a"));
    await autosave.save(ONE.key, null);
    expect(store.data.size).toBe(0);
  });
});

describe("when the disk is full", () => {
  it("pictures make way, and the caption is kept", async () => {
    const { store, window, texts } = computer();
    await store.set({ [imageKey("a")]: "data:a" });
    const set = (items: Record<string, unknown>) => (store.data.has(imageKey("a")) ? full() : store.set(items));
    await window({ store: { ...store, set } }).save(ONE.key, draft("Van mij"));
    expect(texts("one")).toBe("Van mij");
  });

  it("the text waits in the other storage of the page, and comes home when there is room", async () => {
    const { store, window, texts, left } = computer();
    const crowded = window({ store: { ...store, set: full } });
    await crowded.save(ONE.key, draft("Van mij"));
    expect(crowded.unkept.size).toBe(0);
    expect((await window({ store: { ...store, set: full } }).load(ONE))?.texts).toEqual({ caption: "Van mij" });
    await window().recover(here);
    expect([texts("one"), left]).toEqual(["Van mij", {}]);
  });

  it("the writer is told when nothing keeps it, until it is kept", async () => {
    const { store, window, texts } = computer();
    const set = vi.fn(full);
    const autosave = window({ store: { ...store, set: (items) => set.getMockImplementation() === full ? set() : store.set(items) }, spare: refusing });
    const told = vi.fn();
    autosave.onUnkept(told);
    await autosave.save(ONE.key, draft("Van mij"));
    expect(told).toHaveBeenCalledOnce();
    expect([...autosave.unkept.values()]).toMatchObject([{ texts: { caption: "Van mij" } }]);
    set.mockImplementation(never);
    await autosave.retry();
    expect([autosave.unkept.size, texts("one")]).toEqual([0, "Van mij"]);
    expect(told).toHaveBeenCalledTimes(2);
  });

  it("goes on keeping after storage refused once", async () => {
    const { store, window, texts } = computer();
    let isFull = true;
    const autosave = window({ store: { ...store, set: (items) => (isFull ? full() : store.set(items)) }, spare: refusing });
    await autosave.save(ONE.key, draft("a"));
    isFull = false;
    await autosave.save(ONE.key, draft("ab"));
    expect([texts("one"), autosave.unkept.size]).toEqual(["ab", 0]);
  });
});

describe("of two windows", () => {
  it("the newest text stands, whichever was left last, and the other is set aside", async () => {
    const { store, clock, window, texts, aside } = computer();
    const older = window({ store: { ...store, get: never } });
    void older.save(ONE.key, draft("Oud venster"));
    clock.now += 1000;
    const newer = window();
    await newer.load(TWO);
    await store.set({ [ONE.key]: { ...draft("Nieuw venster"), at: clock.now } });
    await window().recover(here);
    expect(texts("one")).toBe("Nieuw venster");
    expect(await aside()).toEqual(["Oud venster"]);
  });

  it("what one wrote on unseen by the other is not overwritten without a trace", async () => {
    const { clock, window, texts, aside } = computer();
    const [first, second] = [window(), window()];
    await first.load(ONE);
    await second.load(ONE);
    await first.save(ONE.key, draft("Van het eerste"));
    clock.now += 1000;
    await second.save(ONE.key, draft("Van het tweede"));
    expect(texts("one")).toBe("Van het tweede");
    expect(await aside()).toEqual(["Van het eerste"]);
  });

  it("an earlier state of the same text is no loss", async () => {
    const { clock, window, aside } = computer();
    const [first, second] = [window(), window()];
    await first.save(ONE.key, draft("Taart"));
    clock.now += 1000;
    await second.save(ONE.key, draft("Taart op tafel"));
    expect(await aside()).toEqual([]);
  });

  it("words that were deleted just before the page went are no loss", async () => {
    const { store, window, texts, aside } = computer();
    await window().save(ONE.key, draft("Taart op tafel"));
    const gate = { isShut: false };
    const closing = window({ store: { ...store, get: (names) => (gate.isShut ? never() : store.get(names)) } });
    await closing.load(ONE);
    gate.isShut = true;
    void closing.save(ONE.key, draft("Taart"));
    await window().recover(here);
    expect([texts("one"), await aside()]).toEqual(["Taart", []]);
  });

  it("a clock that was set back lets the last one stand", async () => {
    const { clock, window, texts } = computer();
    await window().save(ONE.key, draft("Eerst"));
    clock.now -= 3_600_000;
    const next = window();
    await next.load(ONE);
    await next.save(ONE.key, draft("Eerst, en dan"));
    expect(texts("one")).toBe("Eerst, en dan");
    expect((await window().load(ONE))?.texts).toEqual({ caption: "Eerst, en dan" });
  });
});

describe("what cannot be read", () => {
  it.each([
    ["of another type", "Mijn tekst"],
    ["with a part of another type", { chosen: "caption", texts: { caption: "Mijn tekst", other: 7 }, link: "campaign" }],
    ["of a newer version", { chosen: "caption", texts: { caption: "Mijn tekst" }, link: "somebody" }],
  ])("is set aside for its writer: a draft %s", async (_, damaged) => {
    const { store, window, aside } = computer();
    await store.set({ [ONE.key]: damaged });
    expect(await window().load(ONE)).toBeUndefined();
    expect(store.data.has(ONE.key)).toBe(false);
    expect(await aside()).toEqual(["Mijn tekst"]);
  });

  it("stays where it is while there is no room to set it aside, and is set aside with the first letter that has room", async () => {
    const { store, window, aside } = computer();
    await store.set({ [ONE.key]: "Mijn tekst" });
    let isFull = true;
    const autosave = window({ store: { ...store, set: (items) => (isFull ? full() : store.set(items)) } });
    await autosave.load(ONE);
    expect(store.data.get(ONE.key)).toBe("Mijn tekst");
    isFull = false;
    await autosave.save(ONE.key, draft("Opnieuw"));
    expect(await aside()).toEqual(["Mijn tekst"]);
  });

  it("is set aside also when a newer version left it in its last moment", async () => {
    const { left, window, aside } = computer();
    left[ONE.key] = JSON.stringify({ at: 5, value: { ...draft("Mijn tekst"), link: "somebody", at: 5 }, seen: 0 });
    const next = window();
    void next.recover(here);
    expect(await next.load(ONE)).toBeUndefined();
    expect(await aside()).toEqual(["Mijn tekst"]);
  });

  it("is set aside also when a page left it in its last moment", async () => {
    const { left, window, aside } = computer();
    left[ONE.key] = '{"at":1,"value":{"texts":{"caption":"Mijn te';
    const next = window();
    expect(await next.load(ONE)).toBeUndefined();
    await next.recover(here);
    expect(left).toEqual({});
    expect(await aside()).toEqual(['{"at":1,"value":{"texts":{"caption":"Mijn te']);
  });
});

describe("a page that somebody else opens", () => {
  it("forgets what was left by who signed out, and keeps it of who may come back", async () => {
    const { store, left, window } = computer();
    for (const owner of ["gone", "waits"]) {
      const autosave = window({ store: { ...store, get: never } });
      void autosave.save(draftKey(owner, "one"), draft(`Van ${owner}`));
    }
    await window().recover(() => Promise.resolve([ME, "waits"]));
    expect(left).toEqual({});
    expect([...store.data.keys()]).toEqual([draftKey("waits", "one")]);
  });

  it("writes nothing more of who has gone", async () => {
    const { store, window } = computer();
    const gate = { open: (): void => undefined };
    const waits = new Promise<void>((resolve) => { gate.open = resolve; });
    const autosave = window({ store: { ...store, get: (names) => waits.then(() => store.get(names)) } });
    const first = autosave.save(ONE.key, draft("a"));
    void autosave.save(ONE.key, draft("ab"));
    autosave.forget();
    gate.open();
    await first;
    expect(store.data.size).toBe(0);
  });
});
