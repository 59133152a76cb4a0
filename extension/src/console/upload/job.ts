/**
 * One upload, from the file that was chosen until nothing of it is left. It goes on while another view is shown, and
 * what was mended stays when the server is away.
 */
import type { ImportResult, LinkImportResult } from "vertel-schema";
import { apiTelling, callFailure } from "../api";
import type { CallFailure, Progress } from "../worker/protocol";
import type { Table } from "./table";

export type Subject = "suggestions" | "links";
type Verdict = ImportResult["rows"][number] | LinkImportResult["rows"][number];
type MediaType = "text/csv" | "application/x-ndjson" | "application/json";

export interface Entry {
  /** The line of the file that was chosen; in a JSON array, the place. */
  readonly line: number;
  readonly verdict: Verdict;
  readonly isStored: boolean;
  /** It was mended, and the server has not said anything of that yet. */
  readonly isUnchecked: boolean;
}

export type Phase = "empty" | "checking" | "checked" | "storing";

export interface State {
  readonly phase: Phase;
  readonly name: string;
  readonly entries: readonly Entry[];
  /** Undefined for JSON, and before the first verdict. */
  readonly table: Table | undefined;
  readonly failure: CallFailure | undefined;
  /** Whether anything was stored. */
  readonly isStored: boolean;
  /** Rows that are to be stored, and those of them that were answered. */
  readonly total: number;
  readonly done: number;
  /** How much of the file was sent; undefined once the server has all of it, and while rows are stored in parts. */
  readonly sending: Progress | undefined;
  /** How many the source has no more, and are archived, or would be. */
  readonly ended: number;
}

/** Whose the rows are, and what an upload may do with what is there already. */
export interface Terms {
  /** Empty where the editor named none. */
  readonly source: string;
  readonly existing: "update" | "keep" | "replace";
  /** Whether what the source has no more is archived. */
  readonly endsMissing: boolean;
}

const EMPTY: State = { phase: "empty", name: "", entries: [], table: undefined, failure: undefined, isStored: false, total: 0, done: 0, sending: undefined, ended: 0 };
const USUAL: Terms = { source: "", existing: "update", endsMissing: false };
/** Rows in one request, so that one sees how far it is. */
const AT_ONCE = 500;
const ENDINGS: readonly (readonly [ending: string, type: MediaType])[] = [
  [".json", "application/json"],
  [".jsonl", "application/x-ndjson"],
  [".ndjson", "application/x-ndjson"],
];

/** What is sent, and where each of its rows stands in the file that was chosen. */
interface Part {
  readonly body: Blob;
  readonly lineOf: (line: number) => number;
}

/** Only the calls that an upload makes, so that a test needs no worker. */
export interface Calls {
  readonly send: (request: Sending) => Promise<Answer>;
}

interface Sending {
  readonly subject: Subject;
  readonly body: Blob;
  readonly type: MediaType;
  readonly isDryRun: boolean;
  readonly key?: string | undefined;
  readonly terms: Terms;
  readonly onProgress: (progress: Progress) => void;
}

interface Answer {
  readonly rows: readonly Verdict[];
  readonly ended?: readonly unknown[];
}

const throughApi: Calls = {
  send: ({ subject, body, type, isDryRun, key, terms: { source, existing, endsMissing }, onProgress }) => {
    const { imports } = apiTelling(onProgress);
    const query = { dry_run: isDryRun, existing, ...(source !== "" && { source }) };
    const missing = endsMissing ? "archive" : "leave";
    const options = key === undefined ? {} : { idempotencyKey: key };
    return subject === "links" ? imports.uploadLinks(body, type, query, options) : imports.upload(body, type, { ...query, missing }, options);
  },
};

export class UploadJob {
  readonly subject: Subject;
  readonly #calls: Calls;
  readonly #listeners = new Set<() => void>();
  #state = EMPTY;
  #file: File | undefined;
  #type: MediaType = "text/csv";
  /** What was sent last to be stored and not answered yet: the same again under its key stores nothing twice. */
  #attempt: { readonly lines: readonly number[]; readonly key: string } | undefined;
  #terms = USUAL;

  constructor(subject: Subject, calls: Calls = throughApi) {
    this.subject = subject;
    this.#calls = calls;
  }

  get state(): State {
    return this.#state;
  }

  get terms(): Terms {
    return this.#terms;
  }

  /** For the file that is chosen next. */
  setTerms(change: Partial<Terms>): void {
    this.#terms = { ...this.#terms, ...change };
    this.#change({});
  }

  /** Answers what ends the listening. */
  listen(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => { this.#listeners.delete(listener); };
  }

  async choose(file: File): Promise<void> {
    this.#file = file;
    this.#type = ENDINGS.find(([ending]) => file.name.toLowerCase().endsWith(ending))?.[1] ?? "text/csv";
    this.#attempt = undefined;
    this.#state = { ...EMPTY, name: file.name };
    await this.check();
  }

  forget(): void {
    this.#file = undefined;
    this.#change(EMPTY);
  }

  /** Ask what would become of the whole file. Nothing is stored. */
  async check(): Promise<void> {
    const file = this.#file;
    if (file === undefined) return;
    this.#change({ phase: "checking", failure: undefined });
    try {
      const { rows, ended = [] } = await this.#sendWhole(file, { isDryRun: true, terms: this.#terms });
      const table = this.#type === "text/csv" && rows[0] !== undefined ? await tableOf(file, rows[0].row) : undefined;
      if (file !== this.#file) return;
      const entries = rows.map((verdict) => ({ line: verdict.row, verdict, isStored: false, isUnchecked: false }));
      this.#change({ phase: "checked", entries, table, ended: ended.length });
    } catch (error) {
      if (file === this.#file) this.#change({ phase: "checked", failure: callFailure(error) });
    }
  }

  /** Put something else into a cell, and ask what the server says of the row now. */
  async mend(line: number, place: number, text: string): Promise<void> {
    const { table } = this.#state;
    const cells = table?.rows.get(line)?.cells;
    if (table === undefined || cells === undefined || (cells[place] ?? "") === text) return;
    const { withCells } = await import("./table");
    const mended = Array.from({ length: Math.max(cells.length, place + 1) }, (_, at) => (at === place ? text : cells[at] ?? ""));
    this.#attempt = undefined;
    this.#change({ table: withCells(table, line, mended), entries: this.#with(line, { isUnchecked: true }) });
    await this.checkRow(line);
  }

  /** Store what the server takes of all that is left; what it refuses stays. Answers how many rows were stored. */
  async store(): Promise<number> {
    const left = this.#state.entries.filter(({ isStored }) => !isStored).map(({ line }) => line);
    if (this.#state.phase !== "checked" || left.length === 0) return 0;
    this.#change({ phase: "storing", failure: undefined, total: left.length, done: 0 });
    const file = this.#file;
    let number = 0;
    try {
      for (const lines of this.#inParts(left)) {
        const rows = await this.#storePart(lines);
        if (file !== this.#file) return number;
        number += rows;
      }
      this.#change({ phase: "checked" });
    } catch (error) {
      if (file === this.#file) this.#change({ phase: "checked", failure: callFailure(error) });
    }
    return number;
  }

  /** What is sent together, first what may have arrived already. What the source has no more is told by the whole file alone. */
  #inParts(left: readonly number[]): readonly (readonly number[])[] {
    const { table } = this.#state;
    if (table === undefined || this.#endsMissing(left)) return [left];
    const again = this.#attempt?.lines ?? [];
    const others = left.filter((line) => !again.includes(line));
    const parts = Array.from({ length: Math.ceil(others.length / AT_ONCE) }, (_, at) => others.slice(at * AT_ONCE, (at + 1) * AT_ONCE));
    return again.length === 0 ? parts : [again, ...parts];
  }

  #endsMissing(lines: readonly number[]): boolean {
    return this.#terms.endsMissing && lines.length === this.#state.entries.length;
  }

  /** Answers how many rows were stored. */
  async #storePart(lines: readonly number[]): Promise<number> {
    const { body, lineOf } = await this.#part(lines);
    this.#attempt = sameLines(this.#attempt?.lines, lines) ? this.#attempt : { lines, key: crypto.randomUUID() };
    const terms = { ...this.#terms, endsMissing: this.#endsMissing(lines) };
    const file = this.#file;
    const more = { isDryRun: false, key: this.#attempt?.key, terms };
    const { rows, ended = [] } = await (lines.length === this.#state.total ? this.#sendWhole(body, more) : this.#send(body, more));
    if (file !== this.#file) return 0;
    this.#attempt = undefined;
    const verdicts = new Map(rows.map((verdict) => [lineOf(verdict.row), verdict]));
    const entries = this.#state.entries.map((entry) => stored(entry, verdicts.get(entry.line)));
    this.#change({ entries, isStored: true, done: this.#state.done + lines.length, ...(terms.endsMissing && { ended: ended.length }) });
    return rows.filter(({ status }) => status !== "refused").length;
  }

  /** Ask what the server says of a row as it stands here now. */
  async checkRow(line: number): Promise<void> {
    const asked = this.#state.table?.rows.get(line);
    try {
      const { body } = await this.#part([line]);
      const { rows } = await this.#send(body, { isDryRun: true, terms: { ...this.#terms, endsMissing: false } });
      // it may have been mended again meanwhile
      if (asked !== this.#state.table?.rows.get(line)) return;
      const [verdict] = rows;
      this.#change({ entries: this.#with(line, verdict === undefined ? {} : { verdict, isUnchecked: false }), failure: undefined });
    } catch (error) {
      this.#change({ failure: callFailure(error) });
    }
  }

  /** Sends all at once, and says how much of it was sent. What is sent in parts says by its rows how far it is. */
  async #sendWhole(body: Blob, more: Pick<Sending, "isDryRun" | "key" | "terms">): Promise<Answer> {
    const file = this.#file;
    const say = (sending: Progress | undefined): void => { if (file === this.#file) this.#change({ sending }); };
    try {
      return await this.#send(body, more, (progress) => { say(progress.sent < progress.total ? progress : undefined); });
    } finally {
      say(undefined);
    }
  }

  #send(body: Blob, more: Pick<Sending, "isDryRun" | "key" | "terms">, onProgress = noMatter): Promise<Answer> {
    return this.#calls.send({ subject: this.subject, body, type: this.#type, onProgress, ...more });
  }

  async #part(lines: readonly number[]): Promise<Part> {
    const { table } = this.#state;
    if (table === undefined) return { body: this.#file ?? new Blob(), lineOf: (line) => line };
    const { excerpt } = await import("./table");
    const { text, lines: before } = excerpt(table, lines);
    return { body: new Blob([text]), lineOf: (line) => before.get(line) ?? line };
  }

  #with(line: number, change: Partial<Entry>): readonly Entry[] {
    return this.#state.entries.map((entry) => (entry.line === line ? { ...entry, ...change } : entry));
  }

  #change(change: Partial<State>): void {
    this.#state = { ...this.#state, ...change };
    for (const listener of this.#listeners) listener();
  }
}

const noMatter: Sending["onProgress"] = () => undefined;

const sameLines = (one: readonly number[] | undefined, other: readonly number[]): boolean =>
  one !== undefined && one.length === other.length && one.every((line, at) => line === other[at]);

function stored(entry: Entry, verdict: Verdict | undefined): Entry {
  return verdict === undefined ? entry : { ...entry, verdict, isStored: verdict.status !== "refused", isUnchecked: false };
}

/** Undefined for what is no text that could be put back as it was. */
async function tableOf(file: Blob, first: number): Promise<Table | undefined> {
  try {
    const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(await file.arrayBuffer());
    return (await import("./table")).readTable(text, first);
  } catch {
    return undefined;
  }
}
