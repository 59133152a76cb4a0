import { expect, it } from "vitest";
import { uuid7 } from "../src/shared/uuid7";

it("makes ids of version 7 that begin with the time", () => {
  const id = uuid7(0x0190_1234_5678, new Uint8Array(10).fill(0xff));
  expect(id).toBe("01901234-5678-7fff-bfff-ffffffffffff");
});

it("makes ids that sort by time and are all different", () => {
  const early = Array.from({ length: 100 }, () => uuid7(1_700_000_000_000));
  const late = uuid7(1_700_000_000_001);
  expect(new Set(early).size).toBe(100);
  expect(early.every((id) => id < late)).toBe(true);
});
