/** What this browser remembers of how an employee writes, from one suggestion to the next. */
import { storage } from "../../shared/browser";
import { oneOf, open, string } from "../../shared/guards";
import * as keys from "../../shared/keys";
import { isLinkChoice, type LinkChoice } from "../../shared/shapes";
import { fits, read, type Entry } from "../../shared/stored";
import type { NoPost } from "../insert";

const LAST_CHOICE: Entry<LinkChoice> = { key: keys.LINK_CHOICE, parse: fits(isLinkChoice) };

/** The link that goes along with a new text: the one that was chosen last. */
export async function rememberedLink(): Promise<LinkChoice> {
  return (await read(storage, LAST_CHOICE).catch(() => undefined)) ?? "campaign";
}

export function rememberLink(choice: LinkChoice): Promise<void> {
  return storage.set({ [keys.LINK_CHOICE]: choice }).catch(() => undefined);
}

/** Why a text waits: there was no post to put it in, or one is being opened. */
export type WaitingFor = NoPost | "opened";

const WAITING: Entry<{ readonly suggestionId: string; readonly why: WaitingFor }> = {
  key: keys.WAITING,
  parse: fits(open({ suggestionId: string, why: oneOf("no_tab", "elsewhere", "no_composer", "opened") })),
};

export async function whatWaits(suggestionId: string): Promise<WaitingFor | undefined> {
  const waiting = await read(storage, WAITING).catch(() => undefined);
  return waiting?.suggestionId === suggestionId ? waiting.why : undefined;
}

export function keepWaiting(suggestionId: string, why: WaitingFor | undefined): Promise<void> {
  const kept = why === undefined ? storage.remove([keys.WAITING]) : storage.set({ [keys.WAITING]: { suggestionId, why } });
  return kept.catch(() => undefined);
}
