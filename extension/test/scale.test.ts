import { expect, it } from "vitest";
import { heightsOf } from "../src/panel/impact/scale";

it("draws bars from nothing up, the highest as high as there is room, and twice as much twice as high", () => {
  expect(heightsOf([0, 2, 4, 8])).toEqual([0, 0.25, 0.5, 1]);
  expect(heightsOf([0, 1])).toEqual([0, 1]);
  expect(heightsOf([0, 0])).toEqual([0, 0]);
});
