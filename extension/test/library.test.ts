import { describe, expect, it, vi } from "vitest";
import type { Fetched } from "../src/background/api";
import { createLibrary, type LibraryDependencies } from "../src/background/library";
import { Failed } from "../src/shared/failure";
import * as keys from "../src/shared/keys";
import { uuid7 } from "../src/shared/uuid7";
import { IMAGE, SERVER, suggestion } from "./documents";
import { memoryStore } from "./memory-store";

const page = (title: string) => ({
  unchanged: false as const,
  page: { items: [suggestion({ title })], next_cursor: null },
  etag: '"v1"',
});

function world() {
  const store = memoryStore();
  const clock = { now: 1000 };
  const api = {
    suggestions: vi.fn<LibraryDependencies["api"]["suggestions"]>(() => Promise.resolve(page("Taart"))),
    link: vi.fn<LibraryDependencies["api"]["link"]>(() => Promise.resolve({ code: "k7qm4tr", url: "https://go.example/k7qm4tr" })),
    mark: vi.fn<LibraryDependencies["api"]["mark"]>(() => Promise.resolve()),
  };
  const access = () => Promise.resolve({ server: SERVER, token: "t", renew: () => Promise.resolve("t") });
  return { store, api, clock, library: createLibrary({ store, api, access, now: () => clock.now }) };
}

describe("suggestions", () => {
  it("are kept for the next time the panel opens", async () => {
    const { store, library } = world();
    const fetched = await library.fetchPage({});
    expect(store.data.get(keys.libraryKey({}))).toEqual(fetched);
  });

  it("that did not change are kept, with the time they were found unchanged", async () => {
    const { api, clock, library } = world();
    await library.fetchPage({});
    api.suggestions.mockResolvedValueOnce({ unchanged: true });
    clock.now = 2000;
    expect(await library.fetchPage({})).toMatchObject({ items: [{ title: "Taart" }], fetchedAt: 2000 });
    expect(api.suggestions.mock.lastCall?.[2]).toBe('"v1"');
  });

  it("that did not change are not written anew: only the time is", async () => {
    const { api, store, library } = world();
    await library.fetchPage({});
    api.suggestions.mockResolvedValueOnce({ unchanged: true });
    const set = vi.spyOn(store, "set");
    await library.fetchPage({});
    expect(set.mock.calls.map(([items]) => Object.keys(items))).toEqual([[keys.checkedKey({})]]);
  });

  it("that left the list take their picture along, unless another one shows it too", async () => {
    const { api, store, library } = world();
    const [a, b, c] = [uuid7(), uuid7(), uuid7()];
    const showing = (id: string) => suggestion({ image: { ...IMAGE, id } });
    const answer = (...ids: string[]) => ({ ...page(""), page: { items: ids.map(showing), next_cursor: null } });
    for (const id of [a, b, c]) store.data.set(keys.imageKey(id), "data:x");
    api.suggestions.mockResolvedValueOnce(answer(a, b, b, c));
    await library.fetchPage({});
    api.suggestions.mockResolvedValueOnce(answer(b, c));
    await library.fetchPage({});
    expect([...store.data.keys()].filter(keys.isImage)).toEqual([b, c].map(keys.imageKey));
  });

  it("that cannot be read are fetched anew, all of them", async () => {
    const { api, store, library } = world();
    await library.fetchPage({});
    const list = store.data.get(keys.libraryKey({})) as { items: unknown[] };
    store.data.set(keys.libraryKey({}), { ...list, items: [...list.items, { title: 7 }] });
    await library.fetchPage({});
    expect(api.suggestions.mock.lastCall?.[2]).toBeNull();
    expect(store.data.get(keys.libraryKey({}))).toMatchObject({ items: [{ title: "Taart" }] });
  });

  it("stay as they were when the server cannot be reached", async () => {
    const { store, api, library } = world();
    await library.fetchPage({});
    api.suggestions.mockRejectedValueOnce(new Failed("offline"));
    await expect(library.fetchPage({})).rejects.toMatchObject({ failure: { kind: "offline" } });
    expect(store.data.has(keys.libraryKey({}))).toBe(true);
  });

  it("and a link are answered also when the disk is full", async () => {
    const { store, library } = world();
    vi.spyOn(store, "set").mockRejectedValue(new Error("disk full"));
    expect(await library.fetchPage({})).toMatchObject({ items: [{ title: "Taart" }] });
    expect(await library.link("x", "personal")).toMatchObject({ code: "k7qm4tr" });
  });

  it.each([
    ["a search", { q: "taart" }, undefined],
    ["a later page", {}, "cursor"],
  ])("of %s are not kept in place of the list", async (_, query, cursor) => {
    const { store, library } = world();
    await library.fetchPage(query, cursor);
    expect(store.data.size).toBe(0);
  });
});

describe("a tracked link", () => {
  it("is asked for once", async () => {
    const { api, library } = world();
    await library.link("s", "campaign");
    expect(await library.link("s", "campaign")).toEqual({ code: "k7qm4tr", url: "https://go.example/k7qm4tr" });
    expect(api.link).toHaveBeenCalledOnce();
  });

  it("of one scope is not given for the other", async () => {
    const { api, library } = world();
    await library.link("s", "campaign");
    await library.link("s", "personal");
    expect(api.link).toHaveBeenCalledTimes(2);
  });
});

describe("a mark", () => {
  const cake = suggestion({ title: "Taart" });
  const pump = suggestion({ title: "Pomp", saved: true });
  const ALL = keys.libraryKey({});
  const STORIES = keys.libraryKey({ kind: "story" });
  const SAVED = keys.libraryKey({ marked: "saved" });

  /** With a server that knows what is marked, as far as these lists go. */
  async function marking() {
    const parts = world();
    const server = { saved: new Set([pump.id]), hidden: new Set<string>() };
    parts.api.suggestions.mockImplementation((_, query, etag) => {
      const items = [cake, pump]
        .filter(({ id }) => (query.marked === undefined ? !server.hidden.has(id) : server[query.marked].has(id)))
        .map((item) => ({ ...item, saved: server.saved.has(item.id) }));
      const now = JSON.stringify(items);
      if (etag === now) return Promise.resolve({ unchanged: true });
      return Promise.resolve({ unchanged: false, page: { items, next_cursor: null }, etag: now });
    });
    parts.api.mark.mockImplementation((_, id, mark) => {
      if (mark === "save") server.saved.add(id);
      if (mark === "hide") server.hidden.add(id);
      if (mark === "unsave" || mark === "hide") server.saved.delete(id);
      if (mark === "unhide" || mark === "save") server.hidden.delete(id);
      return Promise.resolve();
    });
    for (const query of [{}, { kind: "story" as const }, { marked: "saved" as const }, { marked: "hidden" as const }]) {
      await parts.library.fetchPage(query);
    }
    const titles = (key: string) => (parts.store.data.get(key) as { items: { title: string }[] }).items.map(({ title }) => title);
    return { ...parts, titles };
  }

  it("of saving shows in every list that is stored, and brings it among those that are saved, where the server has it", async () => {
    const { store, library, titles } = await marking();
    await library.mark(cake.id, "save");
    for (const key of [ALL, STORIES]) expect(store.data.get(key)).toMatchObject({ items: [{ saved: true }, { saved: true }] });
    expect(titles(SAVED)).toEqual(["Taart", "Pomp"]);
    await library.mark(pump.id, "unsave");
    expect(titles(SAVED)).toEqual(["Taart"]);
  });

  it("leaves lists alone that it says nothing of", async () => {
    const { store, library } = await marking();
    const set = vi.spyOn(store, "set");
    await library.mark(cake.id, "save");
    const written = set.mock.calls.flatMap(([items]) => Object.keys(items)).filter((key) => key.startsWith("library:"));
    expect(written.sort()).toEqual([ALL, STORIES, SAVED].sort());
  });

  it("of hiding takes it out of every list, also the saved ones, and undoing puts it back where it was", async () => {
    const { library, titles } = await marking();
    await library.mark(pump.id, "hide");
    expect([ALL, STORIES, SAVED].map(titles)).toEqual([["Taart"], ["Taart"], []]);
    expect(titles(keys.libraryKey({ marked: "hidden" }))).toEqual(["Pomp"]);
    await library.mark(pump.id, "unhide");
    expect(titles(ALL)).toEqual(["Taart", "Pomp"]);
    await library.fetchPage({ kind: "story" });
    expect(titles(STORIES)).toEqual(["Taart", "Pomp"]);
  });

  it("that the server does not have leaves the stored lists as they were", async () => {
    const { api, library, titles } = await marking();
    api.mark.mockRejectedValueOnce(new Failed("offline"));
    await expect(library.mark(cake.id, "hide")).rejects.toMatchObject({ failure: { kind: "offline" } });
    expect(titles(ALL)).toEqual(["Taart", "Pomp"]);
    await library.mark(cake.id, "hide");
    expect(titles(ALL)).toEqual(["Pomp"]);
  });

  it("is not undone by an answer that was on its way when it was made", async () => {
    const { api, library, titles } = await marking();
    let answer: (old: Fetched) => void = () => undefined;
    api.suggestions.mockReturnValueOnce(new Promise((resolve) => { answer = resolve; }));
    const fetching = library.fetchPage({});
    await library.mark(cake.id, "hide");
    answer({ unchanged: false, page: { items: [cake, pump], next_cursor: null }, etag: '"old"' });
    await fetching;
    expect(titles(ALL)).toEqual(["Pomp"]);
  });

  it("has the server send the whole list the next time, though it may look the same to the server by then", async () => {
    const { library, api, titles } = await marking();
    await library.mark(cake.id, "hide");
    // shown again from another computer: the server's list is what it was at first, and so is its ETag
    await api.mark({} as never, cake.id, "unhide");
    await library.fetchPage({});
    expect(titles(ALL)).toEqual(["Taart", "Pomp"]);
  });

  it("comes before a list that is asked for after it", async () => {
    const { api, library } = await marking();
    const order: string[] = [];
    api.mark.mockImplementation(() => Promise.resolve(void order.push("mark")));
    const fetchAs = api.suggestions.getMockImplementation();
    api.suggestions.mockImplementation((access, query, etag) => {
      order.push(query.marked ?? "all");
      return fetchAs?.(access, query, etag) ?? Promise.reject(new Error("no server"));
    });
    await Promise.all([library.mark(cake.id, "hide"), library.mark(cake.id, "unhide"), library.fetchPage({})]);
    expect(order).toEqual(["mark", "hidden", "mark", "all", "all"]);
  });

  it("waits for the one before, so that the last one counts", async () => {
    const { api, library } = await marking();
    let take: () => void = () => undefined;
    api.mark.mockReturnValueOnce(new Promise((resolve) => { take = resolve; }));
    const both = [library.mark(cake.id, "save"), library.mark(cake.id, "unsave")];
    await vi.waitFor(() => { expect(api.mark).toHaveBeenCalledOnce(); });
    take();
    await Promise.all(both);
    expect(api.mark.mock.calls.map(([, , mark]) => mark)).toEqual(["save", "unsave"]);
  });
});
