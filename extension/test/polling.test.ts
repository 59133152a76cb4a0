import { describe, expect, it, vi } from "vitest";
import { createPolling } from "../src/background/polling";
import { Failed } from "../src/shared/failure";
import type { Account } from "../src/shared/shapes";

const HOUR = 3_600_000;

function world(account: Partial<Account> | undefined) {
  const look = vi.fn(() => Promise.resolve());
  const wakes: number[] = [];
  const wake = (when: number): Promise<void> => Promise.resolve(void wakes.push(when));
  const polling = createPolling({ account: () => Promise.resolve(account as Account | undefined), look, wake, now: () => 0 });
  return { look, wakes, polling };
}

describe("a round", () => {
  it("looks, having first asked for the next one: a worker may not live to the end of it", async () => {
    const { look, wakes, polling } = world({ ended: false });
    look.mockImplementation(() => {
      expect(wakes).toEqual([4 * HOUR]);
      return Promise.resolve();
    });
    await polling.poll();
    expect(look).toHaveBeenCalledOnce();
  });

  it("comes sooner after one that failed", async () => {
    const { look, wakes, polling } = world({ ended: false });
    look.mockRejectedValue(new Failed("offline"));
    await polling.poll();
    expect(wakes).toEqual([4 * HOUR, HOUR / 2]);
  });

  it.each([["nobody is signed in", undefined], ["the sign-in has ended", { ended: true }]])("is not made while %s", async (_, account) => {
    const { look, wakes, polling } = world(account);
    await polling.poll();
    await polling.plan();
    expect(look).not.toHaveBeenCalled();
    expect(wakes).toEqual([]);
  });
});
