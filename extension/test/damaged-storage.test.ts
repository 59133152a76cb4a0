/** Whatever became of one stored value, the panel opens, the worker works, and no words are lost. */
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createServices } from "../src/background/services";
import { Autosave } from "../src/panel/autosave";
import { draftOf, unfinished } from "../src/panel/drafts";
import { loadPosts } from "../src/panel/history/history";
import { ideaOf, photoOf } from "../src/panel/ideas/idea-draft";
import { replyOf } from "../src/panel/ideas/reply";
import { loadAside } from "../src/panel/set-aside";
import { loadStart } from "../src/panel/state";
import { commentOf } from "../src/panel/talk/comment";
import { keptOf } from "../src/shared/kept";
import * as keys from "../src/shared/keys";
import { remindersOf } from "../src/shared/reminders";
import { read } from "../src/shared/stored";
import { account, me, share, SERVER, suggestion } from "./documents";
import { memoryStore } from "./memory-store";
import { refusing } from "./spare";

const ME = me().id;
const [CAKE, EVENT] = [suggestion(), share()];
const TEXT = "Taart voor het hele team";

/** All that a browser may keep of somebody in the middle of everything. */
const everything = (): Record<string, unknown> => ({
  [keys.SESSION]: { server: SERVER, access: "a", refresh: "r", attempt: "x", goodUntil: 9e15 },
  [keys.ENROLLING]: { server: SERVER, code: "CODE", attempt: "x" },
  [keys.DEVICE]: { server: SERVER, deviceCode: "d", attempt: "x", pause: 5000, since: 0, wait: 5000, expiresAt: 9e15, unanswered: 0 },
  [keys.SIGNING_IN]: { server: SERVER, userCode: "AB", address: SERVER, expiresAt: 9e15, state: "waiting" },
  [keys.ACCOUNT]: account(),
  [keys.SETTINGS]: { language: "nl" },
  [keys.CONSENT]: { at: "2026-11-23T09:30:00Z" },
  [keys.FORMER]: [{ id: "other", since: 9e15 }],
  [keys.OWNED_WRITING]: true,
  [keys.LEAVING]: "asked",
  [keys.COMPOSER_BUTTON]: true,
  [keys.OPEN]: { owner: ME, id: CAKE.id },
  [keys.LINK_CHOICE]: "personal",
  [keys.WAITING]: { suggestionId: CAKE.id, why: "no_tab" },
  [keys.OUTBOX_RETRY]: 3,
  [keys.SEEN]: { since: 0, ids: [CAKE.id] },
  [keys.libraryKey({})]: { items: [CAKE], nextCursor: null, fetchedAt: 1, etag: '"1"' },
  [keys.checkedKey({})]: 2,
  [keys.linkKey(CAKE.id, "personal")]: { code: "k7qm4tr", url: "https://go.example/k7qm4tr" },
  [keys.imageKey("i")]: "data:image/webp;base64,a",
  [keys.imageSeenKey("i")]: 1,
  [keptOf<"ideas">({ type: "ideas" }).key]: [],
  [keys.outboxKey(EVENT.id)]: { owner: ME, share: EVENT },
  [keys.recentShareKey(EVENT.id)]: { suggestionId: CAKE.id, text: TEXT },
  [keys.draftKey(ME, CAKE.id)]: { chosen: "a", texts: { a: TEXT }, link: "campaign", at: 1 },
  [keys.openedKey(ME, CAKE.id)]: CAKE,
  [keys.ideaKey(ME)]: { id: "x", text: TEXT, photos: [], people: [], language: "nl", signed: false },
  [keys.photoKey(ME, "p")]: "data:image/jpeg;base64,a",
  [keys.commentKey(ME, CAKE.id)]: { at: 1, text: TEXT, signed: false },
  [keys.replyKey(ME, "x")]: { at: 1, id: "y", text: TEXT },
  [keys.historyKey(ME, CAKE.id, EVENT.id)]: { suggestionId: CAKE.id, title: "Taart", option: "a", text: TEXT, method: "insert" },
  [keys.reminderKey(ME, CAKE.id)]: 1,
  [keys.writingKey(ME, "new")]: { at: 1, form: {} },
  [keys.newsReadKey(ME)]: { ideas: {}, thanks: [] },
  [keys.asideKey(ME, "a")]: { why: "overtaken", of: "draft:x", at: 1, value: { text: "Een oude tekst" } },
});

/** Where words stand that nobody can fetch again. */
const WRITINGS = [keys.draftKey(ME, CAKE.id), keys.ideaKey(ME), keys.commentKey(ME, CAKE.id), keys.replyKey(ME, "x")];

/** Every name that something is kept under, or how the names of a family begin. */
const names = Object.entries(keys).flatMap(([name, one]: [string, unknown]) => {
  if (typeof one === "string") return [one];
  const isFamily = typeof one === "function" && name.endsWith("Key");
  return isFamily ? [String(Reflect.apply(one, undefined, ["", "", ""])).replace(/:.*/, ":")] : [];
});

it("knows every name under which something is kept", () => {
  expect(names).toContain("history:");
  const kept = Object.keys(everything());
  expect(names.filter((name) => !kept.some((key) => (name.endsWith(":") ? key.startsWith(name) : key === name)))).toEqual([]);
});

const damages: [string, (value: unknown) => unknown][] = [
  ["cut off", (value) => JSON.stringify(value).slice(0, -3)],
  ["of another type", () => 7],
  ["an empty list", () => []],
  ["null", () => null],
  ["with a part of another type", (value) => (isObject(value) ? { ...value, [Object.keys(value)[0] ?? ""]: { new: "shape" } } : { value })],
  ["from a newer version", (value) => (isObject(value) ? { ...value, later: { than: "this" } } : { later: value })],
  ["missing", () => undefined],
];

const isObject = (value: unknown): value is object => typeof value === "object" && value !== null && !Array.isArray(value);

beforeEach(() => { vi.stubGlobal("fetch", vi.fn(() => Promise.reject(new TypeError("offline")))); });
afterEach(() => { vi.unstubAllGlobals(); });

function worker(store = memoryStore()) {
  const wake = () => Promise.resolve();
  const composerButton = { settle: wake, turn: wake };
  return createServices({ store, thumbnail: () => Promise.resolve("data:new"), showNew: wake, wakeForOutbox: wake, wakeForPoll: wake, wakeForReminder: wake, wakeForSignIn: wake, composerButton });
}

/** All that reads storage when the panel is opened and used. */
async function openAndUse(store: ReturnType<typeof memoryStore>) {
  const start = await loadStart(store);
  const autosave = new Autosave(store, refusing);
  const drafts = [
    await autosave.load(draftOf(ME, CAKE.id)),
    await autosave.load(ideaOf(ME)),
    await autosave.load(commentOf(ME, CAKE.id)),
    await autosave.load(replyOf(ME, "x")),
  ];
  await loadPosts(ME, store);
  await remindersOf(ME, store);
  await read(store, photoOf(ME, "p"));
  await read(store, keptOf<"ideas">({ type: "ideas" }));
  await unfinished(ME, store);
  const services = worker(store);
  await services.attention.update();
  await services.outbox.flush();
  await services.session.account();
  await services.signIn.carryOn().catch(() => undefined);
  const aside = await loadAside(ME, store);
  return { start, words: JSON.stringify([drafts, aside]) };
}

describe.each(Object.keys(everything()))("with what stands under %s", (key) => {
  it.each(damages)("%s, the panel opens and no text of a colleague is lost", async (how, damage) => {
    const value = damage(everything()[key]);
    const store = memoryStore(new Map(Object.entries({ ...everything(), [key]: value }).filter(([, one]) => one !== undefined)));
    const { start, words } = await openAndUse(store);
    expect(start.account?.id).toBe(key === keys.ACCOUNT && how !== "from a newer version" ? undefined : ME);
    const texts = words.split(TEXT).length - 1;
    const hasText = JSON.stringify(value ?? null).includes(TEXT);
    expect(texts).toBe(WRITINGS.includes(key) && !hasText ? WRITINGS.length - 1 : WRITINGS.length);
  });
});

describe("storage that refuses", () => {
  const full = () => Promise.reject(new Error("QUOTA_BYTES quota exceeded"));

  it("writes lets the panel open all the same", async () => {
    const store = memoryStore(new Map(Object.entries(everything())));
    const { start, words } = await openAndUse({ ...store, set: full });
    expect(start.account?.id).toBe(ME);
    expect(words).toContain(TEXT);
  });

  it("reads is told to who asks the worker, in a kind of its own", async () => {
    const store = { ...memoryStore(), get: full };
    await expect(worker(store).session.access()).rejects.toMatchObject({ failure: { kind: "storage" } });
  });

  it("a share until pictures have made way keeps it", async () => {
    const store = memoryStore(new Map(Object.entries(everything())));
    const set = (items: Record<string, unknown>) => (store.data.has(keys.imageKey("i")) ? full() : store.set(items));
    const another = share();
    await worker({ ...store, set }).outbox.add(another);
    expect(store.data.get(keys.outboxKey(another.id))).toMatchObject({ share: another });
  });
});
