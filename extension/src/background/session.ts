/**
 * The session: who is connected to which server, and the tokens that prove it. Tokens live in extension storage
 * and in this file; no message and no page ever carries one.
 *
 * A refresh token may be used once, so refreshing is single-flight, and the new pair is stored before it is used.
 */
import type { Me, TokenRequest, TokenResponse } from "vertel-schema";
import { Failed } from "../shared/failure";
import * as keys from "../shared/keys";
import type { Account } from "../shared/shapes";
import type { Access } from "./api";

/** The part of the storage seam that is needed here. */
export interface Store {
  get(keys: readonly string[]): Promise<Record<string, unknown>>;
  set(items: Record<string, unknown>): Promise<void>;
  remove(keys: readonly string[]): Promise<void>;
  keys(): Promise<string[]>;
}

export interface Server {
  exchange(server: string, grant: TokenRequest): Promise<TokenResponse>;
  me(access: Access): Promise<Me>;
  revoke(access: Access): Promise<void>;
}

interface Tokens {
  readonly server: string;
  readonly access: string;
  readonly refresh: string;
  /** Milliseconds since 1970; a token about to run out counts as run out. */
  readonly goodUntil: number;
}

/** A token is renewed this long before it runs out, so that it does not run out on its way. */
const MARGIN_MS = 30_000;

export interface Session {
  connect(server: string, code: string): Promise<Account>;
  access(): Promise<Access>;
  account(): Promise<Account | undefined>;
  end(): Promise<void>;
}

export function createSession(store: Store, api: Server, now: () => number = Date.now): Session {
  let refreshing: Promise<Tokens> | undefined;

  async function tokens(): Promise<Tokens> {
    const held = (await store.get([keys.SESSION]))[keys.SESSION] as Tokens | undefined;
    if (held === undefined) throw new Failed("signed_out");
    return held;
  }

  async function account(): Promise<Account | undefined> {
    return (await store.get([keys.ACCOUNT]))[keys.ACCOUNT] as Account | undefined;
  }

  async function keep(server: string, answer: TokenResponse): Promise<Tokens> {
    const goodUntil = now() + answer.expires_in * 1000 - MARGIN_MS;
    const fresh = { server, access: answer.access_token, refresh: answer.refresh_token, goodUntil };
    await store.set({ [keys.SESSION]: fresh });
    return fresh;
  }

  /** `stale` is the access token that did not do; when it has been replaced meanwhile there is nothing to renew. */
  function renew(stale: string): Promise<Tokens> {
    refreshing ??= renewOnce(stale).finally(() => {
      refreshing = undefined;
    });
    return refreshing;
  }

  async function renewOnce(stale: string): Promise<Tokens> {
    const held = await tokens();
    if (held.access !== stale) return held;
    try {
      const grant = { grant_type: "refresh_token", refresh_token: held.refresh } as const;
      return await keep(held.server, await api.exchange(held.server, grant));
    } catch (error) {
      if (isRefusal(error)) await forgetTokens();
      throw isRefusal(error) ? new Failed("signed_out") : error;
    }
  }

  /** The server ended the session. Drafts and events stay: they wait for the same person's next code. */
  async function forgetTokens(): Promise<void> {
    const known = await account();
    if (known !== undefined) await store.set({ [keys.ACCOUNT]: { ...known, ended: true } });
    await store.remove([keys.SESSION]);
  }

  const accessOf = (held: Tokens): Access => ({
    server: held.server,
    token: held.access,
    renew: async (stale) => (await renew(stale)).access,
  });

  async function access(): Promise<Access> {
    const held = await tokens();
    return accessOf(held.goodUntil > now() ? held : await renew(held.access));
  }

  async function redeem(server: string, code: string): Promise<TokenResponse> {
    try {
      return await api.exchange(server, { grant_type: "enrolment_code", code });
    } catch (error) {
      throw isRefusal(error) ? new Failed("bad_code") : error;
    }
  }

  async function connect(server: string, code: string): Promise<Account> {
    const answer = await redeem(server, code);
    const unsaved = { server, token: answer.access_token, renew: () => Promise.reject(new Failed("signed_out")) };
    const fresh = asAccount(server, await api.me(unsaved));
    const before = await account();
    if (before !== undefined && (before.id !== fresh.id || before.server !== server)) await forgetPerson();
    await keep(server, answer);
    await store.set({ [keys.ACCOUNT]: fresh });
    return fresh;
  }

  async function forgetPerson(): Promise<void> {
    const personal = (await store.keys()).filter((key) => keys.PERSONAL_PREFIXES.some((start) => key.startsWith(start)));
    await store.remove([keys.SESSION, ...keys.PERSONAL, ...personal]);
  }

  async function end(): Promise<void> {
    // without a connection the tokens cannot be revoked; forgetting them here is what was asked for
    await access().then((held) => api.revoke(held)).catch(() => undefined);
    await forgetPerson();
  }

  return { connect, access, account, end };
}

/** The server read what we sent and said no, as against being out of reach. */
function isRefusal(error: unknown): boolean {
  return error instanceof Failed && ["refused", "signed_out", "gone"].includes(error.failure.kind);
}

function asAccount(server: string, person: Me): Account {
  return {
    server,
    id: person.id,
    name: person.name,
    email: person.email,
    organisation: person.organisation.name,
    languages: person.languages,
    foldDesktop: person.organisation.fold_desktop,
    ended: false,
  };
}
