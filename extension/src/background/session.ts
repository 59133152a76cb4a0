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
import type { Store } from "./store";

export interface Server {
  readonly exchange: (server: string, grant: TokenRequest) => Promise<TokenResponse>;
  readonly me: (access: Access) => Promise<Me>;
  readonly revoke: (access: Access) => Promise<void>;
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

export class Session {
  readonly #store: Store;
  readonly #api: Server;
  readonly #now: () => number;
  #renewing: Promise<Tokens> | undefined;

  constructor(store: Store, api: Server, now: () => number = Date.now) {
    this.#store = store;
    this.#api = api;
    this.#now = now;
  }

  async account(): Promise<Account | undefined> {
    return (await this.#store.get([keys.ACCOUNT]))[keys.ACCOUNT] as Account | undefined;
  }

  /** The right to make calls, with a token that is good for at least half a minute. */
  async access(): Promise<Access> {
    const held = await this.#tokens();
    const good = held.goodUntil > this.#now() ? held : await this.#renew(held.access);
    return { server: good.server, token: good.access, renew: async (stale) => (await this.#renew(stale)).access };
  }

  async connect(server: string, code: string): Promise<Account> {
    const answer = await this.#redeem(server, code);
    const unsaved = { server, token: answer.access_token, renew: () => Promise.reject(new Failed("signed_out")) };
    const account = asAccount(server, await this.#api.me(unsaved));
    const before = await this.account();
    if (before !== undefined && (before.id !== account.id || before.server !== server)) await this.#forgetPerson();
    await this.#keep(server, answer);
    await this.#store.set({ [keys.ACCOUNT]: account });
    return account;
  }

  /** Sign out: here in any case, and at the server when it can be reached. */
  async end(): Promise<void> {
    await this.access()
      .then((access) => this.#api.revoke(access))
      .catch(() => undefined);
    await this.#forgetPerson();
  }

  async #tokens(): Promise<Tokens> {
    const held = (await this.#store.get([keys.SESSION]))[keys.SESSION] as Tokens | undefined;
    if (held === undefined) throw new Failed("signed_out");
    return held;
  }

  async #keep(server: string, answer: TokenResponse): Promise<Tokens> {
    const goodUntil = this.#now() + answer.expires_in * 1000 - MARGIN_MS;
    const fresh = { server, access: answer.access_token, refresh: answer.refresh_token, goodUntil };
    await this.#store.set({ [keys.SESSION]: fresh });
    return fresh;
  }

  async #redeem(server: string, code: string): Promise<TokenResponse> {
    try {
      return await this.#api.exchange(server, { grant_type: "enrolment_code", code });
    } catch (error) {
      throw isRefusal(error) ? new Failed("bad_code") : error;
    }
  }

  /** `stale` is the access token that did not do; when it has been replaced meanwhile there is nothing to renew. */
  #renew(stale: string): Promise<Tokens> {
    this.#renewing ??= this.#renewOnce(stale).finally(() => {
      this.#renewing = undefined;
    });
    return this.#renewing;
  }

  async #renewOnce(stale: string): Promise<Tokens> {
    const held = await this.#tokens();
    if (held.access !== stale) return held;
    try {
      const grant = { grant_type: "refresh_token", refresh_token: held.refresh } as const;
      return await this.#keep(held.server, await this.#api.exchange(held.server, grant));
    } catch (error) {
      if (!isRefusal(error)) throw error;
      await this.#forgetTokens();
      throw new Failed("signed_out");
    }
  }

  /** The server ended the session. Drafts and events stay: they wait for the same person's next code. */
  async #forgetTokens(): Promise<void> {
    const known = await this.account();
    if (known !== undefined) await this.#store.set({ [keys.ACCOUNT]: { ...known, ended: true } });
    await this.#store.remove([keys.SESSION]);
  }

  async #forgetPerson(): Promise<void> {
    const isPersonal = (key: string): boolean => keys.PERSONAL_PREFIXES.some((start) => key.startsWith(start));
    const personal = (await this.#store.keys()).filter(isPersonal);
    await this.#store.remove([keys.SESSION, ...keys.PERSONAL, ...personal]);
  }
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
