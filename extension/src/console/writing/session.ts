/** One suggestion on the screen: its form, how far it is stored, and what can be taken back. Views read it and ask it. */
import type { Suggestion } from "vertel-schema";
import type { Autosave } from "../../panel/autosave";
import { callFailure } from "../api";
import { showing, undoing, type Change } from "./changes";
import type { Attempt, Basis, Server } from "./exchange";
import { asDocument, emptyForm, isBlank, type Document, type Form } from "./form";
import { keptOf, type Kept } from "./kept";
import { Saver } from "./saver";

export const NEW = "new";

interface Options {
  readonly owner: string;
  readonly server: Server;
  readonly autosave: Pick<Autosave, "save">;
  readonly form: Form;
  readonly basis?: Basis | undefined;
  readonly attempt?: Attempt | undefined;
  /** The server has it, and gave it this id. */
  readonly onMade: (id: string) => void;
  /** A colleague changed these parts, and they were taken. */
  readonly onTaken: (parts: readonly string[]) => void;
}

export class WritingSession {
  readonly #options: Options;
  readonly #saver: Saver;
  readonly #listeners = new Set<() => void>();
  #form: Form;
  #latest: Suggestion | undefined;
  #undo: { readonly of: Form; readonly change: Change } | undefined;
  /** Under which name this browser keeps it. */
  #keptAs: string;
  /** Whether anything was done here: looking at a suggestion changes nothing. */
  #isTouched = false;

  constructor(options: Options) {
    this.#options = options;
    this.#form = options.form;
    this.#keptAs = options.basis?.id ?? NEW;
    const host = {
      document: () => asDocument(this.#form),
      take: (document: Document, taken: readonly string[]) => { this.#take(document, taken); },
      heard: (suggestion: Suggestion) => { this.#latest = suggestion; },
      tell: () => { this.#tell(); },
      failureOf: callFailure,
      newAttempt: () => crypto.randomUUID(),
    };
    this.#saver = new Saver(options.server, host, options.basis, options.attempt);
  }

  get form(): Form {
    return this.#form;
  }

  get saver(): Saver {
    return this.#saver;
  }

  /** The newest answer of the server; undefined until there is one. */
  get latest(): Suggestion | undefined {
    return this.#latest;
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => { this.#listeners.delete(listener); };
  }

  /** Typed: the field's own Ctrl+Z takes it back. */
  edit(change: Change): void {
    this.#form = change(this.#form);
    this.#touched();
  }

  /** Something that no field can take back by itself, such as a text that is removed. Answers what does. */
  alter(change: Change): () => void {
    const before = this.#form;
    const after = change(before);
    const undo = { of: before, change: undoing(before, after) };
    this.#undo = undo;
    this.edit(() => after);
    return () => { if (this.#undo === undo) this.undo(); };
  }

  /** Whether there was something to take back. */
  undo(): boolean {
    const undo = this.#undo;
    if (undo === undefined) return false;
    this.#undo = undefined;
    this.edit(undo.change);
    return true;
  }

  /** The server's version, read anew. */
  compare(suggestion: Suggestion, etag: string): void {
    this.#latest = suggestion;
    this.#saver.compare(suggestion, etag);
  }

  /** Whether anything was done here. */
  get isTouched(): boolean {
    return this.#isTouched;
  }

  /** Leave what was not published. "Undo" brings it back. */
  discard(): () => void {
    const { basis } = this.#saver;
    return this.alter((form) => (basis === undefined ? form : showing(form, basis.sent)));
  }

  /** An empty sheet, in the place of one that no server has. */
  startOver(): () => void {
    return this.alter(({ main }) => emptyForm(main));
  }

  stop(): void {
    this.#saver.stop();
  }

  #touched(): void {
    this.#isTouched = true;
    this.#saver.changed();
  }

  #take(document: Document, taken: readonly string[]): void {
    this.#form = showing(this.#form, document);
    this.#undo = undefined;
    if (taken.length > 0) this.#options.onTaken(taken);
  }

  /** At each change, so that this browser has what the server does not. */
  #tell(): void {
    const { basis } = this.#saver;
    if (basis !== undefined && this.#keptAs === NEW) {
      this.#forget();
      this.#keptAs = basis.id;
      this.#options.onMade(basis.id);
    }
    const isEmpty = basis === undefined && isBlank(this.#form);
    if (this.#isTouched && !isEmpty && (this.#saver.isDirty || this.#saver.isSaving)) this.#keep();
    else if (this.#isTouched) this.#forget();
    for (const listener of this.#listeners) listener();
  }

  #keep(): void {
    const { basis, attempt } = this.#saver;
    const kept: Kept = { form: this.#form, ...(basis && { basis }), ...(attempt && { attempt }) };
    void this.#options.autosave.save(keptOf(this.#options.owner, this.#keptAs).key, kept);
  }

  #forget(): void {
    void this.#options.autosave.save(keptOf(this.#options.owner, this.#keptAs).key, null);
  }
}
