import { beforeEach, describe, expect, it, vi } from "vitest";
import type { Tab } from "../src/shared/browser";

const seam = vi.hoisted(() => ({
  injection: { file: vi.fn(), call: vi.fn() },
  sites: { allowed: vi.fn() },
  tabs: { matching: vi.fn(), activeHere: vi.fn(), isOurs: vi.fn(), focus: vi.fn(), open: vi.fn() },
}));
vi.mock("../src/shared/browser", () => seam);

const { insert, showPost, takeOut } = await import("../src/panel/insert");

const tab = (id: number, lastAccessed = 0): Tab => ({ id, url: "https://www.linkedin.com/feed/", active: true, lastAccessed });

const PUT = { at: 4, text: "Hoi " };

beforeEach(() => {
  for (const mock of Object.values(seam).flatMap((part) => Object.values(part))) mock.mockReset();
  seam.sites.allowed.mockResolvedValue(true);
  seam.tabs.matching.mockResolvedValue([tab(1, 10), tab(2, 30), tab(3, 20)]);
  seam.tabs.activeHere.mockResolvedValue(tab(3));
  seam.tabs.isOurs.mockResolvedValue(false);
  seam.injection.file.mockResolvedValue(undefined);
  seam.injection.call.mockResolvedValue({ status: "inserted", put: PUT });
});

describe("inserting", () => {
  it("goes to the tab beside the panel", async () => {
    expect(await insert("Hoi")).toEqual({ status: "inserted", undoable: { tabId: 3, put: PUT } });
    expect(seam.injection.file).toHaveBeenCalledExactlyOnceWith(3, "composer.js");
    expect(seam.injection.call).toHaveBeenCalledExactlyOnceWith(3, expect.any(Function), { insert: "Hoi" });
  });

  it("never goes to a LinkedIn tab that the employee is not looking at", async () => {
    seam.tabs.activeHere.mockResolvedValue({ ...tab(9), url: undefined });
    expect(await insert("Hoi")).toEqual({ status: "elsewhere" });
    expect(seam.injection.file).not.toHaveBeenCalled();
  });

  it("says so when LinkedIn is not open at all", async () => {
    seam.tabs.matching.mockResolvedValue([]);
    expect(await insert("Hoi")).toEqual({ status: "no_tab" });
  });

  it("goes to the LinkedIn tab seen last when the panel has a tab of its own", async () => {
    seam.tabs.activeHere.mockResolvedValue({ ...tab(9), url: undefined });
    seam.tabs.isOurs.mockResolvedValue(true);
    await insert("Hoi");
    expect(seam.injection.file).toHaveBeenCalledExactlyOnceWith(2, "composer.js");
  });

  it("says so when the browser does not let it onto LinkedIn", async () => {
    seam.sites.allowed.mockResolvedValue(false);
    expect(await insert("Hoi")).toEqual({ status: "no_access" });
    expect(seam.injection.file).not.toHaveBeenCalled();
  });

  it("hands on what the post lacks", async () => {
    seam.injection.call.mockResolvedValue({ status: "not_verified", missing: ["Hoi"] });
    expect(await insert("Hoi")).toEqual({ status: "not_verified", missing: ["Hoi"] });
  });

  it("has touched nothing when the inserter could not even be brought in", async () => {
    seam.injection.file.mockRejectedValue(new Error("the tab is gone"));
    expect(await insert("Hoi")).toEqual({ status: "no_composer" });
    expect(seam.injection.call).not.toHaveBeenCalled();
  });

  it.each([
    ["the page went away before it answered", () => Promise.resolve(undefined)],
    ["the tab was closed on the way", () => Promise.reject(new Error("closed"))],
  ])("does not claim to know what happened when %s", async (_, call) => {
    seam.injection.call.mockImplementation(call);
    expect(await insert("Hoi")).toEqual({ status: "not_verified" });
  });
});

describe("taking out again", () => {
  it("goes to the tab where the text was put, whatever one looks at now", async () => {
    seam.injection.call.mockResolvedValue({ status: "undone" });
    expect(await takeOut({ tabId: 1, put: PUT })).toBe("undone");
    expect(seam.injection.call).toHaveBeenCalledExactlyOnceWith(1, expect.any(Function), { takeOut: PUT });
  });

  it("finds no post when that tab has gone", async () => {
    seam.injection.file.mockRejectedValue(new Error("the tab is gone"));
    expect(await takeOut({ tabId: 1, put: PUT })).toBe("no_composer");
  });
});

describe("a place to write", () => {
  it("is the LinkedIn tab seen last, when the one in sight is another site's", async () => {
    await showPost("elsewhere");
    expect(seam.tabs.focus).toHaveBeenCalledExactlyOnceWith(2);
    expect(seam.tabs.open).not.toHaveBeenCalled();
  });

  it.each(["no_tab", "no_composer"] as const)("is LinkedIn's page for a new post, in a tab of its own, for %s", async (why) => {
    await showPost(why);
    expect(seam.tabs.open).toHaveBeenCalledExactlyOnceWith("https://www.linkedin.com/sharing/compose");
    expect(seam.tabs.focus).not.toHaveBeenCalled();
  });
});
