/**
 * How a suggestion and its copy at the server are brought together. An answer that got lost changes nothing: making one is
 * repeated under the same name, and a change that was made already is found to be there. Who schedules it: `saver.ts`.
 */
import type { Suggestion } from "vertel-schema";
import type { CallFailure } from "../worker/protocol";
import { documentOf, type Document, type DocumentField } from "./form";
import { changedFields, merge, sameText, settled, withParts, type Choice, type Clash, type Parts } from "./merge";

export interface Server {
  readonly create: (document: Document, attempt: string) => Promise<Suggestion>;
  readonly patch: (id: string, changes: Partial<Document>, etag: string) => Promise<Suggestion>;
  readonly read: (id: string) => Promise<{ readonly document: Suggestion; readonly etag: string }>;
}

/** What both sides had last. */
export interface Basis {
  readonly id: string;
  /** Empty while only the answer to a change is known, which does not tell it. */
  readonly etag: string;
  /** As the server answered it. */
  readonly theirs: Document;
  /** As it was sent: the server may have put spaces right. */
  readonly sent: Document;
  /** Changes that were sent and not answered: the server may have any of them. */
  readonly unanswered?: readonly Partial<Document>[];
}

/** A suggestion that is being made; it is not known yet whether the server has it. */
export interface Attempt {
  readonly key: string;
  readonly document: Document;
}

interface ClashOfTwo {
  readonly clashes: readonly Clash[];
  readonly parts: Parts;
  readonly base: Parts;
  readonly theirs: Document;
  readonly etag: string;
}

export interface Host {
  /** What stands on the screen now; its status counts for nothing, since only `commit` changes that. */
  readonly document: () => Document;
  /** Show this, at once: an editor decided so, or somebody else changed parts that this editor did not. */
  readonly take: (document: Document, taken: readonly string[]) => void;
  /** The newest answer of the server: its warnings, and how many it reaches. */
  readonly heard: (suggestion: Suggestion) => void;
  /** Something of what is said about saving has changed. */
  readonly tell: () => void;
  readonly failureOf: (error: unknown) => CallFailure;
  readonly newAttempt: () => string;
}

const STALE = 412;
const MOST_UNANSWERED = 20;

/** With what the server has of changes whose answers got lost: they are this editor's own, and nobody else's. */
function withUnanswered({ unanswered = [], theirs, sent, ...basis }: Basis, found: Document): Basis {
  const arrived = Object.entries(found).flatMap(([name, value]) => {
    const field = name as DocumentField;
    const ours = unanswered.findLast((changes) => Object.hasOwn(changes, field) && sameText(changes[field], value));
    return ours === undefined ? [] : [[field, value, ours[field]] as const];
  });
  return {
    ...basis,
    theirs: { ...theirs, ...Object.fromEntries(arrived.map(([field, value]) => [field, value])) },
    sent: { ...sent, ...Object.fromEntries(arrived.map(([field, , ours]) => [field, ours])) },
  };
}

export class Exchange {
  readonly #server: Server;
  readonly #host: Host;
  #basis: Basis | undefined;
  #attempt: Attempt | undefined;
  #clash: ClashOfTwo | undefined;

  constructor(server: Server, host: Host, basis?: Basis, attempt?: Attempt) {
    this.#server = server;
    this.#host = host;
    this.#basis = basis;
    this.#attempt = attempt;
  }

  get basis(): Basis | undefined {
    return this.#basis;
  }

  get attempt(): Attempt | undefined {
    return this.#attempt;
  }

  get clashes(): readonly Clash[] {
    return this.#clash?.clashes ?? [];
  }

  now(): Document {
    return { ...this.#host.document(), status: this.#basis?.sent.status ?? "draft" };
  }

  /** What the server does not have yet. */
  pending(document = this.now()): Partial<Document> {
    return this.#basis === undefined ? document : changedFields(document, this.#basis.sent);
  }

  /** What was refused: it is to be made of something else. */
  forgetAttempt(): void {
    this.#attempt = undefined;
  }

  /** Made as a draft, whatever it is to be. */
  async create(document: Document): Promise<void> {
    this.#attempt ??= { key: this.#host.newAttempt(), document: { ...document, status: "draft" } };
    // the name is kept before the server hears of it
    this.#host.tell();
    const { document: sent, key } = this.#attempt;
    const made = await this.#server.create(sent, key);
    this.#attempt = undefined;
    await this.#accept(made, { ...documentOf(made), ...sent });
  }

  async update(changes: Partial<Document>): Promise<void> {
    const { id, etag, sent } = this.#known();
    if (Object.keys(changes).length === 0) return;
    if (etag === "") {
      await this.#catchUp(id, changes);
      return;
    }
    const { unanswered = [] } = this.#known();
    this.#basis = { ...this.#known(), unanswered: [...unanswered, changes].slice(-MOST_UNANSWERED) };
    this.#host.tell();
    try {
      await this.#accept(await this.#server.patch(id, changes, etag), { ...sent, ...changes });
    } catch (error) {
      if (this.#host.failureOf(error).status !== STALE) throw error;
      await this.#catchUp(id, changes);
    }
  }

  /** The server's version was read: take what is new in it. */
  rebase(suggestion: Suggestion, etag: string): void {
    const theirs = documentOf(suggestion);
    const { theirs: theirBase, sent: yourBase, id } = withUnanswered(this.#known(), theirs);
    const { parts, base, clashes, taken } = merge({ theirBase, theirs, yourBase, yours: this.now() });
    this.#host.heard(suggestion);
    if (clashes.length > 0) {
      this.#clash = { clashes, parts, base, theirs, etag };
      return;
    }
    this.#basis = { id, etag, theirs, sent: taken.length === 0 ? yourBase : withParts(theirs, base) };
    if (taken.length > 0) this.#host.take(withParts(theirs, parts), taken);
  }

  /** How an editor decided where two had changed the same. */
  settle(choices: ReadonlyMap<string, Choice>): void {
    if (this.#clash === undefined) return;
    const { clashes, parts, base, theirs, etag } = this.#clash;
    this.#clash = undefined;
    this.#basis = { id: this.#known().id, etag, theirs, sent: withParts(theirs, base) };
    this.#host.take(withParts(theirs, settled(parts, clashes, choices)), []);
  }

  #known(): Basis {
    if (this.#basis === undefined) throw new Error("There is nothing on the server yet.");
    return this.#basis;
  }

  /** What was to be changed is changed after all, unless two changed the same. A status was asked for in so many words. */
  async #catchUp(id: string, { status }: Partial<Document>): Promise<void> {
    const { document, etag } = await this.#server.read(id);
    this.rebase(document, etag);
    if (this.#clash === undefined) await this.update(this.pending({ ...this.now(), ...(status !== undefined && { status }) }));
  }

  /** The answer has no ETag: that is read, and with it what somebody may have written in between. */
  async #accept(answer: Suggestion, sent: Document): Promise<void> {
    this.#basis = { id: answer.id, etag: "", theirs: documentOf(answer), sent };
    this.#host.heard(answer);
    this.#host.tell();
    const { document, etag } = await this.#server.read(answer.id);
    this.rebase(document, etag);
  }
}
