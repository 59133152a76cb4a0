import { describe, expect, it, vi } from "vitest";
import { createLibrary, type Parts } from "../src/background/library";
import { Failed } from "../src/shared/failure";
import * as keys from "../src/shared/keys";
import { SERVER, suggestion } from "./documents";
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
    suggestions: vi.fn<Parts["api"]["suggestions"]>(() => Promise.resolve(page("Taart"))),
    link: vi.fn<Parts["api"]["link"]>(() => Promise.resolve({ code: "k7qm4tr", url: "https://go.example/k7qm4tr" })),
    image: vi.fn<Parts["api"]["image"]>((_, id) => Promise.resolve(new Blob([id]))),
  };
  const access = () => Promise.resolve({ server: SERVER, token: "t", renew: () => Promise.resolve("t") });
  const thumbnail = async (picture: Blob): Promise<string> => `data:${await picture.text()}`;
  return { store, api, clock, library: createLibrary({ store, api, access, thumbnail, now: () => clock.now }) };
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

  it("stay as they were when the server cannot be reached", async () => {
    const { store, api, library } = world();
    await library.fetchPage({});
    api.suggestions.mockRejectedValueOnce(new Failed("offline"));
    await expect(library.fetchPage({})).rejects.toMatchObject({ failure: { kind: "offline" } });
    expect(store.data.has(keys.libraryKey({}))).toBe(true);
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

describe("pictures", () => {
  it("are fetched once", async () => {
    const { api, library } = world();
    expect([await library.image("a"), await library.image("a")]).toEqual(["data:a", "data:a"]);
    expect(api.image).toHaveBeenCalledOnce();
  });

  it("that were seen longest ago make place for new ones", async () => {
    const { store, clock, library } = world();
    for (let i = 0; i < 60; i += 1) {
      clock.now += 1;
      await library.image(`picture-${String(i)}`);
    }
    clock.now += 1;
    await library.image("picture-0");
    clock.now += 1;
    await library.image("picture-new");
    expect(store.data.has(keys.imageKey("picture-0"))).toBe(true);
    expect(store.data.has(keys.imageKey("picture-1"))).toBe(false);
    expect(store.data.size).toBe(60);
  });
});
