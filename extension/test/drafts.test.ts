import { describe, expect, it } from "vitest";
import { createSaver, kept, recoverDrafts, shown, unfinished, type Draft } from "../src/panel/drafts";
import type { Spare } from "../src/shared/last-moment";
import { draftKey, OPEN, openedKey } from "../src/shared/keys";
import type { Suggestion } from "../src/shared/shapes";
import { suggestion } from "./documents";
import { memoryStore } from "./memory-store";

const draft = (text: string): Draft => ({ chosen: "caption", texts: { caption: text }, link: "campaign" });

/** Like `localStorage`: what it holds are its own names. */
function spare(): Spare {
  const methods = {
    getItem(this: Record<string, string>, key: string) { return this[key] ?? null; },
    setItem(this: Record<string, string>, key: string, value: string) { this[key] = value; },
    removeItem(this: Record<string, string>, key: string) { Reflect.deleteProperty(this, key); },
  };
  return Object.create(methods) as Spare;
}

describe("drafts", () => {
  it("begin to be stored with the first letter, without waiting for a timer", () => {
    const { data, ...store } = memoryStore();
    void createSaver(store, spare())("one", draft("a"));
    expect(data.get(draftKey("one"))).toEqual(draft("a"));
  });

  it("end with the last letter, however slowly storage writes", async () => {
    const { data, ...store } = memoryStore();
    const writes: string[] = [];
    const slow = {
      ...store,
      set: async (items: Record<string, unknown>) => {
        await new Promise((resolve) => setTimeout(resolve));
        writes.push("write");
        await store.set(items);
      },
    };
    const save = createSaver(slow, spare());
    await Promise.all(Array.from("goedemorgen", (_, i) => save("one", draft("goedemorgen".slice(0, i + 1)))));
    expect(data.get(draftKey("one"))).toEqual(draft("goedemorgen"));
    expect(writes.length).toBeLessThan(4);
  });

  it("are found again with their last letter, though the page went before storage had answered once", async () => {
    const left = spare();
    const neverAnswers = { set: () => new Promise<void>(() => undefined), remove: () => new Promise<void>(() => undefined) };
    const save = createSaver(neverAnswers, left);
    for (const text of ["a", "ab", "abc"]) void save("one", draft(text));
    void save("two", null);
    save.leave();

    const { data, ...store } = memoryStore(new Map([[draftKey("two"), draft("old")]]));
    await recoverDrafts(store, left);
    expect([...data]).toEqual([[draftKey("one"), draft("abc")]]);
    expect(Object.keys(left)).toEqual([]);
  });

  it("are left nowhere else once storage has them", async () => {
    const { data: _data, ...store } = memoryStore();
    const left = spare();
    const save = createSaver(store, left);
    void save("one", draft("a"));
    save.leave();
    await save("one", draft("ab"));
    save.leave();
    expect(Object.keys(left)).toEqual([]);
  });

  it("of different suggestions do not overtake each other", async () => {
    const { data, ...store } = memoryStore();
    const save = createSaver(store, spare());
    await Promise.all([save("one", draft("a")), save("two", draft("b")), save("one", draft("c"))]);
    expect([data.get(draftKey("one")), data.get(draftKey("two"))]).toEqual([draft("c"), draft("b")]);
  });

  it("go away when there is nothing of one's own left in them", async () => {
    const { data, ...store } = memoryStore();
    const save = createSaver(store, spare());
    await save("one", draft("a"));
    await save("one", null);
    expect(data.size).toBe(0);
  });

  it("go on being stored after storage refused one", async () => {
    const { data, ...store } = memoryStore();
    let refusing = true;
    const save = createSaver({ ...store, set: (items) => (refusing ? Promise.reject(new Error("full")) : store.set(items)) }, spare());
    await save("one", draft("a"));
    refusing = false;
    await save("one", draft("b"));
    expect(data.get(draftKey("one"))).toEqual(draft("b"));
  });

  it("show the real link and keep the mark, so that another link can take its place", () => {
    const url = "https://go.example.nl/k7qm4tr";
    expect(shown("Kijk: {link}!", url)).toBe(`Kijk: ${url}!`);
    expect(kept(`Kijk dan: ${url}!`, url)).toBe("Kijk dan: {link}!");
    expect(kept(shown("Zonder link", url), url)).toBe("Zonder link");
  });
});

describe("what lies unfinished", () => {
  it("can be read on when its suggestion has left the list: a copy stays for as long as there is a draft", async () => {
    const [left, looked, open] = ["left", "looked", "open"].map((id) => suggestion({ id })) as [Suggestion, Suggestion, Suggestion];
    const store = memoryStore();
    await store.set({ [draftKey("left")]: draft("Van mij {link}"), [draftKey("posted")]: { ...draft("Weg"), inserted: true }, [OPEN]: "open" });
    for (const one of [left, looked, open]) await store.set({ [openedKey(one.id)]: one });
    expect(await unfinished(store)).toEqual({ ids: new Set(["left"]), opened: [{ suggestion: left, words: "Van mij" }] });
    expect([...store.data.keys()].filter((key) => key.startsWith("opened:"))).toEqual([openedKey("left"), openedKey("open")]);
  });
});
