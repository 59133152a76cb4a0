import { describe, expect, it, vi } from "vitest";
import { createComposerButton, type ComposerButtonDependencies } from "../src/background/composer-button";
import { tabOfClick } from "../src/background/composer-button-click";
import { ACCOUNT } from "../src/shared/keys";
import { ALL_OFFERED } from "../src/shared/offers";
import { account } from "./documents";
import { memoryStore } from "./memory-store";

const PAGES = ["https://www.linkedin.com/*"];

/** A browser with one LinkedIn tab, which remembers what stays on pages. */
function fakeBrowser(policy: Record<string, unknown> = {}) {
  const store = memoryStore();
  const staying = new Set<string>();
  const told: string[] = [];
  const parts: ComposerButtonDependencies = {
    store,
    managed: { get: () => Promise.resolve(policy) },
    contentScripts: {
      has: (id) => Promise.resolve(staying.has(id)),
      add: vi.fn((id: string) => Promise.resolve(void staying.add(id))),
      remove: (id) => Promise.resolve(void staying.delete(id)),
      tell: (_, act) => Promise.resolve(void told.push(act.name)),
    },
    injection: { file: (_, file) => Promise.resolve(void told.push(file)) },
    tabs: { matching: () => Promise.resolve([{ id: 7, url: undefined, active: true, lastAccessed: 0 }]) },
    pages: PAGES,
  };
  return { store, staying, told, parts, policy };
}

describe("the button in the composer", () => {
  it("is nowhere until it is wanted", async () => {
    const { staying, told, parts } = fakeBrowser();
    await createComposerButton(parts).settle();
    expect([...staying, ...told]).toEqual([]);
  });

  it("comes to LinkedIn's pages and to the tabs that are open, and goes from all of them", async () => {
    const { staying, told, parts } = fakeBrowser();
    const button = createComposerButton(parts);
    await button.turn(true);
    expect(parts.contentScripts.add).toHaveBeenCalledWith("composer-button", "button.js", PAGES);
    expect(staying.size).toBe(1);
    await button.turn(false);
    expect([staying.size, told]).toEqual([0, ["button.js", "endButton"]]);
  });

  it("is what was asked last, however quickly", async () => {
    const { staying, parts } = fakeBrowser();
    const button = createComposerButton(parts);
    await Promise.all([button.turn(true), button.turn(false), button.turn(true), button.turn(false)]);
    expect(staying.size).toBe(0);
  });

  it("goes when the organisation no longer offers it, and is not switched on after that", async () => {
    const { store, staying, parts } = fakeBrowser();
    const button = createComposerButton(parts);
    await button.turn(true);
    await store.set({ [ACCOUNT]: account({ offers: { ...ALL_OFFERED, composerButton: false } }) });
    await button.settle();
    expect(staying.size).toBe(0);
    await expect(button.turn(true)).rejects.toThrow("refused");
    await store.set({ [ACCOUNT]: account() });
    await button.settle();
    expect(staying.size).toBe(1);
  });

  it("comes back after an update, which makes the browser forget it", async () => {
    const { staying, parts } = fakeBrowser();
    await createComposerButton(parts).turn(true);
    staying.clear();
    await createComposerButton(parts).settle();
    expect(staying.size).toBe(1);
  });

  it("goes when the employee signs out, since the next one has not asked for it", async () => {
    const { store, staying, told, parts } = fakeBrowser();
    const button = createComposerButton(parts);
    await button.turn(true);
    await store.remove(["composer-button"]);
    await button.settle();
    expect([staying.size, told.at(-1)]).toEqual([0, "endButton"]);
  });

  it("is refused where the organisation does not allow it, and goes when it no longer does", async () => {
    const { staying, policy, parts } = fakeBrowser();
    const button = createComposerButton(parts);
    await button.turn(true);
    policy.composer_button_allowed = false;
    await button.settle();
    expect(staying.size).toBe(0);
    await expect(button.turn(true)).rejects.toMatchObject({ failure: { kind: "refused" } });
  });

  it("stays off when the browser refuses it, instead of coming some other day", async () => {
    const { store, parts } = fakeBrowser();
    vi.mocked(parts.contentScripts.add).mockRejectedValueOnce(new Error("no"));
    await expect(createComposerButton(parts).turn(true)).rejects.toThrow("no");
    expect(await store.keys()).toEqual([]);
  });
});

describe("a press of the button", () => {
  const message = { type: "open_panel" };
  const sender = { id: "us", url: "https://www.linkedin.com/feed/?a=b", tabId: 7, frameId: 0 };
  const origins = ["https://www.linkedin.com"];

  it("is taken from our script in a LinkedIn page", () => {
    expect(tabOfClick(message, sender, "us", origins)).toBe(7);
  });

  it.each([
    ["another extension", { id: "them" }],
    ["a frame", { frameId: 3 }],
    ["no tab", { tabId: undefined }],
    ["another site", { url: "https://www.linkedin.com.evil.example/" }],
    ["another host of LinkedIn", { url: "https://linkedin.com/" }],
    ["the same in the clear", { url: "http://www.linkedin.com/" }],
    ["nowhere", { url: undefined }],
    ["our own panel", { url: "chrome-extension://us/panel.html" }],
  ])("is not taken from %s", (_, other) => {
    expect(tabOfClick(message, { ...sender, ...other }, "us", origins)).toBeUndefined();
  });

  it.each([[{ type: "open_panel", more: 1 }], [{ type: "sign_out" }], ["open_panel"], [null], [[]], [{}]])("is not %j", (other) => {
    expect(tabOfClick(other, sender, "us", origins)).toBeUndefined();
  });
});
