/** What the panel and the worker both keep: under which name, and how it is read. */
import { validateSuggestion } from "vertel-schema";
import { anything, fitting, flag, isTrue, list, number, oneOf, open, optional, orNull, string, type Guard } from "./guards";
import * as keys from "./keys";
import { ALL_OFFERED } from "./offers";
import type { Seen } from "./seen";
import type { Account, Library, Query, SigningIn, Suggestion } from "./shapes";
import { fits, type Entry } from "./stored";

const address: Guard<string> = (value): value is string => string(value) && URL.canParse(value);

const isAccount = open({
  server: address,
  id: string,
  name: string,
  email: string,
  organisation: string,
  languages: list(string, 1000),
  foldDesktop: number,
  ended: flag,
});

/** What came in later versions; without it an account is still one. */
const LATER = {
  role: string,
  mark: string,
  team: string,
  location: string,
  languagesChosen: flag,
  organisationLanguages: list(string, 1000),
  snoozedUntil: orNull(string),
  counting: flag,
  foldPhone: number,
  offers: open({ composerButton: flag, personalLinks: flag, ideas: flag }),
  knowsTips: flag,
  guidance: list(open({ language: string, do: orNull(string), dont: orNull(string) }), 1000),
  accent: orNull(open({ light: string, dark: string })),
} as const;

/** An account that an older version stored lacks what came later, for as long as it takes the server to answer. */
function parseAccount(value: unknown): Account | undefined {
  if (!isAccount(value)) return undefined;
  const { server, id, name, email, organisation, languages, foldDesktop, ended } = value;
  return {
    snoozedUntil: null,
    counting: true,
    foldPhone: 140,
    languagesChosen: true,
    organisationLanguages: languages,
    offers: ALL_OFFERED,
    knowsTips: false,
    guidance: [],
    accent: null,
    ...fitting(LATER, value),
    ...{ server, id, name, email, organisation, languages, foldDesktop, ended },
  };
}

export const ACCOUNT: Entry<Account> = { key: keys.ACCOUNT, parse: parseAccount };

export const LEAVING: Entry<"asked" | "done"> = { key: keys.LEAVING, parse: fits(oneOf("asked", "done")) };

const isSigningIn = open({
  server: address,
  userCode: string,
  address,
  expiresAt: number,
  state: oneOf("waiting", "refused", "expired"),
  trouble: optional(oneOf("offline", "server", "busy", "signed_out", "bad_code", "gone", "refused", "unexpected", "storage")),
});

export const SIGNING_IN: Entry<SigningIn> = { key: keys.SIGNING_IN, parse: fits(isSigningIn) };

export const SEEN: Entry<Seen> = { key: keys.SEEN, parse: fits(open({ since: number, ids: list(string, 10_000) })) };

/** True, or not there. */
export const COMPOSER_BUTTON: Entry<true> = { key: keys.COMPOSER_BUTTON, parse: fits(isTrue) };

export interface StoredLibrary extends Library {
  readonly etag: string | null;
}

const isLibrary = open({ items: list(anything, Infinity), nextCursor: orNull(string), fetchedAt: number, etag: optional(orNull(string)) });

/** With the suggestions that can be read. Where some cannot, there is no ETag: the server has to send all of it again. */
export function parseLibrary(value: unknown): StoredLibrary | undefined {
  if (!isLibrary(value)) return undefined;
  const items = value.items.filter(validateSuggestion);
  const { nextCursor, fetchedAt, etag = null } = value;
  return { items, nextCursor, fetchedAt, etag: items.length === value.items.length ? etag : null };
}

export const libraryOf = (query: Query): Entry<StoredLibrary> => ({ key: keys.libraryKey(query), parse: parseLibrary });

/** When the server last said that a list is still the one that is stored, in milliseconds since 1970. */
export const checkedAt = (query: Query): Entry<number> => ({ key: keys.checkedKey(query), parse: fits(number) });

export const parseSuggestion = fits<Suggestion>(validateSuggestion);

/** The suggestion that an employee had open last. */
export const OPEN: Entry<{ readonly owner: string; readonly id: string }> = { key: keys.OPEN, parse: fits(open({ owner: string, id: string })) };

/** A copy of a suggestion, see `keys.openedKey`. */
export const openedOf = (owner: string, id: string): Entry<Suggestion> => ({ key: keys.openedKey(owner, id), parse: parseSuggestion });

/** Whose writing waits here for them, and since when, in milliseconds since 1970. */
export const FORMER: Entry<readonly { readonly id: string; readonly since: number }[]> = {
  key: keys.FORMER,
  parse: fits(list(open({ id: string, since: number }), 1000)),
};
