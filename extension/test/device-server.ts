/** A server at which one signs in as RFC 8628 has it, and workers that do. */
import { vi } from "vitest";
import type { DeviceResponse, TokenRequest, TokenResponse } from "vertel-schema";
import { DeviceSignIn } from "../src/background/device-sign-in";
import { Session } from "../src/background/session";
import { Failed } from "../src/shared/failure";
import * as keys from "../src/shared/keys";
import type { SigningIn } from "../src/shared/shapes";
import { SERVER, tokens } from "./documents";
import { server as answering } from "./fake-server";
import { type MemoryStore, memoryStore } from "./memory-store";

export const SECOND = 1000;
const INTERVAL = 5;
export const LIFETIME = 600;

export const codes: DeviceResponse = {
  device_code: "vd_secret",
  user_code: "WDJB-MJHT",
  verification_uri: `${SERVER}/sign-in`,
  verification_uri_complete: `${SERVER}/sign-in?user_code=WDJB-MJHT`,
  expires_in: LIFETIME,
  interval: INTERVAL,
};

type Outcome = "pending" | "confirmed" | "refused";

/** A server as RFC 8628 has it, with a clock. What it gave once it gives again to who asks with the same attempt. */
export function deviceServer() {
  const clock = { now: 0 };
  const state = { outcome: "pending" as Outcome, isReachable: true, asked: [] as number[], made: 0, revoked: [] as string[] };
  let given: { attempt: string; answer: TokenResponse } | undefined;

  const exchange = (_server: string, grant: TokenRequest, attempt: string): Promise<TokenResponse> => {
    if (!state.isReachable) return Promise.reject(new Failed("offline"));
    if (!("device_code" in grant) || grant.device_code !== codes.device_code) return Promise.reject(new Failed("refused"));
    const before = state.asked.at(-1);
    state.asked.push(clock.now);
    const problem = (name: string) => Promise.reject(new Failed("refused", { problem: name }));
    // by then the server has forgotten the code, used or not
    if (clock.now > LIFETIME * SECOND) return problem("expired-token");
    if (given !== undefined) return given.attempt === attempt ? Promise.resolve(given.answer) : problem("expired-token");
    if (before !== undefined && clock.now - before < INTERVAL * SECOND) return problem("slow-down");
    if (state.outcome === "refused") return problem("access-denied");
    if (state.outcome === "pending") return problem("authorization-pending");
    given = { attempt, answer: tokens("device") };
    return Promise.resolve(given.answer);
  };
  const api = answering({ exchange, revoke: ({ token }) => Promise.resolve(void state.revoked.push(token)) });
  const device = {
    signInOptions: vi.fn(() => Promise.resolve({ organisation: "Waterwerk", ways: ["device", "enrolment_code"] })),
    askForDevice: vi.fn(() => Promise.resolve(codes)),
  };
  return { clock, state, api, device };
}

/** A worker: what it was told to be woken for, and the parts that matter. */
export function worker(store: MemoryStore, { clock, api, device }: ReturnType<typeof deviceServer>) {
  const alarm = { at: Infinity };
  const onConnected = vi.fn();
  const session = new Session(store, api, () => clock.now);
  const wake = (when: number): Promise<void> => Promise.resolve(void (alarm.at = when));
  const signIn = new DeviceSignIn({ store, api: device, session, name: () => "Firefox, Linux", wake, onConnected, now: () => clock.now });
  return { signIn, session, alarm, onConnected };
}

/** Lets time go by until a moment, with a worker that wakes for its alarms alone. */
export async function pass({ signIn, alarm }: ReturnType<typeof worker>, clock: { now: number }, until: number): Promise<void> {
  while (alarm.at <= until) {
    clock.now = Math.max(clock.now, alarm.at);
    alarm.at = Infinity;
    await signIn.carryOn();
  }
  clock.now = until;
}

export const shown = (store: MemoryStore): SigningIn | undefined => store.data.get(keys.SIGNING_IN) as SigningIn | undefined;

export async function begun() {
  const [store, world] = [memoryStore(), deviceServer()];
  const first = worker(store, world);
  await first.signIn.begin(SERVER);
  return { store, world, ...world, ...first, first };
}
