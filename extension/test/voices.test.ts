import { describe, expect, it, vi } from "vitest";
import { createVoices } from "../src/background/voices";
import type { Call } from "../src/background/api";
import { Failed } from "../src/shared/failure";

const ID = "019aaf4e-6c1b-7d2a-9b0e-3f5d8c7a1e42";
const access = () => Promise.resolve({ server: "https://vertel.example.nl", token: "t", renew: () => Promise.resolve("t") });

/** The worker's part with a client that answers as told. */
function voicesWith(client: object, now = Date.parse("2026-11-30T12:00:00Z")) {
  const call = (async (_access: unknown, make: (api: unknown) => Promise<unknown>) => make(client)) as Call;
  return createVoices({ call, access, now: () => now });
}

async function* endless(): AsyncGenerator<{ id: string }> {
  for (;;) yield await Promise.resolve({ id: ID });
}

async function* failing(kind: "gone" | "offline"): AsyncGenerator<never> {
  await Promise.resolve();
  throw new Failed(kind);
  yield undefined as never;
}

describe("what an employee says and is told", () => {
  it("sends a photo as the picture itself, under a key that is the draft's and the photo's", async () => {
    const upload = vi.fn(() => Promise.resolve({ id: ID }));
    expect(await voicesWith({ images: { upload } }).uploadPhoto("draft", "photo", "data:image/jpeg;base64,/9j/")).toBe(ID);
    expect(upload).toHaveBeenCalledWith(new Uint8Array([0xff, 0xd8, 0xff]), "image/jpeg", { idempotencyKey: "draft/photo" });
  });

  it("sends an idea under the key that was made with its draft", async () => {
    const send = vi.fn(() => Promise.resolve({}));
    await voicesWith({ ideas: { send } }).send("draft", { text: "Taart" });
    expect(send).toHaveBeenCalledWith({ text: "Taart" }, { idempotencyKey: "draft" });
  });

  it("takes an idea that is gone already for withdrawn, and a server that does not answer for what it is", async () => {
    const gone = { ideas: { withdraw: () => Promise.reject(new Failed("gone")) } };
    const away = { ideas: { withdraw: () => Promise.reject(new Failed("offline")) } };
    await expect(voicesWith(gone).withdraw(ID)).resolves.toBeUndefined();
    await expect(voicesWith(away).withdraw(ID)).rejects.toMatchObject({ failure: { kind: "offline" } });
  });

  it("takes a server that knows no questions for one that asks none, and one that does not answer for what it is", async () => {
    const refusing = (kind: "gone" | "offline") => ({ questions: { browseAll: () => failing(kind) } });
    await expect(voicesWith(refusing("gone")).questions()).resolves.toEqual([]);
    await expect(voicesWith(refusing("offline")).questions()).rejects.toMatchObject({ failure: { kind: "offline" } });
  });

  it("does not go through page after page for ever", async () => {
    expect(await voicesWith({ thanks: { mineAll: endless } }).thanks()).toHaveLength(300);
  });

  it.each([
    ["month", { since: "2026-11-01", interval: "day" }],
    ["quarter", { since: "2026-09-01", interval: "week" }],
    ["year", { since: "2025-12-01", interval: "month" }],
  ] as const)("asks for a %s in steps that can be told apart", async (period, query) => {
    const impact = vi.fn(() => Promise.resolve({}));
    const me = { impact, read: () => Promise.resolve({ counting: false }) };
    expect(await voicesWith({ me }).impact(period)).toEqual({ report: {}, counting: false });
    expect(impact).toHaveBeenCalledWith(query);
  });
});
