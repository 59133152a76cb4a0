/**
 * Keeps what an employee writes from the first letter on: closing the panel or the browser in the middle of a word loses
 * nothing. Extension storage takes a while, and no event says in time that a page is about to go: so every change is also
 * left in the page's own storage, at once, until extension storage has it. Each text has the time of its last change, by
 * which the newest wins when two windows have one. What the other window wrote and nobody saw here is set aside, see
 * `set-aside.ts`.
 */
import { storage } from "../shared/browser";
import { number, open, optional, orNull } from "../shared/guards";
import { lastMoment, type LastMoment } from "../shared/last-moment";
import { ownerOf } from "../shared/keys";
import { setMakingRoom } from "../shared/room";
import type { Entry } from "../shared/stored";
import { asideOf, isMissingFrom } from "./set-aside";

/** Something written, with the time of its last change in milliseconds since 1970. Older versions kept no time. */
export interface Written {
  readonly at?: number | undefined;
}

const isWritten = open({ at: optional(number) });

/** What a page left, for as long as storage did not have it. */
const isChange = open({ at: number, value: orNull(isWritten), seen: number });

/** Nothing that is there, or came from a version that kept no time, is newer. */
const timeOf = (value: unknown): number => (isWritten(value) ? (value.at ?? 0) : 0);

interface Change {
  readonly at: number;
  /** Null takes it away. */
  readonly value: Written | null;
  /** The time of the text that this one was made from: its writer has seen what is not newer. */
  readonly seen: number;
}

export interface Store {
  readonly get: (keys: readonly string[]) => Promise<Record<string, unknown>>;
  readonly set: (items: Record<string, unknown>) => Promise<void>;
  readonly remove: (keys: readonly string[]) => Promise<void>;
  readonly keys: () => Promise<string[]>;
}

export class Autosave {
  readonly #store: Store;
  readonly #spare: LastMoment;
  readonly #now: () => number;
  readonly #unsaved = new Map<string, Change>();
  readonly #writing = new Map<string, Promise<void>>();
  readonly #unkept = new Map<string, Written>();
  readonly #seen = new Map<string, number>();
  /** Could not be read, nor set aside yet. */
  readonly #unreadable = new Set<string>();
  readonly #listeners = new Set<() => void>();
  #recovering = Promise.resolve();

  constructor(store: Store, spare: LastMoment, now: () => number = Date.now) {
    this.#store = store;
    this.#spare = spare;
    this.#now = now;
  }

  /** Settled when this or something newer is kept, or when the browser keeps nothing more: then `unkept` has it. */
  save(key: string, value: Written | null): Promise<void> {
    const seen = this.#seen.get(key) ?? 0;
    const at = Math.max(this.#now(), seen + 1);
    this.#seen.set(key, at);
    const change = { at, value: value && { ...value, at }, seen };
    this.#unsaved.set(key, change);
    // in the same step as the letter: the page may be gone before storage has answered once
    this.#leave(key, change);
    return this.#write(key);
  }

  /** What was written last, in storage or left by a page in its last moment. What cannot be read is set aside. */
  async load<T extends Written>({ key, parse }: Entry<T>): Promise<T | undefined> {
    await this.#recovering;
    const stored = (await this.#store.get([key]))[key];
    const unsaved = this.#unsaved.get(key);
    if (unsaved !== undefined) return parse(unsaved.value);
    const found = parse(stored);
    if (stored !== undefined && found === undefined) await this.#setAside(key, stored);
    // where there was no room to bring it home
    const left = this.#leftAt(key);
    const isLeftLast = left !== undefined && left.at > (found?.at ?? 0);
    const latest = isLeftLast ? parse(left.value) : found;
    const seen = isLeftLast && left.value === null ? left.at : (latest?.at ?? 0);
    this.#seen.set(key, Math.max(this.#seen.get(key) ?? 0, seen));
    return latest;
  }

  /** Whether what was written here is still on its way. */
  isWriting(key: string): boolean {
    return this.#unsaved.has(key);
  }

  /**
   * What pages left in their last moment is brought to where it is kept, and what somebody left who is none of `owners`
   * is forgotten. Never rejected.
   */
  recover(owners: () => Promise<readonly string[]>): Promise<void> {
    this.#recovering = this.#recovering.then(async () => this.#recoverAll(await owners())).catch(() => undefined);
    return this.#recovering;
  }

  /** When what pages had left by now is where it is kept. */
  recovered(): Promise<void> {
    return this.#recovering;
  }

  /** Whoever wrote has gone: nothing more is stored of it. About what was on its way, `recover` decides. */
  forget(): void {
    this.#unsaved.clear();
    this.#seen.clear();
    this.#unkept.clear();
    this.#tell();
  }

  /** What stands on the screen only, since the browser keeps nothing more; by key. */
  get unkept(): ReadonlyMap<string, Written> {
    return this.#unkept;
  }

  onUnkept(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => { this.#listeners.delete(listener); };
  }

  /** Try once more to keep what is not kept. */
  async retry(): Promise<void> {
    const keys = [...this.#unkept.keys()].filter((key) => this.#unsaved.has(key));
    await Promise.all(keys.map((key) => this.#write(key)));
  }

  #write(key: string): Promise<void> {
    const underWay = this.#writing.get(key) ?? this.#writeAll(key);
    this.#writing.set(key, underWay);
    return underWay;
  }

  /** One after another, skipping those that were overtaken, so that the last one always stands in the end. */
  async #writeAll(key: string): Promise<void> {
    for (let change = this.#unsaved.get(key); change !== undefined; change = this.#unsaved.get(key)) {
      const isKept = (await this.#put(key, change)) || this.#leave(key, change);
      const isLatest = this.#unsaved.get(key) === change;
      if (isLatest) this.#note(key, isKept ? undefined : change.value);
      if (isLatest && !isKept) break;
      if (isLatest) this.#unsaved.delete(key);
    }
    // in the same step as the last look into `unsaved`: a change that comes now begins a new round
    this.#writing.delete(key);
  }

  /** Whether storage has it. */
  async #put(key: string, { at, value, seen }: Change): Promise<boolean> {
    try {
      const before = (await this.#store.get([key]))[key];
      // the writer may have gone meanwhile
      if (!this.#unsaved.has(key)) return true;
      const left = this.#leftAt(key);
      const isOvertaken = left !== undefined && left.at <= at;
      const others = isOvertaken && isMissingFrom(before, key, left.value) ? [before, left.value] : [before];
      const unseen = others.filter((other) => timeOf(other) > seen);
      await this.#keep(key, value, this.#unreadable.has(key) ? [before] : unseen);
      this.#unreadable.delete(key);
      if (isOvertaken) this.#spare.remove(key);
      return true;
    } catch {
      return false;
    }
  }

  /** In one step, so that nothing of the others is overwritten before it is set aside. */
  async #keep(key: string, value: Written | null, others: readonly unknown[]): Promise<void> {
    const lost = others.filter((other) => isMissingFrom(value, key, other));
    const aside = Object.fromEntries(lost.map((other) => asideOf(key, "overtaken", other, this.#now())));
    const items = { ...aside, ...(value && { [key]: value }) };
    if (Object.keys(items).length > 0) await setMakingRoom(this.#store, items);
    if (value === null) await this.#store.remove([key]);
  }

  async #keepAside(key: string, why: "unreadable" | "overtaken", value: unknown): Promise<void> {
    if (!isMissingFrom(null, key, value)) return;
    await setMakingRoom(this.#store, Object.fromEntries([asideOf(key, why, value, this.#now())]));
  }

  async #setAside(key: string, value: unknown): Promise<void> {
    this.#unreadable.add(key);
    try {
      await this.#keepAside(key, "unreadable", value);
      await this.#store.remove([key]);
      this.#unreadable.delete(key);
    } catch {
      // it stays where it is until there is room
    }
  }

  async #recoverAll(owners: readonly string[]): Promise<void> {
    for (const key of this.#spare.keys()) {
      const owner = ownerOf(key);
      if (owner === undefined) continue;
      if (!owners.includes(owner)) this.#spare.remove(key);
      // where there is no room, it waits here for the next time
      else await this.#bringHome(key).catch(() => undefined);
    }
  }

  async #bringHome(key: string): Promise<void> {
    const left = this.#leftAt(key);
    // what is being written here was begun with what was left
    if (this.isWriting(key)) return;
    const before = (await this.#store.get([key]))[key];
    if (left === undefined) await this.#keepAside(key, "unreadable", this.#spare.get(key));
    else if (left.at > timeOf(before)) await this.#keep(key, left.value, timeOf(before) > left.seen ? [before] : []);
    else if (isMissingFrom(before, key, left.value)) await this.#keepAside(key, "overtaken", left.value);
    if (this.#leftAt(key)?.at === left?.at) this.#spare.remove(key);
  }

  /** The newest of two windows that had no room stays; the other is left beside it, to be set aside when there is some. */
  #leave(key: string, change: Change): boolean {
    const other = this.#leftAt(key);
    const isOther = other !== undefined && other.at > change.seen;
    const [latest, lost] = isOther && other.at > change.at ? [other, change] : [change, isOther ? other : undefined];
    if (lost !== undefined && isMissingFrom(latest.value, key, lost.value)) {
      const [name, aside] = asideOf(key, "overtaken", lost.value, this.#now());
      if (!this.#spare.set(name, JSON.stringify({ at: aside.at, value: aside, seen: 0 }))) return false;
    }
    return this.#spare.set(key, JSON.stringify(latest));
  }

  #leftAt(key: string): Change | undefined {
    try {
      const left: unknown = JSON.parse(this.#spare.get(key) ?? "null");
      return isChange(left) ? left : undefined;
    } catch {
      return undefined;
    }
  }

  #note(key: string, unkept: Written | null | undefined): void {
    const wasUnkept = this.#unkept.delete(key);
    if (unkept != null) this.#unkept.set(key, unkept);
    if (wasUnkept || unkept != null) this.#tell();
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }
}

export const autosave = new Autosave(storage, lastMoment);
