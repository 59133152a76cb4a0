/**
 * Of which texts the organisation was told lately, so that a text that is inserted again, or copied as well, is still
 * one share, also when the panel was closed in between. After a day it is a new one.
 */
import { storage } from "../../shared/browser";
import { open, string } from "../../shared/guards";
import { isTold, lastPartOf, toldKey } from "../../shared/keys";
import { fits, readEach } from "../../shared/stored";
import { madeAt } from "../../shared/uuid7";

interface Told {
  readonly suggestionId: string;
  readonly text: string;
}

const isKept = open({ suggestionId: string, text: string });

const LATELY_MS = 24 * 60 * 60 * 1000;

type ToldStore = Pick<typeof storage, "keys" | "get" | "set" | "remove">;

/** By text, the share that was told of it; what is no longer of use is thrown away. */
export async function loadTold(suggestionId: string, store: ToldStore = storage, now = Date.now()): Promise<Map<string, string>> {
  const names = (await store.keys()).filter(isTold);
  const isLate = (key: string): boolean => now - madeAt(lastPartOf(key)) < LATELY_MS;
  await store.remove(names.filter((key) => !isLate(key)));
  const found = await readEach(store, names.filter(isLate), fits(isKept));
  const ofThis = [...found].filter(([, told]) => told.suggestionId === suggestionId);
  return new Map(ofThis.map(([key, { text }]) => [text, lastPartOf(key)]));
}

export function keepTold(share: string, told: Told, store: ToldStore = storage): Promise<void> {
  return store.set({ [toldKey(share)]: told });
}

export function forgetTold(share: string, store: ToldStore = storage): Promise<void> {
  return store.remove([toldKey(share)]);
}
