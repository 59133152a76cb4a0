/** What the panel knows when it opens: one read of storage, so that suggestions stand there at once. */
import { managed, storage } from "../shared/browser";
import { ACCOUNT, checkedAt, FORMER, LEAVING, libraryOf, OPEN, openedOf, SEEN, SIGNING_IN } from "../shared/entries";
import { isTrue, open, optional, string } from "../shared/guards";
import * as keys from "../shared/keys";
import { readPolicy, type Policy } from "../shared/policy";
import { setMakingRoom } from "../shared/room";
import type { Seen } from "../shared/seen";
import type { Account, Library, SigningIn, Suggestion } from "../shared/shapes";
import { fits, read, readAll, type Entry, type ValueOf } from "../shared/stored";
import { adoptWriting } from "./adopt-writing";

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

const SETTINGS: Entry<Settings> = { key: keys.SETTINGS, parse: fits(open({ language: optional(string) })) };
const CONSENT: Entry<{ readonly at: string }> = { key: keys.CONSENT, parse: fits(open({ at: string })) };
const OWNED_WRITING: Entry<true> = { key: keys.OWNED_WRITING, parse: fits(isTrue) };

const FIRST = {
  account: ACCOUNT,
  consent: CONSENT,
  settings: SETTINGS,
  open: OPEN,
  seen: SEEN,
  leaving: LEAVING,
  signingIn: SIGNING_IN,
  library: libraryOf({}),
  checked: checkedAt({}),
  ownedWriting: OWNED_WRITING,
} as const;

type Kept = Pick<typeof storage, "get" | "set" | "remove" | "keys">;

/** Rejected when the browser does not give back what is kept. */
export async function loadStart(store: Kept = storage): Promise<Start> {
  const { account, consent, settings, open, seen, leaving, signingIn, library, checked, ownedWriting } = await readAll(store, FIRST);
  if (account !== undefined && ownedWriting === undefined) await adoptWriting(account.id, store);
  return {
    account,
    left: leaving === "done",
    signingIn,
    consented: consent !== undefined,
    settings: settings ?? {},
    library: library && { ...library, fetchedAt: Math.max(library.fetchedAt, checked ?? 0) },
    seen,
    open: open?.owner === account?.id ? await lastOpen(open, library, store) : undefined,
    policy: readPolicy(account === undefined || account.ended ? await managed.get() : {}),
  };
}

/** As it is in the list, or as it was when it was opened: it may have been found by a search, or have ended since. */
async function lastOpen(open: ValueOf<typeof OPEN> | undefined, library: Library | undefined, store: Kept): Promise<Suggestion | undefined> {
  if (open === undefined) return undefined;
  const listed = library?.items.find((item) => item.id === open.id);
  return listed ?? read(store, openedOf(open.owner, open.id));
}

/** Whether it is another account than at the start: it may have changed between that read and hearing of changes. */
export async function hasMoved({ account, left, signingIn }: Start, store: Kept = storage): Promise<boolean> {
  const now = await readAll(store, { account: ACCOUNT, leaving: LEAVING, signingIn: SIGNING_IN });
  const isOther = (one: unknown, other: unknown): boolean => JSON.stringify(one) !== JSON.stringify(other);
  return isOther(now.account, account) || isOther(now.signingIn, signingIn) || (now.leaving === "done") !== left;
}

/**
 * Whose texts may be here: of who is signed in, and of those who were when the server ended their session. Rejected when
 * there is an account that cannot be read: nobody's texts are to go for that.
 */
export async function writersHere(): Promise<string[]> {
  const found = await storage.get([keys.ACCOUNT, keys.FORMER]);
  const [account, former = []] = [ACCOUNT.parse(found[keys.ACCOUNT]), FORMER.parse(found[keys.FORMER])];
  if (account === undefined && found[keys.ACCOUNT] !== undefined) throw new Error("The account cannot be read.");
  return [...(account === undefined ? [] : [account.id]), ...former.map(({ id }) => id)];
}

export function loadSeen(): Promise<Seen | undefined> {
  return read(storage, SEEN);
}

export function keepSettings(settings: Settings): Promise<void> {
  return keep({ [keys.SETTINGS]: settings });
}

export function keepConsent(): Promise<void> {
  return keep({ [keys.CONSENT]: { at: new Date().toISOString() } });
}

/** With a copy of it, for as long as there is a draft of it: see `unfinished` in drafts.ts. */
export function keepOpen(owner: string, suggestion: Suggestion): Promise<void> {
  const { id } = suggestion;
  return keep({ [keys.OPEN]: { owner, id }, [keys.openedKey(owner, id)]: suggestion });
}

export function forgetOpen(): Promise<void> {
  return storage.remove([keys.OPEN]).catch(() => undefined);
}

export function forgetLeaving(): Promise<void> {
  return storage.remove([keys.LEAVING]);
}

/** What does not stop anybody when it cannot be kept: the next time the panel begins without it. */
async function keep(items: Record<string, unknown>): Promise<void> {
  await setMakingRoom(storage, items).catch(() => undefined);
}
