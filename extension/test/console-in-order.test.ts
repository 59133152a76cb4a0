import { expect, it } from "vitest";
import { inOrder } from "../src/console/ui/in-order";
import { randomFrom } from "./random";

it("shows answers as they come", () => {
  const { ask } = inOrder();
  expect([ask()(), ask()()]).toEqual([true, true]);
});

it("does not let an answer that is late replace a newer one", () => {
  const { ask } = inOrder();
  const [early, late] = [ask(), ask()];
  expect(late()).toBe(true);
  expect(early()).toBe(false);
});

it("ends with what was asked last, in whatever order the answers come", () => {
  for (let round = 0; round < 100; round += 1) {
    const { ask } = inOrder();
    const answers = Array.from({ length: 6 }, (_, place) => ({ place, isNewest: ask() }));
    let shown = -1;
    const random = randomFrom(round);
    while (answers.length > 0) {
      const [answer] = answers.splice(Math.floor(random() * answers.length), 1);
      if (answer?.isNewest() === true) shown = answer.place;
    }
    expect(shown).toBe(5);
  }
});
