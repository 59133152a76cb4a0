import { describe, expect, it, vi } from "vitest";
import { createAnswer, type Services } from "../src/background/answer";
import { asRequest } from "../src/shared/messages";
import { share, SERVER } from "./documents";
import { memoryStore } from "./memory-store";

const US = { id: "our-id", panelUrl: "chrome-extension://our-id/panel.html" };
const PANEL = { id: US.id, url: US.panelUrl };
const ID = "019aaf4e-6c1b-7d2a-9b0e-3f5d8c7a1e42";

const good: Record<string, unknown>[] = [
  { type: "connect", server: SERVER, code: "K7QM-4TRV-9XWE" },
  { type: "sign_out" },
  { type: "library", query: {} },
  { type: "library", query: { kind: "vacancy", language: "nl-BE", q: "zwolle" }, cursor: "next" },
  { type: "link", suggestionId: ID, scope: "personal" },
  { type: "image", id: ID },
  { type: "share", share: share() },
  { type: "composer_button", on: true },
];

function services() {
  return {
    session: { connect: vi.fn(() => Promise.resolve({})), end: vi.fn((): Promise<object | undefined> => Promise.resolve({})), revoke: vi.fn(() => Promise.resolve()), access: vi.fn(), account: vi.fn() },
    outbox: { add: vi.fn(() => Promise.resolve()), flush: vi.fn(() => Promise.resolve()), waiting: vi.fn(() => Promise.resolve([share()])), sendOff: vi.fn(() => Promise.resolve()) },
    composerButton: { turn: vi.fn(() => Promise.resolve()), settle: vi.fn(() => Promise.resolve()) },
    library: { fetchPage: vi.fn(() => Promise.resolve({})), link: vi.fn(() => Promise.resolve({})), image: vi.fn(() => Promise.resolve("")) },
  };
}

const calls = (used: ReturnType<typeof services>): number =>
  Object.values(used).flatMap((service) => Object.values(service)).reduce((sum, mock) => sum + mock.mock.calls.length, 0);

const answerWith = (used: ReturnType<typeof services>) => createAnswer(used as unknown as Services, memoryStore(), US);

/** Small, seeded, so that a failure can be repeated. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1664525 + 1013904223) % 2 ** 32;
    return state / 2 ** 32;
  };
}

const JUNK: unknown[] = [null, undefined, 0, 1.5, "", "x".repeat(7000), [], {}, true, { type: "connect" }, "__proto__", ID.toUpperCase(), "../me"];

function spoil(message: Record<string, unknown>, random: () => number): unknown {
  const copy = structuredClone(message);
  const names = Object.keys(copy);
  const name = names[Math.floor(random() * names.length)] ?? "type";
  const junk = JUNK[Math.floor(random() * JUNK.length)];
  switch (Math.floor(random() * 4)) {
    case 0:
      return { ...copy, [name]: junk };
    case 1:
      return Object.fromEntries(Object.entries(copy).filter(([key]) => key !== name));
    case 2:
      return { ...copy, extra: junk };
    default:
      return junk;
  }
}

describe("messages to the worker", () => {
  it.each(good.map((message) => [message.type, message]))("accepts a well-formed %s", (_, message) => {
    expect(asRequest(message)).toBe(message);
  });

  it.each([
    ["a field too many", { type: "sign_out", token: true }],
    ["an inherited type", Object.create({ type: "sign_out" }) as unknown],
    ["a type from the prototype", { type: "constructor" }],
    ["a path in place of an id", { type: "image", id: "../../me" }],
    ["an unknown scope", { type: "link", suggestionId: ID, scope: "own" }],
    ["a switch that is not on or off", { type: "composer_button", on: "yes" }],
    ["a share with a field too many", { type: "share", share: { ...share(), text: "secret" } }],
    ["a code that is not text", { type: "connect", server: SERVER, code: { toString: "x" } }],
  ])("refuses %s", (_, message) => {
    expect(asRequest(message)).toBeUndefined();
  });

  it("does nothing at all for 10,000 malformed ones", () => {
    const used = services();
    const answer = answerWith(used);
    const random = randomFrom(7);
    for (let i = 0; i < 10_000; i += 1) {
      const message = spoil(good[i % good.length] ?? {}, random);
      // leaving out an optional part leaves a good message; those are not what this test is about
      if (asRequest(message) === undefined) expect(answer(message, PANEL)).toBeUndefined();
    }
    expect(calls(used)).toBe(0);
  });

  it.each([
    ["another extension", { id: "other-id", url: "chrome-extension://other-id/panel.html" }],
    ["another extension that says it is our panel", { id: "other-id", url: US.panelUrl }],
    ["a script in a web page", { id: US.id, url: "https://www.linkedin.com/feed/" }],
    ["a page whose address begins like ours", { id: US.id, url: `${US.panelUrl}.evil.example/` }],
    ["another page of ours", { id: US.id, url: "chrome-extension://our-id/other.html" }],
    ["nobody", { id: undefined, url: undefined }],
  ])("does nothing for a good message from %s", (_, sender) => {
    const used = services();
    for (const message of good) expect(answerWith(used)(message, sender)).toBeUndefined();
    expect(calls(used)).toBe(0);
  });

  it("answers our panel, wherever in the panel it was sent from", async () => {
    const used = services();
    await answerWith(used)({ type: "sign_out" }, { id: US.id, url: `${US.panelUrl}?x#y` });
    expect(used.session.end).toHaveBeenCalledOnce();
  });

  it("signs out here first, then sends what was waiting, and only then gives up the right to", async () => {
    const used = services();
    const order: string[] = [];
    used.outbox.waiting.mockImplementation(() => Promise.resolve((order.push("look"), [])));
    used.session.end.mockImplementation(() => Promise.resolve((order.push("end"), {})));
    used.outbox.sendOff.mockImplementation(() => Promise.resolve(void order.push("send")));
    used.session.revoke.mockImplementation(() => Promise.resolve(void order.push("revoke")));
    await answerWith(used)({ type: "sign_out" }, PANEL);
    await vi.waitFor(() => { expect(order).toEqual(["look", "end", "send", "revoke"]); });
  });

  it("answers a sign-out at once, also when the server never answers", async () => {
    const used = services();
    used.outbox.sendOff.mockReturnValue(new Promise(() => undefined));
    used.outbox.flush.mockReturnValue(new Promise(() => undefined));
    expect(await answerWith(used)({ type: "sign_out" }, PANEL)).toEqual({ ok: true, value: null });
  });

  it("sends what is waiting as soon as the server turns out to be there again", async () => {
    const used = services();
    await answerWith(used)({ type: "library", query: {} }, PANEL);
    expect(used.outbox.flush).toHaveBeenCalledOnce();
  });

  it("acknowledges a share when it is stored, without waiting for the server", async () => {
    const used = services();
    used.outbox.flush.mockReturnValue(new Promise(() => undefined));
    expect(await answerWith(used)({ type: "share", share: share() }, PANEL)).toEqual({ ok: true, value: null });
    expect(used.outbox.add).toHaveBeenCalledOnce();
  });

  it("does not acknowledge a share that could not be stored", async () => {
    const used = services();
    used.outbox.add.mockRejectedValue(new Error("disk full"));
    expect(await answerWith(used)({ type: "share", share: share() }, PANEL)).toMatchObject({ ok: false });
  });

  it("sends no code to an address that is not safe", async () => {
    const used = services();
    const reply = await answerWith(used)({ type: "connect", server: "http://vertel.example.nl", code: "C" }, PANEL);
    expect(reply).toMatchObject({ ok: false });
    expect(used.session.connect).not.toHaveBeenCalled();
  });
});
