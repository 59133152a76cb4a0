import { describe, expect, it } from "vitest";
import { unfinished, type Draft } from "../src/panel/drafts";
import { draftKey, OPEN, openedKey } from "../src/shared/keys";
import { uuid7 } from "../src/shared/uuid7";
import { suggestion } from "./documents";
import { memoryStore } from "./memory-store";

const ME = "me";
const draft = (text: string): Draft => ({ chosen: "caption", texts: { caption: text }, link: "campaign" });

describe("what lies unfinished", () => {
  it("can be read on when its suggestion has left the list: a copy stays for as long as there is a draft", async () => {
    const [left, looked, open, theirs] = [suggestion(), suggestion(), suggestion(), suggestion()];
    const store = memoryStore();
    await store.set({ [draftKey(ME, left.id)]: draft("Van mij {link}"), [draftKey(ME, uuid7())]: { ...draft("Weg"), inserted: true } });
    await store.set({ [OPEN]: { owner: ME, id: open.id }, [openedKey("other", theirs.id)]: theirs, [draftKey("other", theirs.id)]: draft("Van een ander") });
    for (const one of [left, looked, open]) await store.set({ [openedKey(ME, one.id)]: one });
    expect(await unfinished(ME, store)).toEqual({ ids: new Set([left.id]), opened: [{ suggestion: left, words: "Van mij", at: 0 }] });
    const copies = [...store.data.keys()].filter((key) => key.startsWith("opened:"));
    expect(copies.sort()).toEqual([openedKey(ME, left.id), openedKey(ME, open.id), openedKey("other", theirs.id)].sort());
  });
});
