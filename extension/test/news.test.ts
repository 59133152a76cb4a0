import { describe, expect, it } from "vitest";
import { allSeen, isNews, markOf, unreadThanks } from "../src/panel/news";
import type { Idea, Thanks } from "../src/shared/shapes";

const said = (by: "sender" | "editor") => ({ by, text: "Mooi", said_on: "2026-11-24" });
const idea = (part: Partial<Idea>): Idea => ({ id: "one", status: "waiting", replies: [], ...part }) as Idea;
const NOTHING = { ideas: {}, thanks: [] };

describe("what is new to an employee", () => {
  it("is what editors say and decide, not what they say themselves", () => {
    const answered = idea({ status: "answered", replies: [said("editor")] });
    expect(isNews(idea({}), NOTHING)).toBe(false);
    expect(isNews(answered, NOTHING)).toBe(true);
    const seen = allSeen([answered], []);
    expect(isNews(answered, seen)).toBe(false);
    expect(isNews({ ...answered, status: "waiting", replies: [said("editor"), said("sender")] }, seen)).toBe(false);
    expect(isNews({ ...answered, status: "adopted" }, seen)).toBe(true);
    expect(isNews({ ...answered, replies: [said("editor"), said("editor")] }, seen)).toBe(true);
  });

  it("is nothing in a browser that has not looked yet", () => {
    expect(isNews(idea({ status: "declined" }), undefined)).toBe(false);
    expect(unreadThanks([{ id: "a" } as Thanks], undefined)).toEqual([]);
  });

  it("are thanks that were not put away", () => {
    const [a, b] = [{ id: "a" } as Thanks, { id: "b" } as Thanks];
    expect(unreadThanks([b, a], allSeen([], [a]))).toEqual([b]);
  });

  it("tells apart a number of answers and an end", () => {
    expect(markOf(idea({ status: "declined", replies: [said("editor")] }))).toBe("1declined");
  });
});
