import { describe, expect, it } from "vitest";
import { fitted, LONGEST_SIDE, MOST_BYTES, smallEnough } from "../src/panel/ideas/photo";

describe("a photo", () => {
  it.each([
    [4032, 3024, { width: 2048, height: 1536 }],
    [3024, 4032, { width: 1536, height: 2048 }],
    [LONGEST_SIDE, 100, { width: LONGEST_SIDE, height: 100 }],
    [300, 200, { width: 300, height: 200 }],
    [30_000, 3, { width: 2048, height: 1 }],
  ])("of %i by %i is never enlarged, keeps its shape, and has no side that is too long", (width, height, size) => {
    expect(fitted(width, height)).toEqual(size);
  });

  const sized = (size: number): Blob => ({ size }) as Blob;

  it("is as good as fits", async () => {
    const tried: number[] = [];
    const blob = await smallEnough((quality) => {
      tried.push(quality);
      return Promise.resolve(sized(quality > 0.8 ? MOST_BYTES + 1 : MOST_BYTES));
    });
    expect([blob.size, tried]).toEqual([MOST_BYTES, [0.85, 0.7]]);
  });

  it("is sent at its smallest when nothing fits", async () => {
    expect((await smallEnough((quality) => Promise.resolve(sized(quality * 10 * MOST_BYTES)))).size).toBe(5 * MOST_BYTES);
  });
});
