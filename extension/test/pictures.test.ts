import { describe, expect, it, vi } from "vitest";
import { createPictures, type Parts } from "../src/background/pictures";
import * as keys from "../src/shared/keys";
import { SERVER } from "./documents";
import { memoryStore } from "./memory-store";

function world() {
  const store = memoryStore();
  const clock = { now: 1000 };
  const fetchImage = vi.fn<Parts["fetchImage"]>((_, id) => Promise.resolve(new Blob([id])));
  const access = () => Promise.resolve({ server: SERVER, token: "t", renew: () => Promise.resolve("t") });
  const thumbnail = async (picture: Blob): Promise<string> => `data:${await picture.text()}`;
  return { store, clock, fetchImage, pictures: createPictures({ store, fetchImage, access, thumbnail, now: () => clock.now }) };
}

describe("pictures", () => {
  it("are fetched once", async () => {
    const { fetchImage, pictures } = world();
    expect([await pictures.image("a"), await pictures.image("a")]).toEqual(["data:a", "data:a"]);
    expect(fetchImage).toHaveBeenCalledOnce();
  });

  it("that were seen longest ago make place for new ones", async () => {
    const { store, clock, pictures } = world();
    for (let i = 0; i < 60; i += 1) {
      clock.now += 1;
      await pictures.image(`picture-${String(i)}`);
    }
    clock.now += 1;
    await pictures.image("picture-0");
    clock.now += 1;
    await pictures.image("picture-new");
    expect(store.data.has(keys.imageKey("picture-0"))).toBe(true);
    expect(store.data.has(keys.imageKey("picture-1"))).toBe(false);
    expect(store.data.size).toBe(60);
  });
});
