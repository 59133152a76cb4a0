/** What the panel knows when it opens: one read of storage, so that suggestions stand there at once. */
import { managed, storage } from "../shared/browser";
import * as keys from "../shared/keys";
import { readPolicy, type Policy } from "../shared/policy";
import type { Account, Library } from "../shared/shapes";

export interface Settings {
  /** The language of the panel's own words; undefined is the browser's. */
  readonly language?: string | undefined;
}

export interface Start {
  readonly account: Account | undefined;
  readonly consented: boolean;
  readonly settings: Settings;
  readonly library: Library | undefined;
  /** The suggestion that was open last time. */
  readonly open: string | undefined;
  /** What the organisation has set for this browser. */
  readonly policy: Policy;
}

export async function loadStart(): Promise<Start> {
  const first = keys.libraryKey({});
  const kept = storage.get([keys.ACCOUNT, keys.CONSENT, keys.SETTINGS, keys.OPEN, first]);
  const [found, policy] = await Promise.all([kept, managed.get()]);
  return {
    account: found[keys.ACCOUNT] as Account | undefined,
    consented: found[keys.CONSENT] !== undefined,
    settings: (found[keys.SETTINGS] as Settings | undefined) ?? {},
    library: found[first] as Library | undefined,
    open: found[keys.OPEN] as string | undefined,
    policy: readPolicy(policy),
  };
}

export function keepSettings(settings: Settings): Promise<void> {
  return storage.set({ [keys.SETTINGS]: settings });
}

export function keepConsent(): Promise<void> {
  return storage.set({ [keys.CONSENT]: { at: new Date().toISOString() } });
}

export function keepOpen(suggestionId: string | undefined): Promise<void> {
  return suggestionId === undefined ? storage.remove([keys.OPEN]) : storage.set({ [keys.OPEN]: suggestionId });
}
