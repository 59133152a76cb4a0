/** Signing in on the server's page: asked in time, whatever is lost or asleep meanwhile. */
import { describe, expect, it, vi } from "vitest";
import type { TokenResponse } from "vertel-schema";
import { Failed } from "../src/shared/failure";
import * as keys from "../src/shared/keys";
import { begun, codes, LIFETIME, pass, SECOND, shown, worker } from "./device-server";
import { SERVER, tokens } from "./documents";

describe("a sign-in in another tab", () => {
  it("shows the code and the page, and keeps what is secret to itself", async () => {
    const { store, device } = await begun();
    expect(shown(store)).toMatchObject({ userCode: "WDJB-MJHT", address: codes.verification_uri_complete, state: "waiting" });
    expect(JSON.stringify(shown(store))).not.toContain(codes.device_code);
    expect(device.askForDevice).toHaveBeenCalledWith(SERVER, "Firefox, Linux");
  });

  it("asks at the interval, never sooner, and is connected when it was confirmed", async () => {
    const { store, clock, state, first, onConnected } = await begun();
    await pass(first, clock, 22 * SECOND);
    expect(state.asked).toEqual([5, 10, 15, 20].map((s) => s * SECOND));
    state.outcome = "confirmed";
    await pass(first, clock, 30 * SECOND);
    expect(store.data.get(keys.ACCOUNT)).toMatchObject({ name: "Noor de Wit", ended: false });
    expect([...store.data.keys()].sort()).toEqual([keys.ACCOUNT, keys.SESSION]);
    expect(onConnected).toHaveBeenCalledOnce();
  });

  it("asks no more often because somebody looks at the panel all the time", async () => {
    const { clock, state, signIn } = await begun();
    for (; clock.now <= 20 * SECOND; clock.now += 100) await Promise.all([signIn.carryOn(), signIn.carryOn()]);
    expect(state.asked).toEqual([5, 10, 15, 20].map((s) => s * SECOND));
  });

  it("waits five seconds longer from each time that it is told so", async () => {
    const { clock, state, api, first } = await begun();
    api.exchange.mockRejectedValueOnce(new Failed("refused", { problem: "slow-down" }));
    await pass(first, clock, 40 * SECOND);
    expect(state.asked).toEqual([15, 25, 35].map((s) => s * SECOND));
  });

  it.each([
    ["refused", "access-denied", "refused"],
    ["expired", "expired-token", "expired"],
    ["anything else that is a no", "not-signed-in", "expired"],
  ] as const)("ends when it is %s", async (_, problem, state) => {
    const { store, clock, api, first, alarm } = await begun();
    api.exchange.mockRejectedValueOnce(new Failed("refused", { problem }));
    await pass(first, clock, 60 * SECOND);
    expect(shown(store)?.state).toBe(state);
    expect(api.exchange).toHaveBeenCalledOnce();
    expect(alarm.at).toBe(Infinity);
    expect(store.data.has(keys.DEVICE)).toBe(false);
  });

  it("goes on without a connection, less and less often, and says so until there is one", async () => {
    const { store, clock, api, first } = await begun();
    const moments: number[] = [];
    api.exchange.mockImplementation(() => {
      moments.push(clock.now / SECOND);
      return Promise.reject(new Failed("offline"));
    });
    await pass(first, clock, 160 * SECOND);
    expect(moments).toEqual([5, 10, 20, 40, 80, 140]);
    expect(shown(store)).toMatchObject({ state: "waiting", trouble: "offline" });
    api.exchange.mockRejectedValueOnce(new Failed("refused", { problem: "authorization-pending" }));
    await pass(first, clock, 200 * SECOND);
    expect(shown(store)).toMatchObject({ state: "waiting", trouble: undefined });
  });

  it("waits for as long as a server asks that is busy", async () => {
    const { clock, api, first } = await begun();
    api.exchange.mockRejectedValueOnce(new Failed("busy", { retryAfter: 90 }));
    await pass(first, clock, 94 * SECOND);
    expect(api.exchange).toHaveBeenCalledTimes(1);
    await pass(first, clock, 95 * SECOND);
    expect(api.exchange).toHaveBeenCalledTimes(2);
  });

  it("is finished after a night asleep when it was confirmed and the connection broke off before it was known whose it is", async () => {
    const { world, store, clock, state, api, first } = await begun();
    state.outcome = "confirmed";
    api.me.mockRejectedValueOnce(new Failed("offline"));
    await pass(first, clock, 6 * SECOND);
    clock.now += 9 * 3600 * SECOND;
    await worker(store, world).signIn.carryOn();
    expect(store.data.get(keys.ACCOUNT)).toMatchObject({ ended: false });
  });

  it("has the server say that it expired, not a clock that may be wrong", async () => {
    const { store, clock, state, first } = await begun();
    state.isReachable = false;
    clock.now = (LIFETIME + 60) * SECOND;
    await first.signIn.carryOn();
    expect(shown(store)?.state).toBe("waiting");
    state.isReachable = true;
    clock.now += 60 * SECOND;
    await first.signIn.carryOn();
    expect(shown(store)?.state).toBe("expired");
  });

  it("is given up when the server stays away for an hour after the code ran out", async () => {
    const { store, clock, state, first, alarm } = await begun();
    state.isReachable = false;
    await pass(first, clock, 2 * 3600 * SECOND);
    expect(shown(store)?.state).toBe("expired");
    expect(alarm.at).toBe(Infinity);
  });

  it("asks at once when the clock was set back", async () => {
    const { clock, state, first } = await begun();
    await pass(first, clock, 5 * SECOND);
    clock.now = -3600 * SECOND;
    await first.signIn.carryOn();
    expect(state.asked.at(-1)).toBe(-3600 * SECOND);
  });

  it("forgets all of it when it is cancelled, and asks nothing more", async () => {
    const { store, clock, api, first, signIn } = await begun();
    await signIn.cancel();
    await pass(first, clock, 60 * SECOND);
    expect(store.data.size).toBe(0);
    expect(api.exchange).not.toHaveBeenCalled();
  });

  it("does not come back when the answer to a question arrives after it was cancelled", async () => {
    const { store, clock, api, signIn } = await begun();
    let refuse: (error: Failed) => void = () => undefined;
    api.exchange.mockReturnValueOnce(new Promise((_, reject) => { refuse = reject; }));
    clock.now = 5 * SECOND;
    const asking = signIn.carryOn();
    await vi.waitFor(() => { expect(api.exchange).toHaveBeenCalled(); });
    await signIn.cancel();
    refuse(new Failed("refused", { problem: "authorization-pending" }));
    await asking;
    expect(store.data.size).toBe(0);
  });

  it("has stored when to ask next, and is to be woken then, before it asks", async () => {
    const { store, clock, api, alarm, signIn } = await begun();
    const found: unknown[] = [];
    api.exchange.mockImplementationOnce(() => {
      found.push(alarm.at, store.data.get(keys.DEVICE));
      return Promise.reject(new Failed("refused", { problem: "authorization-pending" }));
    });
    clock.now = 5 * SECOND;
    await signIn.carryOn();
    expect(found).toMatchObject([10 * SECOND, { since: 5 * SECOND }]);
  });

  it("is not begun again by a worker that finds the session there, and renewed since", async () => {
    const { store, world, clock, state, api, first } = await begun();
    state.outcome = "confirmed";
    const ending = worker({ ...store, remove: () => new Promise(() => undefined) }, world);
    clock.now = 5 * SECOND;
    void ending.signIn.carryOn();
    await vi.waitFor(() => { expect(store.data.has(keys.ACCOUNT)).toBe(true); });
    api.exchange.mockResolvedValueOnce(tokens("renewed"));
    const { token, renew } = await first.session.access();
    await renew(token);
    clock.now += 60 * SECOND;
    await worker(store, world).signIn.carryOn();
    expect((await first.session.access()).token).toBe("access-renewed");
  });

  it("gives back what comes after it was cancelled", async () => {
    const { store, clock, state, api, signIn } = await begun();
    let answer: (given: TokenResponse) => void = () => undefined;
    api.exchange.mockReturnValueOnce(new Promise((resolve) => { answer = resolve; }));
    clock.now = 5 * SECOND;
    const asking = signIn.carryOn();
    await vi.waitFor(() => { expect(api.exchange).toHaveBeenCalled(); });
    await signIn.cancel();
    answer(tokens("late"));
    await asking;
    expect(state.revoked).toEqual(["access-late"]);
    expect(store.data.size).toBe(0);
  });

  it("begins anew in the place of one that was begun before", async () => {
    const { store, clock, state, device, first, signIn } = await begun();
    device.askForDevice.mockResolvedValueOnce({ ...codes, device_code: "vd_second", user_code: "QRST-VWXZ" });
    await signIn.begin(SERVER);
    expect(shown(store)?.userCode).toBe("QRST-VWXZ");
    await pass(first, clock, 6 * SECOND);
    expect(state.asked).toEqual([]);
    expect(shown(store)?.state).toBe("expired");
  });
});

describe("a server", () => {
  it.each([
    ["from before there were ways", () => Promise.reject(new Failed("gone"))],
    ["that has codes only", () => Promise.resolve({ organisation: "Waterwerk", ways: ["enrolment_code"] })],
  ])("%s has no page to sign in on", async (_, options) => {
    const { signIn, device } = await begun();
    device.signInOptions.mockImplementation(options);
    expect((await signIn.ways(SERVER)).browser).toBe(false);
    await expect(signIn.begin(SERVER)).rejects.toMatchObject({ failure: { kind: "gone" } });
  });

  it("out of reach is not taken for an old one", async () => {
    const { signIn, device } = await begun();
    device.signInOptions.mockRejectedValue(new Failed("offline"));
    await expect(signIn.ways(SERVER)).rejects.toMatchObject({ failure: { kind: "offline" } });
  });

  it.each(["http://example.com/sign-in", "https://user@example.com/sign-in"])("cannot send anybody to %s", async (address) => {
    const { store, signIn, device } = await begun();
    await signIn.cancel();
    device.askForDevice.mockResolvedValueOnce({ ...codes, verification_uri_complete: address });
    await expect(signIn.begin(SERVER)).rejects.toMatchObject({ failure: { kind: "unexpected" } });
    expect(store.data.size).toBe(0);
  });
});
