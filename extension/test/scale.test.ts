import { describe, expect, it } from "vitest";
import { heightsOf, topOf } from "../src/panel/impact/scale";

const UP_TO = Array.from({ length: 3000 }, (_, i) => i);

describe("the axis of a chart", () => {
  it("ends at a round whole number that nothing is above", () => {
    for (const most of UP_TO) {
      const top = topOf([0, most, 0]);
      expect(top).toBeGreaterThanOrEqual(most);
      expect(String(top)).toMatch(/^[125]0*$/);
    }
  });

  it("never ends lower for more, and is never emptier than it has to be", () => {
    const tops = UP_TO.map((most) => topOf([most]));
    expect(tops).toEqual([...tops].sort((a, b) => a - b));
    for (const most of UP_TO.slice(1)) expect(topOf([most])).toBeLessThan(2.51 * most);
  });
});

describe("the bars of a chart", () => {
  it("begin at nothing, and twice as much is twice as high", () => {
    expect(heightsOf([0, 2, 4, 8])).toEqual([0, 0.2, 0.4, 0.8]);
    expect(heightsOf([0, 0])).toEqual([0, 0]);
  });
});
