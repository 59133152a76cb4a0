import { beforeEach, expect, it } from "vitest";
import * as keys from "../src/shared/keys";
import { hasMoved, loadStart } from "../src/panel/state";
import { memoryStore } from "./memory-store";

const store = memoryStore();
const stored = store.data;

const OLD = { server: "https://vertel.example.nl", id: "1", name: "Noor", email: "noor@example.nl", organisation: "Waterwerk", languages: ["nl"], foldDesktop: 210, ended: false };

beforeEach(() => {
  stored.clear();
  // as an older version stored it, without what came later
  stored.set(keys.ACCOUNT, OLD);
});

it("is the same as long as nothing else is stored", async () => {
  expect(await hasMoved(await loadStart(store), store)).toBe(false);
});

it.each([
  ["a session that ended", keys.ACCOUNT, { ...OLD, ended: true }],
  ["a sign-out", keys.ACCOUNT, undefined],
  ["an erasure", keys.LEAVING, "done"],
])("is another after %s while the panel was opening", async (_, key, value) => {
  const start = await loadStart(store);
  stored.set(key, value);
  expect(await hasMoved(start, store)).toBe(true);
});

it("knows an account of an older version, with what came later as it is for everybody", async () => {
  expect((await loadStart(store)).account).toMatchObject({ ...OLD, counting: true, foldPhone: 140, organisationLanguages: ["nl"] });
});

it("keeps an account of which a later part is damaged", async () => {
  stored.set(keys.ACCOUNT, { ...OLD, accent: 7, counting: false });
  expect((await loadStart(store)).account).toMatchObject({ ...OLD, accent: null, counting: false });
});

it("gives what was written before it had its writer's id in its name to who is signed in, once", async () => {
  const draft = { chosen: "a", texts: { a: "Van mij" }, link: "campaign" };
  for (const [key, value] of Object.entries({ "draft:x": draft, idea: "an idea", "photo:p": "data:image/jpeg;base64,a" })) stored.set(key, value);
  await loadStart(store);
  expect(stored.get(keys.draftKey("1", "x"))).toEqual(draft);
  expect(stored.get(keys.ideaKey("1"))).toBe("an idea");
  expect(["draft:x", "idea", "photo:p"].filter((key) => stored.has(key))).toEqual([]);
  stored.set(keys.ACCOUNT, { ...OLD, id: "2" }).set("draft:y", draft);
  await loadStart(store);
  expect(stored.has(keys.draftKey("2", "y"))).toBe(false);
});
