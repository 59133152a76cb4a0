import { describe, expect, it } from "vitest";
import { forgetPost, forgetPosts, keepPost, loadPosts, MOST_POSTS, searchPosts, type Post } from "../src/panel/history/history";
import { lastShared } from "../src/panel/history/last-shared";
import { forgetPerson } from "../src/background/forget";
import { uuid7 } from "../src/shared/uuid7";
import { memoryStore } from "./memory-store";

const MARCH = Date.parse("2026-03-12T12:00:00Z");
const DAY = 24 * 60 * 60 * 1000;
const post = (text: string, suggestionId = "a"): Post => ({ suggestionId, title: "Soepdag", option: "caption", text, link: undefined });

describe("what somebody told before", () => {
  it("is theirs alone, the latest first, and goes when they forget it", async () => {
    const store = memoryStore();
    await keepPost("me", uuid7(MARCH), post("Hoi"), store);
    await keepPost("me", uuid7(MARCH + DAY), post("Dag", "b"), store);
    await keepPost("other", uuid7(MARCH), post("Van een ander"), store);
    const posts = await loadPosts("me", store);
    expect(posts.map(({ text, at }) => [text, at])).toEqual([["Dag", MARCH + DAY], ["Hoi", MARCH]]);
    await forgetPost(posts[0]?.key ?? "", store);
    expect((await loadPosts("me", store)).map(({ text }) => text)).toEqual(["Hoi"]);
    await forgetPosts("me", store);
    expect(await loadPosts("me", store)).toEqual([]);
    expect(await loadPosts("other", store)).toHaveLength(1);
  });

  it("says when a suggestion was told last", async () => {
    const store = memoryStore();
    for (const day of [3, 0, 1]) await keepPost("me", uuid7(MARCH + day * DAY), post(`Dag ${String(day)}`), store);
    expect([...await lastShared("me", store)]).toEqual([["a", MARCH + 3 * DAY]]);
  });

  it("takes no more room than for the latest ones", async () => {
    const store = memoryStore();
    for (let day = 0; day < MOST_POSTS + 3; day++) await keepPost("me", uuid7(MARCH + day * DAY), post(String(day)), store);
    const posts = await loadPosts("me", store);
    expect([posts.length, posts.at(-1)?.text]).toEqual([MOST_POSTS, "3"]);
  });

  it("is found by words in its text and in the title", async () => {
    const store = memoryStore();
    await keepPost("me", uuid7(MARCH), post("Donderdag eten we samen"), store);
    const posts = await loadPosts("me", store);
    expect(searchPosts(posts, "SOEP samen")).toHaveLength(1);
    expect(searchPosts(posts, "soep vrijdag")).toEqual([]);
    expect(searchPosts(posts, " ")).toHaveLength(1);
  });

  it("is passed over where it was damaged", async () => {
    const store = memoryStore();
    await keepPost("me", uuid7(MARCH), post("Hoi"), store);
    await store.set({ [`history:me:a:${uuid7(MARCH)}`]: { text: 3 } });
    expect(await loadPosts("me", store)).toHaveLength(1);
  });

  it("tells a tip from a post, and takes what an older version kept", async () => {
    const store = memoryStore();
    await keepPost("me", uuid7(MARCH), post("Van vroeger"), store);
    await keepPost("me", uuid7(MARCH + DAY), { ...post("Iets voor jou?"), method: "tip" }, store);
    expect((await loadPosts("me", store)).map(({ method }) => method)).toEqual(["tip", undefined]);
  });

  it("goes when they sign out", async () => {
    const store = memoryStore();
    await keepPost("me", uuid7(MARCH), post("Hoi"), store);
    await forgetPerson(store, MARCH);
    expect([...store.data.keys()]).toEqual([]);
  });
});
