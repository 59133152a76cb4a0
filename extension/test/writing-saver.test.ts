import type { Fault, Suggestion } from "vertel-schema";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { CallError, callFailure } from "../src/console/api";
import { addCaption, changeCaption, set, setTitle } from "../src/console/writing/changes";
import type { Server } from "../src/console/writing/exchange";
import { asDocument, documentOf, emptyForm, formOf, type Document, type Form } from "../src/console/writing/form";
import { NEW, WritingSession } from "../src/console/writing/session";
import { suggestion } from "./documents";

const OWNER = "01a0000000000000";

/** What the server has by then. */
function whole(stored: Suggestion | undefined): Suggestion {
  if (stored === undefined) throw new Error("nothing is stored");
  return stored;
}

/** A server with one suggestion at most, whose next answers can be made to go wrong. */
class Store implements Server {
  stored: Suggestion | undefined;
  version = 1;
  readonly calls: string[] = [];
  readonly patches: Partial<Document>[] = [];
  readonly #byAttempt = new Map<string, Suggestion>();
  /** How the next calls fail: before anything is stored, or after, when the answer gets lost. */
  readonly troubles: ("before" | "after")[] = [];
  refuses: ((document: Partial<Document>) => Fault[]) | undefined;

  async create(document: Document, attempt: string): Promise<Suggestion> {
    return this.#answer("create", document, () => {
      const known = this.#byAttempt.get(attempt);
      if (known !== undefined) return known;
      const made = this.#put({ ...suggestion({ id: "s1", warnings: [] }) }, document);
      this.#byAttempt.set(attempt, made);
      return made;
    });
  }

  async patch(_id: string, changes: Partial<Document>, etag: string): Promise<Suggestion> {
    return this.#answer("patch", changes, () => {
      if (etag !== this.#etag()) throw failing({ kind: "refused", status: 412 });
      this.patches.push(changes);
      return this.#put(this.#there(), changes);
    });
  }

  async read(): Promise<{ document: Suggestion; etag: string }> {
    return this.#answer("read", {}, () => ({ document: this.#there(), etag: this.#etag() }));
  }

  /** Somebody else changes it. */
  changeElsewhere(changes: Partial<Document>): void {
    this.#put(this.#there(), changes);
  }

  #etag(): string {
    return `"${String(this.version)}-"`;
  }

  #there(): Suggestion {
    if (this.stored === undefined) throw failing({ kind: "gone", status: 404 });
    return this.stored;
  }

  /** As the server does it: texts are trimmed, and a caption has an id. */
  #put(before: Suggestion, changes: Partial<Document>): Suggestion {
    this.version += 1;
    const { captions = before.captions, title = before.title, ...rest } = changes;
    const put = captions.map((one, at) => ({ tone: "personal", ...one, id: String(at) }));
    this.stored = { ...before, ...(rest as Partial<Suggestion>), title: title.trim(), captions: put as Suggestion["captions"] };
    return this.stored;
  }

  async #answer<T>(name: string, document: Partial<Document>, make: () => T): Promise<T> {
    this.calls.push(name);
    await Promise.resolve();
    const trouble = name === "read" ? undefined : this.troubles.shift();
    if (trouble === "before") throw failing({ kind: "offline" });
    const faults = this.refuses?.(document) ?? [];
    if (name !== "read" && faults.length > 0) throw failing({ kind: "refused", status: 422, errors: faults });
    const answer = make();
    if (trouble === "after") throw failing({ kind: "offline" });
    return answer;
  }
}

const failing = (failure: ConstructorParameters<typeof CallError>[0]): CallError => new CallError(failure);

interface Opened {
  readonly session: WritingSession;
  readonly store: Store;
  readonly kept: Map<string, unknown>;
  readonly taken: string[];
}

function opened(store = new Store(), form: Form = emptyForm("nl"), more: Partial<ConstructorParameters<typeof WritingSession>[0]> = {}): Opened {
  const kept = new Map<string, unknown>();
  const taken: string[] = [];
  const autosave = {
    save: async (key: string, value: object | null): Promise<void> => {
      if (value === null) kept.delete(key);
      // as storage does it
      else kept.set(key, JSON.parse(JSON.stringify(value)));
      return Promise.resolve();
    },
  };
  const session = new WritingSession({ owner: OWNER, server: store, autosave, form, onMade: () => undefined, onTaken: (parts) => { taken.push(...parts); }, ...more });
  return { session, store, kept, taken };
}

/** A suggestion of the server, opened. */
function openedOf(status: "draft" | "published", changes: Partial<Document> = {}): Opened {
  const store = new Store();
  store.stored = suggestion({ id: "s1", status, title: "De pomp", captions: [{ id: "0", language: "nl", tone: "personal", text: "Ja" }], ...(changes as Partial<Suggestion>) });
  const theirs = documentOf(store.stored);
  return opened(store, formOf(theirs, ["nl", "en"]), { basis: { id: "s1", etag: '"1-"', theirs, sent: theirs } });
}

const write = (session: WritingSession, text: string): void => {
  const [first] = session.form.captions;
  session.edit(first === undefined ? addCaption("nl", "personal", text) : changeCaption(first.key, { text }));
};
const settle = async (): Promise<void> => { await vi.runAllTimersAsync(); };
const textOf = ({ stored }: Store): string | undefined => stored?.captions[0]?.text;

beforeEach(() => { vi.useFakeTimers(); });
afterEach(() => { vi.useRealTimers(); });

describe("a new suggestion", () => {
  it("is in this browser from the first letter, and at the server once there is a text", async () => {
    const { session, store, kept } = opened();
    session.edit(setTitle("nl", "De"));
    await settle();
    expect(store.calls).toEqual([]);
    expect([...kept.keys()]).toEqual([`writing:${OWNER}:${NEW}`]);

    write(session, "Ja");
    await settle();

    expect(store.stored).toMatchObject({ title: "De", status: "draft" });
    expect(textOf(store)).toBe("Ja");
    expect(kept.size).toBe(0);
    expect(session.saver.isDirty).toBe(false);
  });

  it("is made once, also when the answer got lost and more was written meanwhile", async () => {
    const { session, store } = opened();
    store.troubles.push("after", "before");
    write(session, "Ja");
    await vi.advanceTimersByTimeAsync(1000);
    expect(session.saver.failure?.kind).toBe("offline");
    write(session, "Jazeker");
    await settle();

    expect(store.calls.filter((call) => call === "create")).toHaveLength(3);
    expect(textOf(store)).toBe("Jazeker");
    expect(store.version).toBe(3);
  });

  it("is made once, also when the browser was closed before the answer came", async () => {
    const { session, store, kept } = opened();
    store.troubles.push("after");
    write(session, "Ja");
    await vi.advanceTimersByTimeAsync(1000);
    session.stop();
    const { form, attempt } = kept.get(`writing:${OWNER}:${NEW}`) as { form: Form; attempt: { key: string; document: Document } };

    const again = opened(store, form, { attempt });
    void again.session.saver.flush();
    await settle();

    expect(store.version).toBe(2);
    expect(again.session.saver.basis?.id).toBe("s1");
  });

  it("leaves nothing behind where nothing was written in the end", () => {
    const { session, kept } = opened();
    session.edit(setTitle("nl", "De"));
    session.edit(setTitle("nl", ""));
    expect(kept.size).toBe(0);
  });
});

describe("a draft", () => {
  it("is stored while somebody types, with what changed only", async () => {
    const { session, store } = openedOf("draft");
    write(session, "Jaz");
    write(session, "Jazeker");
    await settle();
    expect(store.patches).toEqual([{ captions: [{ language: "nl", tone: "personal", text: "Jazeker" }] }]);
  });

  it("is not sent again because the server put spaces right", async () => {
    const { session, store } = openedOf("draft");
    session.edit(setTitle("nl", "De pomp draait "));
    await settle();
    expect(store.patches).toHaveLength(1);
    expect(session.form.title).toBe("De pomp draait ");
    expect(session.saver.isDirty).toBe(false);
  });

  it("is stored as it was last, whatever got lost on the way", async () => {
    const { session, store } = openedOf("draft");
    store.troubles.push("after", "before", "after");
    for (const text of ["a", "ab", "abc"]) {
      write(session, text);
      await vi.advanceTimersByTimeAsync(1000);
    }
    await settle();
    expect(textOf(store)).toBe("abc");
    expect(session.saver.clashes).toEqual([]);
    expect(session.saver.failure).toBeUndefined();
  });

  it("is nobody else's after the browser was closed before the answer came", async () => {
    const { session, store, kept } = openedOf("draft");
    store.troubles.push("after");
    write(session, "Jazeker");
    await vi.advanceTimersByTimeAsync(1000);
    write(session, "Jazeker wel");
    session.stop();
    const { form, basis } = kept.get(`writing:${OWNER}:s1`) as { form: Form; basis: NonNullable<typeof session.saver.basis> };

    const again = opened(store, form, { basis });
    again.session.compare(whole(store.stored), '"2-"');
    await settle();

    expect(again.session.saver.clashes).toEqual([]);
    expect(textOf(store)).toBe("Jazeker wel");
  });

  it("holds back what is refused, stores the rest, and tries again when it was changed", async () => {
    const { session, store } = openedOf("draft");
    const fault = { pointer: "/destination_url", message: "Not on this host" };
    store.refuses = ({ destination_url: url }) => (url === "https://elsewhere.example" ? [fault] : []);
    session.edit(set("destination_url", "https://elsewhere.example"));
    write(session, "Nee");
    await settle();
    expect(textOf(store)).toBe("Nee");
    expect(session.saver.faults).toEqual([fault]);

    session.edit(set("destination_url", "https://www.example.com"));
    await settle();
    expect(store.stored?.destination_url).toBe("https://www.example.com");
    expect(session.saver.faults).toEqual([]);
  });
});

describe("two editors at once", () => {
  it("take over what the other changed elsewhere in it", async () => {
    const { session, store, taken } = openedOf("draft");
    store.changeElsewhere({ kind: "vacancy" });
    write(session, "Jazeker");
    await settle();
    expect(taken).toEqual(["kind"]);
    expect(session.form.kind).toBe("vacancy");
    expect(store.stored?.kind).toBe("vacancy");
    expect(textOf(store)).toBe("Jazeker");
  });

  it("are asked where both changed the same, and nothing is stored before", async () => {
    const { session, store } = openedOf("draft");
    store.changeElsewhere({ captions: [{ language: "nl", tone: "personal", text: "Van Sanne" }] });
    write(session, "Van mij");
    await settle();
    const [clash] = session.saver.clashes;
    expect(clash?.name).toBe("captions/nl/personal/0");
    expect(textOf(store)).toBe("Van Sanne");

    session.saver.settle(new Map([[clash?.name ?? "", "both"]]));
    await settle();
    expect(store.stored?.captions.map(({ text }) => text)).toEqual(["Van mij", "Van Sanne"]);
    expect(session.form.captions.map(({ text }) => text)).toEqual(["Van mij", "Van Sanne"]);
  });

  it("find it when the suggestion is opened again with what this browser kept", () => {
    const { session, store } = openedOf("draft");
    session.edit(setTitle("nl", "Van mij"));
    session.saver.stop();
    store.changeElsewhere({ title: "Van Sanne" });
    session.compare(whole(store.stored), '"2-"');
    expect(session.saver.clashes).toEqual([{ name: "title", theirs: "Van Sanne", yours: "Van mij" }]);
  });
});

describe("a published suggestion", () => {
  it("changes only when it is asked for, and is kept here until then", async () => {
    const { session, store, kept } = openedOf("published");
    write(session, "Jazeker");
    await settle();
    expect(store.calls).toEqual([]);
    expect([...kept.keys()]).toEqual([`writing:${OWNER}:s1`]);

    expect(await session.saver.commit()).toBe(true);
    expect(textOf(store)).toBe("Jazeker");
    expect(kept.size).toBe(0);
  });

  it("goes back to what colleagues see, and that can be taken back", () => {
    const { session, kept } = openedOf("published");
    write(session, "Jazeker");
    const undo = session.discard();
    expect(asDocument(session.form).captions[0]?.text).toBe("Ja");
    expect(kept.size).toBe(0);
    undo();
    expect(asDocument(session.form).captions[0]?.text).toBe("Jazeker");
  });
});

describe("publishing", () => {
  it("stores all of it, and says so once the server has it", async () => {
    const { session, store } = opened();
    write(session, "Ja");
    const publishing = session.saver.commit({ status: "published" });
    await settle();
    expect(await publishing).toBe(true);
    expect(store.stored?.status).toBe("published");
    expect(session.saver.isPublished).toBe(true);
  });

  it("that is refused leaves a draft, with what the server said", async () => {
    const { session, store } = openedOf("draft");
    store.refuses = ({ status }) => (status === "published" ? [{ pointer: "/people/0", message: "Ask first" }] : []);
    expect(await session.saver.commit({ status: "published" })).toBe(false);
    expect(session.saver.faults).toEqual([{ pointer: "/people/0", message: "Ask first" }]);
    expect(store.stored?.status).toBe("draft");
    expect(session.saver.isPublished).toBe(false);
  });

  it("goes on after somebody else changed another part of it", async () => {
    const { session, store } = openedOf("draft");
    store.changeElsewhere({ kind: "event" });
    expect(await session.saver.commit({ status: "published" })).toBe(true);
    expect(store.stored).toMatchObject({ kind: "event", status: "published" });
  });
});

it("turns what is no failed call into one that was not expected", () => {
  expect(callFailure(new Error("x")).kind).toBe("unexpected");
});
