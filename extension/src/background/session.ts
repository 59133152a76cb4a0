/**
 * The session: who is connected to which server, and the tokens that prove it. Tokens live in extension storage
 * and in this file; no message and no page ever carries one.
 *
 * A refresh token may be used once, so refreshing is single-flight, and the new pair is stored before it is used. With it
 * is stored the id of the attempt to exchange it: when the answer is lost, on the way or because this worker ended, the
 * same attempt gets the same answer again. Tabs of the web page find the same id.
 */
import type { Me, TokenRequest, TokenResponse } from "vertel-schema";
import { Failed, failureOf } from "../shared/failure";
import { ACCOUNT, LEAVING } from "../shared/entries";
import * as keys from "../shared/keys";
import type { Account } from "../shared/shapes";
import { fits, read, readAll, type Entry } from "../shared/stored";
import { asAccount, isSame } from "./account";
import type { Access } from "./api";
import { DEVICE_GRANT, ENROLLING, isDeviceAttempt, type DeviceAttempt, type Enrolling } from "./enrolling";
import { forgetEverything, forgetPerson, makeWay } from "./forget";
import type { Store } from "./store";
import { areTokens, asTokens, isRefusal, newAttempt, type Tokens } from "./tokens";

export interface Server {
  readonly exchange: (server: string, grant: TokenRequest, attempt: string) => Promise<TokenResponse>;
  readonly me: (access: Access) => Promise<Me>;
  readonly revoke: (access: Access) => Promise<void>;
}

const SESSION: Entry<Tokens> = { key: keys.SESSION, parse: fits(areTokens) };

/** Nobody waits for what is still sent after signing out, but it must not go on for long either. */
const FAREWELL_MS = 3000;

export class Session {
  readonly #store: Store;
  readonly #api: Server;
  readonly #now: () => number;
  #renewing: Promise<Tokens> | undefined;
  /** Goes up when somebody comes or goes: what is on its way then is not stored any more. */
  #era = 0;
  /** Goes up when somebody changes something about themselves: what was asked before that is old. */
  #changes = 0;

  constructor(store: Store, api: Server, now: () => number = Date.now) {
    this.#store = store;
    this.#api = api;
    this.#now = now;
  }

  async account(): Promise<Account | undefined> {
    return read(this.#store, ACCOUNT);
  }

  /** The right to make calls, with a token that is good for at least half a minute. */
  async access(): Promise<Access> {
    const held = await this.#tokens();
    const good = held.goodUntil > this.#now() ? held : await this.#renew(held.access);
    return { server: good.server, token: good.access, renew: async (stale) => (await this.#renew(stale)).access };
  }

  /**
   * A code is good for one use. The attempt is stored before it is used and what it gave at once, so that connecting
   * again with the same code goes on where the connection or this worker broke off. `name` is for the list of devices.
   */
  async connect(server: string, code: string, name?: string): Promise<Account> {
    const begun = await this.#begun(server, code);
    return this.#arrive(begun?.tokens ?? (await this.#begin({ server, code, attempt: begun?.attempt ?? newAttempt() }, name)), code);
  }

  /**
   * The same with the code of a device, whose owner may not have answered yet: the server says so by refusing. What
   * comes when nobody waits for it any more is given back.
   */
  async connectDevice({ server, deviceCode, attempt }: DeviceAttempt): Promise<Account> {
    const begun = await this.#begun(server, deviceCode);
    if (begun?.tokens !== undefined) return this.#arrive(begun.tokens, deviceCode);
    const grant = { grant_type: DEVICE_GRANT, device_code: deviceCode } as const;
    const tokens = asTokens(server, await this.#api.exchange(server, grant, attempt), this.#now());
    if (!(await this.#isAwaited(deviceCode))) {
      await this.revoke({ server, token: tokens.access, renew: () => Promise.reject(new Failed("signed_out")) });
      throw new Failed("signed_out");
    }
    await this.#keepBegun({ server, code: deviceCode, attempt, tokens });
    return this.#arrive(tokens, deviceCode);
  }

  /** Find out whose tokens these are, and be connected from then on. */
  async #arrive(tokens: Tokens, code: string): Promise<Account> {
    const { server } = tokens;
    const account = asAccount(server, await this.#api.me(this.#unfinished(tokens, code)));
    await makeWay(this.#store, await this.account(), account, this.#now());
    // the tokens may have been renewed on the way
    const latest = (await this.#begun(server, code))?.tokens ?? tokens;
    this.#era += 1;
    // in one step: whoever finds the session must not begin it again
    const over = Object.fromEntries(keys.BEGINNING.map((key) => [key, null]));
    await this.#store.set({ ...over, [keys.SESSION]: latest, [keys.ACCOUNT]: account });
    await this.#store.remove([...keys.BEGINNING, keys.LEAVING]);
    return account;
  }

  /** Look what the server knows of the employee now. */
  async refresh(): Promise<Account> {
    return this.#about((access) => this.#api.me(access), false);
  }

  /** Have the server change something about the employee; its answer is what they are from now on. */
  async change(call: (access: Access) => Promise<Me>): Promise<Account> {
    return this.#about(call, true);
  }

  /**
   * Have the server erase the employee, and forget everything here. That it was asked is noted first: when its answer
   * is lost, the next call finds the session gone, and the rest is done then.
   */
  async leave(erase: (access: Access) => Promise<void>): Promise<void> {
    const access = await this.access();
    await this.#store.set({ [keys.LEAVING]: "asked" });
    try {
      await erase(access);
    } catch (error) {
      // the server read it and did not do it
      if (failureOf(error).kind === "refused") await this.#store.remove([keys.LEAVING]);
      throw error;
    }
    await this.#forgetEverything();
  }

  /**
   * Sign out here, at once. The answer is the right to make some last calls in this person's name, which nothing
   * needs to wait for: a server that hangs or has gone must not keep anybody signed in.
   */
  async end(): Promise<Access | undefined> {
    const held = await this.#tokens().catch(() => undefined);
    await this.#forgetPerson();
    await this.#store.remove(keys.BEGINNING);
    if (held === undefined) return undefined;
    const renew = async (): Promise<string> => (await this.#exchange(held)).access;
    return { server: held.server, token: held.access, renew, patienceMs: FAREWELL_MS };
  }

  /** Once more, when what was on its way at the end has arrived, and was kept after all. */
  async sweep(): Promise<void> {
    const era = this.#era;
    const { session, account, leaving } = await readAll(this.#store, { session: SESSION, account: ACCOUNT, leaving: LEAVING });
    if (session !== undefined || account !== undefined || era !== this.#era) return;
    await (leaving === undefined ? this.#forgetPerson() : this.#forgetEverything());
  }

  /** Have the server forget the tokens too, if it can be reached. */
  async revoke(last: Access): Promise<void> {
    await this.#api.revoke(last).catch(() => undefined);
  }

  async #tokens(): Promise<Tokens> {
    const { session, account } = await readAll(this.#store, { session: SESSION, account: ACCOUNT });
    if (session !== undefined) return session;
    // their tokens cannot be read, so all that helps is to sign in once more
    if (account?.ended === false) await this.#forgetTokens(undefined);
    throw new Failed("signed_out");
  }

  async #exchange({ server, refresh, attempt }: Tokens): Promise<Tokens> {
    const grant = { grant_type: "refresh_token", refresh_token: refresh } as const;
    return asTokens(server, await this.#api.exchange(server, grant, attempt ?? newAttempt()), this.#now());
  }

  async #begun(server: string, code: string): Promise<Enrolling | undefined> {
    const found = await read(this.#store, ENROLLING);
    return found?.code === code && found.server === server ? found : undefined;
  }

  async #isAwaited(deviceCode: string): Promise<boolean> {
    const found = await read(this.#store, { key: keys.DEVICE, parse: fits(isDeviceAttempt) });
    return found?.deviceCode === deviceCode;
  }

  async #begin(enrolling: Enrolling, name: string | undefined): Promise<Tokens> {
    const { server, code, attempt } = enrolling;
    await this.#store.set({ [keys.ENROLLING]: enrolling });
    try {
      const answer = await this.#api.exchange(server, { grant_type: "enrolment_code", code, ...(name && { name }) }, attempt);
      return await this.#keepBegun({ ...enrolling, tokens: asTokens(server, answer, this.#now()) });
    } catch (error) {
      if (!isRefusal(error)) throw error;
      await this.#store.remove([keys.ENROLLING]);
      throw new Failed("bad_code");
    }
  }

  async #keepBegun(enrolling: Enrolling & { readonly tokens: Tokens }): Promise<Tokens> {
    await this.#store.set({ [keys.ENROLLING]: enrolling });
    return enrolling.tokens;
  }

  #unfinished(tokens: Tokens, code: string): Access {
    const { server } = tokens;
    const renew = async (): Promise<string> => {
      try {
        const enrolling = { server, code, attempt: newAttempt(), tokens: await this.#exchange(tokens) };
        return (await this.#keepBegun(enrolling)).access;
      } catch (error) {
        if (!isRefusal(error)) throw error;
        await this.#store.remove([keys.ENROLLING]);
        throw new Failed("bad_code");
      }
    };
    return { server, token: tokens.access, renew };
  }

  /** `stale` is the access token that did not do; when it has been replaced meanwhile there is nothing to renew. */
  #renew(stale: string): Promise<Tokens> {
    this.#renewing ??= this.#renewOnce(stale).finally(() => {
      this.#renewing = undefined;
    });
    return this.#renewing;
  }

  async #renewOnce(stale: string): Promise<Tokens> {
    const stored = await this.#tokens();
    if (stored.access !== stale) return stored;
    const era = this.#era;
    const held = await this.#attempting(stored);
    const fresh = await this.#exchange(held).catch((error: unknown) => this.#refused(era, held, error));
    // signed out meanwhile, here or by another worker of the page: what was forgotten must not come back
    const latest = await this.#tokens();
    if (era !== this.#era) throw new Failed("signed_out");
    // another tab was faster, and may be further already
    if (latest.refresh !== held.refresh) return latest;
    await this.#store.set({ [keys.SESSION]: fresh });
    return fresh;
  }

  /** The tokens with the id of the attempt to exchange them, which is stored before anything is asked. */
  async #attempting(held: Tokens): Promise<Tokens> {
    if (held.attempt !== undefined) return held;
    const attempting: Tokens = { ...held, attempt: newAttempt() };
    await this.#store.set({ [keys.SESSION]: attempting });
    return attempting;
  }

  async #refused(era: number, held: Tokens, error: unknown): Promise<never> {
    if (!isRefusal(error)) throw error;
    if (era === this.#era) await this.#forgetTokens(held);
    throw new Failed("signed_out");
  }

  async #about(call: (access: Access) => Promise<Me>, isChange: boolean): Promise<Account> {
    const [era, changes] = [this.#era, this.#changes];
    const access = await this.access();
    const person = await call(access);
    const isLatest = changes === this.#changes;
    if (isChange) this.#changes += 1;
    return isLatest ? this.#learn(era, asAccount(access.server, person)) : this.refresh();
  }

  /** Stored only where it differs: whoever looks at the account is told of every writing of it. */
  async #learn(era: number, account: Account): Promise<Account> {
    const { before, leaving } = await readAll(this.#store, { before: ACCOUNT, leaving: LEAVING });
    if (era !== this.#era) throw new Failed("signed_out");
    // they are still there, so the server was never asked to erase them, or it did not do it
    if (leaving !== undefined) await this.#store.remove([keys.LEAVING]);
    if (before === undefined || !isSame(before, account)) await this.#store.set({ [keys.ACCOUNT]: account });
    return account;
  }

  /** The server ended the session. Drafts and events stay: they wait for the same person's next code. */
  /** @param held what was found to be no good: whoever signed in meanwhile, here or in another worker, has others. */
  async #forgetTokens(held: Tokens | undefined): Promise<void> {
    const stored = { session: SESSION, known: ACCOUNT, leaving: LEAVING };
    const { session, known, leaving } = await readAll(this.#store, stored);
    if (session?.refresh !== held?.refresh) return;
    this.#era += 1;
    if (leaving !== undefined) return this.#forgetEverything();
    if (known !== undefined) await this.#store.set({ [keys.ACCOUNT]: { ...known, ended: true } });
    await this.#store.remove([keys.SESSION]);
  }

  /** They are erased: what is left in this browser is the word that it is so. */
  async #forgetEverything(): Promise<void> {
    this.#era += 1;
    // the word first, so that it is there at every moment: the panel goes by it
    await this.#store.set({ [keys.LEAVING]: "done" });
    await forgetEverything(this.#store, keys.LEAVING, this.#now());
  }

  async #forgetPerson(): Promise<void> {
    this.#era += 1;
    await forgetPerson(this.#store, this.#now());
  }
}
