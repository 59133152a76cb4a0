import { describe, expect, it } from "vitest";
import { framed, moved, SHAPES } from "../src/console/writing/crop-frame";

const CENTRE = { x: 0.5, y: 0.5 };

describe("the part of a picture that stays", () => {
  it("is the largest of its shape, in the middle", () => {
    expect(framed(2, SHAPES.square, 1, CENTRE)).toEqual({ x: 0.25, y: 0, width: 0.5, height: 1 });
    expect(framed(0.5, SHAPES.square, 1, CENTRE)).toEqual({ x: 0, y: 0.25, width: 1, height: 0.5 });
  });

  it("stays within the picture, wherever it is moved", () => {
    const corner = moved(CENTRE, -3, 3);
    expect(corner).toEqual({ x: 0, y: 1 });
    const { x, y, width, height } = framed(4 / 3, SHAPES.tall, 2, corner);
    expect([x, y + height]).toEqual([0, 1]);
    expect(width / height).toBeCloseTo(SHAPES.tall / (4 / 3));
  });
});
