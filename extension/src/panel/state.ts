/** What the panel knows when it opens: one read of storage, so that suggestions stand there at once. */
import { managed, storage } from "../shared/browser";
import * as keys from "../shared/keys";
import { ALL_OFFERED } from "../shared/offers";
import { readPolicy, type Policy } from "../shared/policy";
import type { Seen } from "../shared/seen";
import type { Account, Library, SigningIn, Suggestion } from "../shared/shapes";

export interface Settings {
  /** The language of the panel's own words; undefined is the browser's. */
  readonly language?: string | undefined;
}

export interface Start {
  readonly account: Account | undefined;
  /** They were just erased, and have not been told yet. */
  readonly left: boolean;
  /** A sign-in that goes on in another tab. */
  readonly signingIn: SigningIn | undefined;
  readonly consented: boolean;
  readonly settings: Settings;
  readonly library: Library | undefined;
  /** What had been seen before this time. */
  readonly seen: Seen | undefined;
  /** The suggestion that was open last time. */
  readonly open: Suggestion | undefined;
  /** What the organisation has set for this browser, for who is about to connect; nobody else waits for it. */
  readonly policy: Policy;
}

/** An account that an older version stored lacks what came later, for as long as it takes the server to answer. */
function whole(stored: Stored | undefined): Account | undefined {
  if (stored === undefined) return undefined;
  const later: Pick<Account, Later> = {
    snoozedUntil: null,
    counting: true,
    foldPhone: 140,
    languagesChosen: true,
    organisationLanguages: stored.languages,
    offers: ALL_OFFERED,
    guidance: [],
    accent: null,
  };
  return { ...later, ...stored };
}

type Later =
  | "snoozedUntil"
  | "counting"
  | "foldPhone"
  | "languagesChosen"
  | "organisationLanguages"
  | "offers"
  | "guidance"
  | "accent";
type Stored = Omit<Account, Later> & Partial<Pick<Account, Later>>;

export async function loadStart(): Promise<Start> {
  const first = keys.libraryKey({});
  const names = [keys.ACCOUNT, keys.CONSENT, keys.SETTINGS, keys.OPEN, keys.SEEN, keys.LEAVING, keys.SIGNING_IN, first];
  const found = await storage.get(names);
  const account = whole(found[keys.ACCOUNT] as Stored | undefined);
  const library = found[first] as Library | undefined;
  return {
    account,
    left: found[keys.LEAVING] === "done",
    signingIn: (found[keys.SIGNING_IN] as SigningIn | null | undefined) ?? undefined,
    consented: found[keys.CONSENT] !== undefined,
    settings: (found[keys.SETTINGS] as Settings | undefined) ?? {},
    library,
    seen: found[keys.SEEN] as Seen | undefined,
    open: await lastOpen(found[keys.OPEN] as string | undefined, library),
    policy: readPolicy(account === undefined || account.ended ? await managed.get() : {}),
  };
}

/** As it is in the list, or as it was when it was opened: it may have been found by a search, or have ended since. */
async function lastOpen(id: string | undefined, library: Library | undefined): Promise<Suggestion | undefined> {
  if (id === undefined) return undefined;
  const key = keys.openedKey(id);
  const listed = library?.items.find((item) => item.id === id);
  return listed ?? ((await storage.get([key]))[key] as Suggestion | undefined);
}

/** Whether it is another account than at the start: it may have changed between that read and hearing of changes. */
export async function hasMoved({ account, left, signingIn }: Start): Promise<boolean> {
  const now = await storage.get([keys.ACCOUNT, keys.LEAVING, keys.SIGNING_IN]);
  const stored = whole(now[keys.ACCOUNT] as Stored | undefined);
  const isOther = (one: unknown, other: unknown): boolean => JSON.stringify(one) !== JSON.stringify(other);
  return isOther(stored, account) || isOther(now[keys.SIGNING_IN] ?? undefined, signingIn) || (now[keys.LEAVING] === "done") !== left;
}

export async function loadSeen(): Promise<Seen | undefined> {
  return (await storage.get([keys.SEEN]))[keys.SEEN] as Seen | undefined;
}

export function keepSettings(settings: Settings): Promise<void> {
  return storage.set({ [keys.SETTINGS]: settings });
}

export function keepConsent(): Promise<void> {
  return storage.set({ [keys.CONSENT]: { at: new Date().toISOString() } });
}

/** With a copy of it, for as long as there is a draft of it: see `unfinished` in drafts.ts. */
export function keepOpen(suggestion: Suggestion | undefined): Promise<void> {
  if (suggestion === undefined) return storage.remove([keys.OPEN]);
  return storage.set({ [keys.OPEN]: suggestion.id, [keys.openedKey(suggestion.id)]: suggestion });
}

export function forgetLeaving(): Promise<void> {
  return storage.remove([keys.LEAVING]);
}
