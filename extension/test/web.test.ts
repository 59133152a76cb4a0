import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type * as extension from "../src/shared/browser";
import * as keys from "../src/shared/keys";
import { memoryStore } from "./memory-store";

/** The parts of IndexedDB that the store uses, by the one library that knows the rest. */
const database = vi.hoisted(() => new Map<string, unknown>());
vi.mock("idb-keyval", () => ({
  createStore: () => undefined,
  getMany: (names: string[]) => Promise.resolve(names.map((name) => database.get(name))),
  setMany: (entries: [string, unknown][]) => {
    for (const [name, value] of entries) database.set(name, structuredClone(value));
    return Promise.resolve();
  },
  delMany: (names: string[]) => {
    for (const name of names) database.delete(name);
    return Promise.resolve();
  },
  keys: () => Promise.resolve([...database.keys()]),
}));

const { createStorage } = await import("../src/web/store");
const { languageFor } = await import("../src/web/words");
const { isOurPage } = await import("../src/web/scope");
const { takeInvitation, invitation } = await import("../src/web/invitation");
const { asFile } = await import("../src/web/picture-file");
const { createWayBack } = await import("../src/web/way-back");

beforeEach(() => { database.clear(); });
afterEach(() => { vi.unstubAllGlobals(); });

it("has everything that the extension's seam has, in the same shape", async () => {
  vi.stubGlobal("VERTEL_WORDS", {});
  // the type is the test: a part that is missing or differs does not compile
  const web: typeof extension = await import("../src/web/browser");
  expect(Object.keys(web)).toContain("storage");
});

describe("the storage of a page", () => {
  const stores = { web: createStorage("vertel", false), memory: memoryStore() };

  it.each(["web", "memory"] as const)("answers as every other store does: %s", async (name) => {
    const store = stores[name];
    await store.set({ a: { deep: [1] }, b: "two", c: null });
    expect(await store.get(["a", "c", "nothing"])).toEqual({ a: { deep: [1] }, c: null });
    await store.remove(["a", "nothing"]);
    expect(await store.get(["a"])).toEqual({});
    expect((await store.keys()).sort()).toEqual(["b", "c"]);
    const value = { now: 1 };
    await store.set({ b: value });
    value.now = 2;
    expect(await store.get(["b"])).toEqual({ b: { now: 1 } });
  });

  it("does not know the tokens in a page, whatever is asked of it", async () => {
    const [worker, page] = [createStorage("vertel", false), createStorage("vertel", true)];
    const secrets = { [keys.SESSION]: "tokens", [keys.ENROLLING]: "tokens too", [keys.DEVICE]: "a code that becomes tokens" };
    await worker.set({ ...secrets, [keys.ACCOUNT]: "Noor" });
    expect(await page.get([...Object.keys(secrets), keys.ACCOUNT])).toEqual({ [keys.ACCOUNT]: "Noor" });
    expect(await page.keys()).toEqual([keys.ACCOUNT]);
    await page.set({ [keys.SESSION]: "forged" });
    await page.remove(Object.keys(secrets));
    expect(await worker.get(Object.keys(secrets))).toEqual(secrets);
  });

  it("is there to be asked also where site data is blocked, so that somebody can say so", async () => {
    vi.stubGlobal("BroadcastChannel", function (): void { throw new DOMException("The operation is insecure.", "SecurityError"); });
    const page = createStorage("vertel", true);
    await page.set({ a: 1 });
    expect(await page.get(["a"])).toEqual({ a: 1 });
  });

  it("tells of changes here and elsewhere, until nobody wants to hear it any more", async () => {
    const [here, elsewhere] = [createStorage("vertel", true), createStorage("vertel", false)];
    const heard: string[][] = [];
    const stop = here.onChange((changed) => heard.push([...changed]));
    await here.set({ a: 1 });
    await elsewhere.set({ b: 1, c: 2 });
    await vi.waitFor(() => { expect(heard).toEqual([["a"], ["b", "c"]]); });
    stop();
    await here.remove(["a"]);
    expect(heard).toHaveLength(2);
  });
});

describe("the worker of a page", () => {
  const client = { url: "https://vertel.example.nl/app/", type: "window", frameType: "top-level" };

  it("believes its own page, also with something behind the address", () => {
    expect(isOurPage(client)).toBe(true);
    expect(isOurPage({ ...client, url: `${client.url}#code=K7QM`, frameType: "auxiliary" })).toBe(true);
  });

  it.each([
    ["nobody", null],
    ["another page of the server", { ...client, url: "https://vertel.example.nl/docs" }],
    ["a file beside the page", { ...client, url: "https://vertel.example.nl/app/sw.js" }],
    ["a page that merely begins like ours", { ...client, url: "https://vertel.example.nl/app/../docs" }],
    ["our page inside another one", { ...client, frameType: "nested" }],
    ["a worker", { ...client, type: "worker" }],
    ["something without an address", { ...client, url: "" }],
  ])("does not believe %s", (_, other) => {
    expect(isOurPage(other)).toBe(false);
  });

  async function listening() {
    const heard: ((event: unknown) => void)[] = [];
    vi.stubGlobal("addEventListener", (_kind: string, listener: (event: unknown) => void) => { heard.push(listener); });
    const { onMessage } = await import("../src/web/messages");
    const receive = vi.fn((_message: unknown, sender: extension.Sender) => sender.id ? Promise.resolve("yes") : undefined);
    onMessage(receive);
    const tell = async (source: unknown, message: unknown = "?"): Promise<unknown> => {
      const answers: unknown[] = [];
      const waits: Promise<unknown>[] = [];
      const ports = [{ postMessage: (answer: unknown) => { answers.push(answer); } }];
      const event = { data: message, origin: "https://vertel.example.nl", source, ports, waitUntil: (wait: Promise<unknown>) => { waits.push(wait); } };
      for (const listener of heard) listener(event);
      await Promise.all(waits);
      return answers;
    };
    return { receive, tell };
  }

  it("says who sent a message, and answers with nothing what is not for it", async () => {
    const { receive, tell } = await listening();
    expect(await tell(client)).toEqual(["yes"]);
    expect(receive).toHaveBeenLastCalledWith("?", { id: "https://vertel.example.nl", url: client.url });
    expect(await tell({ ...client, url: "https://vertel.example.nl/docs" })).toEqual([undefined]);
    expect(receive.mock.lastCall?.[1].id).toBeUndefined();
  });
});

describe("the language of a page", () => {
  it.each([
    [["nl-BE", "en"], "nl"],
    [["fr", "en-US"], "en"],
    [["fr"], "en"],
    [[], "en"],
    [["pt-BR", "nl"], "pt-BR"],
    [["pt", "nl"], "pt-BR"],
  ])("for someone who reads %j is %s", (wanted, expected) => {
    expect(languageFor(wanted, ["en", "nl", "pt-BR"])).toBe(expected);
  });
});

describe("an invitation", () => {
  it.each([
    ["#code=K7QM-4TRV-9XWE", "K7QM-4TRV-9XWE"],
    ["#code=<script>", undefined],
    [`#code=${"x".repeat(101)}`, undefined],
    ["#other", undefined],
  ])("%s leaves the address at once", (hash, expected) => {
    const replaceState = vi.fn();
    vi.stubGlobal("location", { hash, pathname: "/app/" });
    vi.stubGlobal("history", { state: null, replaceState });
    takeInvitation();
    expect(replaceState).toHaveBeenCalledExactlyOnceWith(null, "", "/app/");
    expect(invitation()).toBe(expected);
  });
});

describe("a picture that is handed over", () => {
  it("is a file with the same bytes", async () => {
    const file = asFile(`data:image/webp;base64,${btoa("picture")}`);
    expect([file?.name, file?.type, await file?.text()]).toEqual(["vertel.webp", "image/webp", "picture"]);
  });

  it("is nothing when it is no picture", () => {
    expect(asFile("data:text/html;base64,AAAA")).toBeUndefined();
  });
});

describe("the browser's Back", () => {
  /** A tab's history, whose `go` takes effect a little later, as in browsers. */
  function tab() {
    const entries: ({ steps: number } | null)[] = [null];
    let at = 0;
    const pops: (() => void)[] = [];
    const moved = (by: number): void => {
      at += by;
      for (const pop of [...pops]) pop();
    };
    vi.stubGlobal("history", {
      get state() { return entries[at]; },
      pushState: (state: { steps: number }) => { entries.splice(at += 1, Infinity, state); },
      go: (by: number) => void Promise.resolve().then(() => { moved(by); }),
    });
    vi.stubGlobal("addEventListener", (_kind: string, listener: () => void) => { pops.push(listener); });
    vi.stubGlobal("removeEventListener", (_kind: string, listener: () => void) => { pops.splice(pops.indexOf(listener), 1); });
    return { press: moved, depth: () => at };
  }

  it("takes off one view at a time", () => {
    const { press, depth } = tab();
    const [wayBack, left] = [createWayBack(), vi.fn()];
    wayBack.onBack(left);
    wayBack.keep(1);
    wayBack.keep(2);
    expect(depth()).toBe(2);
    press(-1);
    press(-1);
    expect(left.mock.calls).toEqual([[1], [0]]);
  });

  it("does not hear of what the panel does itself, however quickly it goes on", async () => {
    const { depth } = tab();
    const [wayBack, left] = [createWayBack(), vi.fn()];
    wayBack.onBack(left);
    wayBack.keep(3);
    wayBack.keep(0);
    wayBack.keep(1);
    await vi.waitFor(() => { expect(depth()).toBe(1); });
    expect(left).not.toHaveBeenCalled();
  });
});
