import { afterEach, describe, expect, it, vi } from "vitest";
import { createAnswer } from "../src/background/answer";
import { createServices, type Services } from "../src/background/services";
import * as keys from "../src/shared/keys";
import { asRequest } from "../src/shared/messages";
import { me, share, SERVER, suggestion, tokens } from "./documents";
import { memoryStore } from "./memory-store";
import { randomFrom } from "./random";

const US = { id: "our-id", panelUrl: "chrome-extension://our-id/panel.html" };
const PANEL = { id: US.id, url: US.panelUrl };
const ID = "019aaf4e-6c1b-7d2a-9b0e-3f5d8c7a1e42";

const good: Record<string, unknown>[] = [
  { type: "connect", server: SERVER, code: "K7QM-4TRV-9XWE" },
  { type: "sign_in_ways", server: SERVER },
  { type: "sign_in_begin", server: SERVER },
  { type: "sign_in_carry_on" },
  { type: "sign_in_cancel" },
  { type: "sign_out" },
  { type: "devices" },
  { type: "end_device", id: ID },
  { type: "library", query: {} },
  { type: "library", query: { kind: "vacancy", language: "nl-BE", q: "zwolle" }, cursor: "next" },
  { type: "link", suggestionId: ID, scope: "personal" },
  { type: "library", query: { marked: "saved" } },
  { type: "image", id: ID },
  { type: "mark", suggestionId: ID, mark: "unhide" },
  { type: "seen", ids: [ID, ID] },
  { type: "picture", id: ID },
  { type: "share", share: share() },
  { type: "share_stands", id: ID },
  { type: "share_undone", id: ID },
  { type: "me" },
  { type: "change_me", wishes: { snoozed_until: "2026-12-02T09:00:00Z", counting: false, languages: ["nl", "en"] } },
  { type: "mails" },
  { type: "change_mails", wishes: { digest: { active: true, weekday: 4, hour: 8, time_zone: "Europe/Amsterdam", personal: false } } },
  { type: "preview_mail" },
  { type: "test_mail" },
  { type: "transparency" },
  { type: "transparency", language: "nl" },
  { type: "export" },
  { type: "leave" },
  { type: "my_feedback" },
  { type: "give_feedback", suggestionId: ID, feedback: { reaction: "not_for_me", reason: "too_salesy", comment: "Liever zelf.", signed: true } },
  { type: "take_back", suggestionId: ID },
  { type: "ideas" },
  { type: "upload_photo", key: ID, photo: ID, picture: "data:image/jpeg;base64,/9j/" },
  { type: "send_idea", key: ID, idea: { text: "Taart", people: [{ name: "Samira", consent_until: null }], signed: false } },
  { type: "reply_to_idea", key: ID, ideaId: ID, reply: { text: "Morgen" } },
  { type: "withdraw_idea", ideaId: ID },
  { type: "thanks" },
  { type: "impact", period: "year" },
  { type: "composer_button", on: true },
];

const VOICES = ["myFeedback", "give", "takeBack", "ideas", "uploadPhoto", "send", "reply", "withdraw", "thanks", "impact"];

function services() {
  return {
    session: { connect: vi.fn(() => Promise.resolve({})), end: vi.fn((): Promise<object | undefined> => Promise.resolve({})), revoke: vi.fn(() => Promise.resolve()), sweep: vi.fn(() => Promise.resolve()), access: vi.fn(), account: vi.fn((): Promise<object | undefined> => Promise.resolve({ counting: true })) },
    signIn: { ways: vi.fn(() => Promise.resolve({})), begin: vi.fn(() => Promise.resolve({})), carryOn: vi.fn(() => Promise.resolve()), cancel: vi.fn(() => Promise.resolve()), knowsDevices: vi.fn(), nameAt: vi.fn(() => Promise.resolve(undefined)) },
    outbox: { add: vi.fn(() => Promise.resolve()), hold: vi.fn(() => Promise.resolve()), release: vi.fn(() => Promise.resolve()), takeBack: vi.fn(() => Promise.resolve(true)), flush: vi.fn(() => Promise.resolve()), waiting: vi.fn(() => Promise.resolve([share()])), sendOff: vi.fn(() => Promise.resolve()) },
    library: { forgetLinks: vi.fn(), fetchPage: vi.fn(() => Promise.resolve({})), link: vi.fn(() => Promise.resolve({})), mark: vi.fn(() => Promise.resolve()) },
    pictures: { image: vi.fn(() => Promise.resolve("")), picture: vi.fn(() => Promise.resolve("")) },
    attention: { saw: vi.fn(() => Promise.resolve()) },
    voices: Object.fromEntries(VOICES.map((name) => [name, vi.fn(() => Promise.resolve({}))])),
    composerButton: { turn: vi.fn(() => Promise.resolve()), settle: vi.fn(() => Promise.resolve()) },
    person: { mails: vi.fn(), changeMails: vi.fn(), previewMail: vi.fn(), testMail: vi.fn(() => Promise.resolve()), devices: vi.fn(), endDevice: vi.fn(() => Promise.resolve()), refresh: vi.fn(), change: vi.fn(), transparency: vi.fn(), exported: vi.fn(), leave: vi.fn() },
  };
}

const calls = (used: ReturnType<typeof services>): number =>
  Object.values(used).flatMap((service) => Object.values(service)).reduce((sum, mock) => sum + mock.mock.calls.length, 0);

const answerWith = (used: ReturnType<typeof services>) => createAnswer(used as unknown as Services, memoryStore(), US);

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
    ["a mark of another kind", { type: "mark", suggestionId: ID, mark: "erase" }],
    ["more seen at once than a list holds", { type: "seen", ids: Array(101).fill(ID) }],
    ["something else among what was seen", { type: "seen", ids: [ID, "../me"] }],
    ["an unknown scope", { type: "link", suggestionId: ID, scope: "own" }],
    ["a switch that is not on or off", { type: "composer_button", on: "yes" }],
    ["a share with a field too many", { type: "share", share: { ...share(), text: "secret" } }],
    ["a wish about somebody else", { type: "change_me", wishes: { counting: true, role: "admin" } }],
    ["no wish at all", { type: "change_me" }],
    ["an hour that there is not", { type: "change_mails", wishes: { digest: { hour: 25 } } }],
    ["a photo from elsewhere", { type: "upload_photo", key: ID, photo: ID, picture: "https://example.com/a.jpg" }],
    ["feedback with an unknown reason", { type: "give_feedback", suggestionId: ID, feedback: { reaction: "not_for_me", reason: "bored" } }],
    ["a device by another name than its id", { type: "end_device", id: "../me" }],
    ["an address longer than any", { type: "sign_in_begin", server: `https://${"a".repeat(300)}.nl` }],
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
    expect(used.outbox.hold).toHaveBeenCalledOnce();
  });

  it("holds back only what can be undone: a copy is told at once", async () => {
    const used = services();
    await answerWith(used)({ type: "share", share: share({ method: "copy" }) }, PANEL);
    expect(used.outbox.add).toHaveBeenCalledOnce();
    expect(used.outbox.hold).not.toHaveBeenCalled();
  });

  it("keeps nothing of a share of someone who paused the counting", async () => {
    const used = services();
    used.session.account.mockResolvedValue({ counting: false });
    expect(await answerWith(used)({ type: "share", share: share() }, PANEL)).toEqual({ ok: true, value: null });
    expect(used.outbox.add).not.toHaveBeenCalled();
  });

  it("does not acknowledge a share that could not be stored", async () => {
    const used = services();
    used.outbox.hold.mockRejectedValue(new Error("disk full"));
    expect(await answerWith(used)({ type: "share", share: share() }, PANEL)).toMatchObject({ ok: false });
  });

  it("sends no code to an address that is not safe", async () => {
    const used = services();
    const reply = await answerWith(used)({ type: "connect", server: "http://vertel.example.nl", code: "C" }, PANEL);
    expect(reply).toMatchObject({ ok: false });
    expect(used.session.connect).not.toHaveBeenCalled();
  });
});

/** The worker as it really is, signed in, with a server that answers what it is asked. */
async function realWorker() {
  const problem = { type: "urn:vertel:problem:gone", title: "Gone", status: 404, detail: "Not here." };
  const documents: Record<string, unknown> = {
    "/auth/token": tokens("canary"),
    "/me": me(),
    "/me/export": { employee: me() },
    "/suggestions": { items: [suggestion()], next_cursor: null },
  };
  vi.stubGlobal("fetch", (url: string) => {
    const found = documents[new URL(url).pathname.replace("/api/v1", "")];
    const status = found === undefined ? 404 : 200;
    return Promise.resolve(new Response(JSON.stringify(found ?? problem), { status, headers: { ETag: '"1"' } }));
  });
  const store = memoryStore();
  const nothing = () => Promise.resolve();
  const composerButton = { turn: nothing, settle: nothing };
  const thumbnail = () => Promise.resolve("data:image/webp;base64,");
  const services = createServices({ store, thumbnail, showNew: nothing, wakeForOutbox: nothing, wakeForPoll: nothing, wakeForReminder: nothing, wakeForSignIn: nothing, composerButton });
  await services.session.connect(SERVER, "CODE");
  return { store, services, answer: createAnswer(services, store, US) };
}

afterEach(() => {
  vi.unstubAllGlobals();
});

/** From now on the server takes its time over suggestions, until it may go on. */
function lateSuggestions() {
  const atOnce = fetch;
  const asked = vi.fn();
  let goOn: () => void = () => undefined;
  const late = new Promise<void>((resolve) => { goOn = resolve; });
  vi.stubGlobal("fetch", (url: string, init: RequestInit) => {
    if (!url.includes("/suggestions")) return atOnce(url, init);
    asked();
    return late.then(() => atOnce(url, init));
  });
  return { goOn: () => { goOn(); }, asked };
}

describe("what is on its way when somebody ends", () => {
  it.each([
    ["sign_out", []],
    ["leave", [[keys.LEAVING, "done"]]],
  ])("is not kept after %s", async (type, left) => {
    const { store, answer } = await realWorker();
    const { goOn } = lateSuggestions();
    const loading = answer({ type: "library", query: {} }, PANEL);
    await answer({ type }, PANEL);
    goOn();
    expect(await loading).toMatchObject({ ok: true });
    await vi.waitFor(() => { expect([...store.data]).toEqual(left); });
  });

  it("is not kept when nobody asked for it: a look at what is new", async () => {
    const { store, services, answer } = await realWorker();
    const { goOn, asked } = lateSuggestions();
    const looking = services.polling.poll();
    await vi.waitFor(() => { expect(asked).toHaveBeenCalledOnce(); });
    await answer({ type: "sign_out" }, PANEL);
    goOn();
    await looking;
    expect([...store.data]).toEqual([]);
  });

  it("is not kept when it was asked for after the sign-out had begun", async () => {
    const { store, services, answer } = await realWorker();
    const { goOn, asked } = lateSuggestions();
    const { session } = services;
    const end = session.end.bind(session);
    let loading: Promise<unknown> | undefined;
    vi.spyOn(session, "end").mockImplementation(async () => {
      loading = answer({ type: "library", query: {} }, PANEL);
      await vi.waitFor(() => { expect(asked).toHaveBeenCalledOnce(); });
      return end();
    });
    await answer({ type: "sign_out" }, PANEL);
    goOn();
    expect(await loading).toMatchObject({ ok: true });
    await vi.waitFor(() => { expect([...store.data]).toEqual([]); });
  });
});

describe("the tokens", () => {

  it.each(good.map((message) => [message.type, message]))("are not in the answer to %s, nor in what is kept of it", async (_, message) => {
    const { store, answer } = await realWorker();
    expect(JSON.stringify(store.data.get(keys.SESSION))).toContain("canary");
    const reply = await answer(message, PANEL);
    store.data.delete(keys.SESSION);
    expect(reply).toBeDefined();
    expect(JSON.stringify([reply, ...store.data])).not.toContain("canary");
  });
});
