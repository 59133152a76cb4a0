import { describe, expect, it } from "vitest";
import { createSaver, kept, shown, type Draft } from "../src/panel/drafts";
import { draftKey } from "../src/shared/keys";
import { memoryStore } from "./memory-store";

const draft = (text: string): Draft => ({ chosen: "caption", texts: { caption: text }, link: "campaign" });

describe("drafts", () => {
  it("begin to be stored with the first letter, without waiting for a timer", () => {
    const { data, ...store } = memoryStore();
    void createSaver(store)("one", draft("a"));
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
    const save = createSaver(slow);
    await Promise.all(Array.from("goedemorgen", (_, i) => save("one", draft("goedemorgen".slice(0, i + 1)))));
    expect(data.get(draftKey("one"))).toEqual(draft("goedemorgen"));
    expect(writes.length).toBeLessThan(4);
  });

  it("are all handed over in one go when the page is about to close, however slowly storage writes", () => {
    const { data, ...store } = memoryStore();
    let given = 0;
    const never = { ...store, set: (items: Record<string, unknown>) => (given += 1, void store.set(items), new Promise<void>(() => undefined)) };
    const save = createSaver(never);
    for (const text of ["a", "ab", "abc"]) void save("one", draft(text));
    void save("two", draft("x"));
    save.hurry();
    expect([data.get(draftKey("one")), data.get(draftKey("two"))]).toEqual([draft("abc"), draft("x")]);
    expect(given).toBe(3);
  });

  it("of different suggestions do not overtake each other", async () => {
    const { data, ...store } = memoryStore();
    const save = createSaver(store);
    await Promise.all([save("one", draft("a")), save("two", draft("b")), save("one", draft("c"))]);
    expect([data.get(draftKey("one")), data.get(draftKey("two"))]).toEqual([draft("c"), draft("b")]);
  });

  it("go away when there is nothing of one's own left in them", async () => {
    const { data, ...store } = memoryStore();
    const save = createSaver(store);
    await save("one", draft("a"));
    await save("one", null);
    expect(data.size).toBe(0);
  });

  it("go on being stored after storage refused one", async () => {
    const { data, ...store } = memoryStore();
    let refusing = true;
    const save = createSaver({ ...store, set: (items) => (refusing ? Promise.reject(new Error("full")) : store.set(items)) });
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
