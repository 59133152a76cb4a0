/** What this browser remembers of how an employee writes, from one suggestion to the next. */
import { storage } from "../../shared/browser";
import * as keys from "../../shared/keys";
import type { LinkChoice } from "../../shared/shapes";
import type { NoPost } from "../insert";

/** The link that goes along with a new text: the one that was chosen last. */
export async function rememberedLink(): Promise<LinkChoice> {
  const { [keys.LINK_CHOICE]: choice } = await storage.get([keys.LINK_CHOICE]);
  return (choice as LinkChoice | undefined) ?? "campaign";
}

export function rememberLink(choice: LinkChoice): Promise<void> {
  return storage.set({ [keys.LINK_CHOICE]: choice });
}

/** Why a text waits: there was no post to put it in, or one is being opened. */
export type WaitingFor = NoPost | "opened";

interface Waiting {
  readonly suggestionId: string;
  readonly why: WaitingFor;
}

export async function whatWaits(suggestionId: string): Promise<WaitingFor | undefined> {
  const waiting = (await storage.get([keys.WAITING]))[keys.WAITING] as Waiting | undefined;
  return waiting?.suggestionId === suggestionId ? waiting.why : undefined;
}

export function keepWaiting(suggestionId: string, why: WaitingFor | undefined): Promise<void> {
  if (why === undefined) return storage.remove([keys.WAITING]);
  return storage.set({ [keys.WAITING]: { suggestionId, why } satisfies Waiting });
}
