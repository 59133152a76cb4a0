import { describe, expect, it, vi } from "vitest";
import { createPictures, type PicturesDependencies } from "../src/background/pictures";
import { Failed } from "../src/shared/failure";
import * as keys from "../src/shared/keys";
import { SERVER } from "./documents";
import { memoryStore } from "./memory-store";

const DAY_MS = 86_400_000;
const LARGE = `data:${"x".repeat(999_990)}`;

function world() {
  const store = memoryStore();
  const clock = { now: 1000 };
  const fetchImage = vi.fn<PicturesDependencies["fetchImage"]>((_, id) => Promise.resolve(new Blob([id])));
  const access = () => Promise.resolve({ server: SERVER, token: "t", renew: () => Promise.resolve("t") });
  const thumbnail = vi.fn(async (picture: Blob): Promise<string> => `data:${await picture.text()}`);
  return { store, thumbnail, clock, fetchImage, pictures: createPictures({ store, fetchImage, access, thumbnail, now: () => clock.now }) };
}

describe("pictures", () => {
  it("are fetched once", async () => {
    const { fetchImage, pictures } = world();
    expect([await pictures.image("a"), await pictures.image("a")]).toEqual(["data:a", "data:a"]);
    expect(fetchImage).toHaveBeenCalledOnce();
  });

  it("that were seen longest ago make place for new ones", async () => {
    const { store, clock, thumbnail, pictures } = world();
    thumbnail.mockResolvedValue(LARGE);
    for (const id of ["a", "b", "c", "a", "new"]) {
      clock.now += 2 * DAY_MS;
      await pictures.image(id);
    }
    expect([...store.data.keys()].sort()).toEqual(["a", "c", "new"].flatMap((id) => [keys.imageKey(id), keys.imageSeenKey(id)]).sort());
  });

  it("are all kept while they are small, however many", async () => {
    const { store, pictures } = world();
    for (let i = 0; i < 200; i += 1) await pictures.image(`picture-${String(i)}`);
    expect([...store.data.keys()].filter(keys.isImage)).toHaveLength(200);
  });

  it("make place also where a worker before this one has filled it", async () => {
    const { store, thumbnail, pictures } = world();
    for (const id of ["a", "b", "c"]) store.data.set(keys.imageKey(id), LARGE);
    thumbnail.mockResolvedValue(LARGE);
    await pictures.image("new");
    expect([...store.data.keys()].filter(keys.isImage)).toHaveLength(3);
    expect(store.data.has(keys.imageKey("new"))).toBe(true);
  });

  it("are asked for again once in a day, and go when the server has them no more: somebody in it took their yes back", async () => {
    const { store, clock, fetchImage, pictures } = world();
    await pictures.image("a");
    fetchImage.mockRejectedValue(new Failed("gone"));
    await pictures.image("a");
    expect([...store.data.keys()]).toContain(keys.imageKey("a"));
    clock.now += 2 * DAY_MS;
    await pictures.image("a");
    await vi.waitFor(() => { expect([...store.data.keys()]).toEqual([]); });
  });

  it("stay while there is no connection", async () => {
    const { clock, fetchImage, pictures } = world();
    await pictures.image("a");
    fetchImage.mockRejectedValue(new Failed("offline"));
    clock.now += 2 * DAY_MS;
    expect([await pictures.image("a"), await pictures.image("a")]).toEqual(["data:a", "data:a"]);
  });

  it("are not written anew when they are shown: that they were seen is noted once a day, apart from them", async () => {
    const { store, clock, pictures } = world();
    await pictures.image("a");
    const set = vi.spyOn(store, "set");
    await pictures.image("a");
    expect(set).not.toHaveBeenCalled();
    clock.now += 2 * DAY_MS;
    await pictures.image("a");
    expect(set.mock.calls).toEqual([[{ [keys.imageSeenKey("a")]: clock.now }]]);
  });

  it("are shown also when the disk is full", async () => {
    const { store, pictures } = world();
    vi.spyOn(store, "set").mockRejectedValue(new Error("disk full"));
    expect(await pictures.image("a")).toBe("data:a");
  });
});
