/**
 * One computer, three colleagues, several windows, a disk that fills up and pages that go at any moment: nothing of one
 * shows to another, and nothing that was said to be kept is lost.
 */
import { describe, expect, it } from "vitest";
import { Session } from "../src/background/session";
import { Autosave } from "../src/panel/autosave";
import { draftOf, type Draft } from "../src/panel/drafts";
import { loadAside, wordsIn } from "../src/panel/set-aside";
import { FORMER } from "../src/shared/entries";
import { read } from "../src/shared/stored";
import { me, SERVER } from "./documents";
import { server } from "./fake-server";
import { memoryStore, type MemoryStore } from "./memory-store";
import { oneOf, randomFrom } from "./random";
import { spareIn } from "./spare";

const PEOPLE = ["019aaf4e-6c1b-7d2a-9b0e-3f5d8c7a1e42", "019aaf4e-6c1b-7d2a-9b0e-3f5d8c7a1e43", "019aaf4e-6c1b-7d2a-9b0e-3f5d8c7a1e44"] as const;
const SUGGESTIONS = ["one", "two"] as const;
const SERVERS = [SERVER, "https://new.example.nl"] as const;
const STEPS = 60;

interface Window {
  readonly autosave: Autosave;
  /** By key, what stands on its screen: it may not have heard of what another window wrote. */
  readonly screen: Map<string, Draft | undefined>;
  /** Its page has gone: nothing that it hands over arrives any more. */
  gone: boolean;
}

class Computer {
  readonly #random: () => number;
  readonly #store: MemoryStore = memoryStore();
  readonly #left: Record<string, string> = {};
  readonly #api = server();
  readonly #session = new Session(this.#store, this.#api, () => this.#now);
  #now = 1_000_000;
  #isFull = false;
  #windows: Window[] = [];
  #written = 0;
  /** By person, the texts of which they may believe that they are kept. */
  readonly kept = new Map<string, Set<string>>();

  constructor(random: () => number) {
    this.#random = random;
  }

  async #who(): Promise<string | undefined> {
    return (await this.#session.account())?.id;
  }

  #open(): Window {
    const alive = async <T>(call: () => Promise<T>): Promise<T> => {
      await Promise.resolve();
      return window.gone ? new Promise<never>(() => undefined) : call();
    };
    const store = {
      get: (names: readonly string[]) => alive(() => this.#store.get(names)),
      keys: () => alive(() => this.#store.keys()),
      remove: (names: readonly string[]) => alive(() => this.#store.remove(names)),
      set: (items: Record<string, unknown>) => alive(() => (this.#isFull ? Promise.reject(new Error("full")) : this.#store.set(items))),
    };
    const window: Window = { autosave: new Autosave(store, spareIn(this.#left), () => this.#now), screen: new Map(), gone: false };
    this.#windows.push(window);
    return window;
  }

  async #owners(): Promise<string[]> {
    const [who, former = []] = [await this.#who(), await read(this.#store, FORMER)];
    return [...(who === undefined ? [] : [who]), ...former.map(({ id }) => id)];
  }

  /** As the panel does it when it opens. */
  async open(): Promise<void> {
    const window = this.#open();
    if ((await this.#who()) !== undefined) await window.autosave.recover(() => this.#owners());
  }

  async write(): Promise<void> {
    const [who, window] = [await this.#who(), this.#windows.at(Math.floor(this.#random() * this.#windows.length))];
    if (who === undefined || window === undefined) return;
    const entry = draftOf(who, oneOf(this.#random, SUGGESTIONS));
    const isStale = window.screen.has(entry.key) && this.#random() < 0.5;
    const before = isStale ? window.screen.get(entry.key) : await window.autosave.load(entry);
    expect(wordsIn(before?.texts).every((words) => words.startsWith(who)), "reads only one's own").toBe(true);
    this.#written += 1;
    const text = `${who} wrote ${String(this.#written)}.`;
    const draft: Draft = { ...before, chosen: "a", texts: { a: `${before?.texts.a ?? who} ${text}` }, link: "none" };
    window.screen.set(entry.key, draft);
    const saving = window.autosave.save(entry.key, draft);
    if (this.#random() < 0.4) {
      this.#close(window);
      // what a page could still leave is found again
      this.#keep(who, text);
      return;
    }
    await saving;
    if (!window.autosave.unkept.has(entry.key)) this.#keep(who, text);
  }

  #keep(who: string, text: string): void {
    this.kept.set(who, new Set([...(this.kept.get(who) ?? []), text]));
  }

  #close(window: Window): void {
    window.gone = true;
    this.#windows = this.#windows.filter((one) => one !== window);
  }

  close(): void {
    const window = this.#windows.at(0);
    if (window !== undefined) this.#close(window);
  }

  pass(): void {
    this.#now += Math.floor((this.#random() - 0.2) * 10_000);
  }

  toggleFull(): void {
    this.#isFull = !this.#isFull;
  }

  async signOut(): Promise<void> {
    const who = await this.#who();
    await this.#session.end();
    await this.#panelsSeeTheEnd();
    if (who !== undefined) this.kept.delete(who);
  }

  /** The server ends the session, and perhaps somebody else connects. */
  async connect(): Promise<void> {
    const [who, next] = [await this.#who(), oneOf(this.#random, PEOPLE)];
    this.#api.me.mockResolvedValueOnce(me({ id: next }));
    await this.#session.connect(oneOf(this.#random, SERVERS), `CODE${String(this.#now)}`);
    if (who !== undefined && who !== next) await this.#panelsSeeTheEnd();
    await Promise.all(this.#windows.map(({ autosave }) => autosave.recover(() => this.#owners())));
  }

  async #panelsSeeTheEnd(): Promise<void> {
    for (const { autosave, screen } of this.#windows) {
      screen.clear();
      autosave.forget();
      await autosave.recover(() => this.#owners());
    }
  }

  /** All that somebody finds here. */
  async textsOf(who: string): Promise<string> {
    this.#isFull = false;
    const { autosave } = this.#open();
    await autosave.recover(() => this.#owners());
    const drafts = await Promise.all(SUGGESTIONS.map((id) => autosave.load(draftOf(who, id))));
    const aside = await loadAside(who, this.#store);
    return JSON.stringify([drafts, aside]);
  }

  async comeBack(who: string): Promise<void> {
    this.#api.me.mockResolvedValueOnce(me({ id: who }));
    await this.#session.connect(SERVER, `BACK${who}`);
  }
}

const MOVES = ["open", "open", "write", "write", "write", "write", "close", "pass", "toggleFull", "signOut", "connect"] as const;

describe("a computer that colleagues share", () => {
  it.each(Array.from({ length: 150 }, (_, seed) => seed))("shows everybody all of their own and nothing of others, seed %i", async (seed) => {
    const random = randomFrom(seed);
    const computer = new Computer(random);
    await computer.connect();
    await computer.open();
    for (let step = 0; step < STEPS; step += 1) await computer[oneOf(random, MOVES)]();
    for (const who of PEOPLE) {
      await computer.comeBack(who);
      const found = await computer.textsOf(who);
      for (const other of PEOPLE) if (other !== who) expect(found).not.toContain(`${other} wrote`);
      for (const text of computer.kept.get(who) ?? []) expect(found).toContain(text);
    }
  });
});
