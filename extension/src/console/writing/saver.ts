/**
 * When what an editor writes goes to the server: by itself while it is a draft, when asked while it is published. What
 * the server refuses is held back alone, and the rest is stored; what did not arrive is tried again.
 */
import type { Fault, Suggestion } from "vertel-schema";
import type { CallFailure } from "../worker/protocol";
import { Exchange, type Attempt, type Basis, type Host, type Server } from "./exchange";
import { canBeStored, type Document } from "./form";
import type { Choice, Clash } from "./merge";
import { topField } from "./pointers";

const TYPING_PAUSE_MS = 800;
const FIRST_RETRY_MS = 4000;
const LONGEST_RETRY_MS = 60_000;
const PASSING: readonly string[] = ["offline", "server", "busy"];

export class Saver {
  readonly #host: Host;
  readonly #exchange: Exchange;
  #failure: CallFailure | undefined;
  #faults: readonly Fault[] = [];
  /** Fields that the server refused as they are now. */
  readonly #heldBack = new Set<string>();
  #running: Promise<void> | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #retryMs = FIRST_RETRY_MS;
  #isStopped = false;

  constructor(server: Server, host: Host, basis?: Basis, attempt?: Attempt) {
    this.#host = host;
    this.#exchange = new Exchange(server, host, basis, attempt);
  }

  get basis(): Basis | undefined {
    return this.#exchange.basis;
  }

  get attempt(): Attempt | undefined {
    return this.#exchange.attempt;
  }

  get clashes(): readonly Clash[] {
    return this.#exchange.clashes;
  }

  /** Why the last attempt did not arrive. It is tried again by itself where that may help. */
  get failure(): CallFailure | undefined {
    return this.#failure;
  }

  /** What the server does not take; all else of a draft is stored. */
  get faults(): readonly Fault[] {
    return this.#faults;
  }

  get isSaving(): boolean {
    return this.#running !== undefined;
  }

  /** Whether colleagues see it, or will: it changes only when an editor says so. */
  get isPublished(): boolean {
    return this.basis?.sent.status === "published";
  }

  get isDirty(): boolean {
    return Object.keys(this.#exchange.pending()).length > 0;
  }

  /** Whether there is enough of it for the server to take it. */
  get canBeStored(): boolean {
    return this.basis !== undefined || canBeStored(this.#exchange.now());
  }

  /** Something was typed. */
  changed(): void {
    this.#heldBack.clear();
    if (!this.isPublished) this.#schedule(TYPING_PAUSE_MS);
    this.#host.tell();
  }

  /** Try at once: the connection is back, or the editor leaves. */
  async flush(): Promise<void> {
    this.#cancel();
    if (!this.isPublished) await this.#run();
  }

  /** Store all of it, with these changes; nothing is held back. Answers whether the server has it. */
  async commit(changes: Partial<Document> = {}): Promise<boolean> {
    this.#cancel();
    await this.#running;
    if (this.clashes.length > 0) return false;
    this.#heldBack.clear();
    let isDone = false;
    await this.#busy(async () => {
      isDone = await this.#guard(async () => {
        if (this.basis === undefined) await this.#exchange.create(this.#exchange.now());
        await this.#exchange.update(this.#exchange.pending({ ...this.#exchange.now(), ...changes }));
      });
    });
    return isDone;
  }

  settle(choices: ReadonlyMap<string, Choice>): void {
    this.#exchange.settle(choices);
    this.changed();
  }

  /** The server's version was read when the view was opened. */
  compare(suggestion: Suggestion, etag: string): void {
    this.#exchange.rebase(suggestion, etag);
    if (this.isDirty) this.changed();
    else this.#host.tell();
  }

  /** The view is left, and what was typed is kept: nothing more is sent. */
  stop(): void {
    this.#isStopped = true;
    this.#cancel();
  }

  #schedule(waitMs: number): void {
    this.#cancel();
    if (!this.#isStopped) this.#timer = setTimeout(() => void this.flush(), waitMs);
  }

  #cancel(): void {
    clearTimeout(this.#timer);
  }

  async #run(): Promise<void> {
    if (this.#running === undefined) await this.#busy(() => this.#guard(() => this.#storeAll()));
    else await this.#running;
  }

  async #busy(act: () => Promise<unknown>): Promise<void> {
    this.#running = act().then(() => { this.#running = undefined; });
    this.#host.tell();
    await this.#running;
    this.#host.tell();
  }

  /** Until nothing is left: who types on meanwhile has the rest stored in the next round. */
  async #storeAll(): Promise<void> {
    while (this.clashes.length === 0 && !this.#isStopped) {
      const wanted = this.#notHeldBack(this.#exchange.now());
      if (this.basis === undefined) {
        if (!canBeStored(wanted)) return;
        await this.#exchange.create(wanted);
      }
      const changes = this.#notHeldBack(this.#exchange.pending());
      if (Object.keys(changes).length === 0) return;
      await this.#exchange.update(changes);
    }
  }

  #notHeldBack<T extends Partial<Document>>(document: T): T {
    const kept = Object.entries(document).filter(([name]) => !this.#heldBack.has(name));
    // what is left out of a document has a default at the server
    return Object.fromEntries(kept) as T;
  }

  /** Whether it worked. What went wrong is noted, and tried again where that may help. */
  async #guard(act: () => Promise<void>): Promise<boolean> {
    try {
      await act();
      this.#failure = undefined;
      this.#retryMs = FIRST_RETRY_MS;
      if (this.#heldBack.size === 0) this.#faults = [];
      return this.clashes.length === 0;
    } catch (error) {
      const failure = this.#host.failureOf(error);
      const fields = (failure.errors ?? []).map(({ pointer }) => topField(pointer)).filter((field) => field !== "");
      if (fields.length > 0) this.#refused(failure.errors ?? [], fields);
      else this.#failed(failure);
      return false;
    }
  }

  /** Once more without them, for a draft: one wrong address must not keep the texts from being stored. */
  #refused(faults: readonly Fault[], fields: readonly string[]): void {
    const isNew = fields.some((field) => !this.#heldBack.has(field));
    for (const field of fields) this.#heldBack.add(field);
    this.#faults = faults;
    this.#failure = undefined;
    this.#exchange.forgetAttempt();
    const isHopeless = this.basis === undefined && fields.some((field) => ["captions", "prompts", "title"].includes(field));
    if (isNew && !this.isPublished && !isHopeless) this.#schedule(0);
  }

  #failed(failure: CallFailure): void {
    this.#failure = failure;
    if (!PASSING.includes(failure.kind)) return;
    this.#schedule(this.#retryMs);
    this.#retryMs = Math.min(2 * this.#retryMs, LONGEST_RETRY_MS);
  }
}
