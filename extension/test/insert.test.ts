import { beforeEach, describe, expect, it, vi } from "vitest";
import type { Tab } from "../src/shared/browser";

const seam = vi.hoisted(() => ({
  injection: { file: vi.fn(), call: vi.fn() },
  sites: { allowed: vi.fn() },
  tabs: { matching: vi.fn(), activeHere: vi.fn(), isOurs: vi.fn(), focus: vi.fn(), open: vi.fn() },
}));
vi.mock("../src/shared/browser", () => seam);

const { insert, showLinkedIn } = await import("../src/panel/insert");

const tab = (id: number, lastAccessed = 0): Tab => ({ id, url: "https://www.linkedin.com/feed/", active: true, lastAccessed });

beforeEach(() => {
  for (const mock of Object.values(seam).flatMap((part) => Object.values(part))) mock.mockReset();
  seam.sites.allowed.mockResolvedValue(true);
  seam.tabs.matching.mockResolvedValue([tab(1, 10), tab(2, 30), tab(3, 20)]);
  seam.tabs.activeHere.mockResolvedValue(tab(3));
  seam.tabs.isOurs.mockResolvedValue(false);
  seam.injection.file.mockResolvedValue(undefined);
  seam.injection.call.mockResolvedValue({ status: "inserted" });
});

describe("inserting", () => {
  it("goes to the tab beside the panel", async () => {
    expect(await insert("Hoi")).toBe("inserted");
    expect(seam.injection.file).toHaveBeenCalledExactlyOnceWith(3, "composer.js");
    expect(seam.injection.call).toHaveBeenCalledExactlyOnceWith(3, expect.any(Function), "Hoi");
  });

  it("never goes to a LinkedIn tab that the employee is not looking at", async () => {
    seam.tabs.activeHere.mockResolvedValue({ ...tab(9), url: undefined });
    expect(await insert("Hoi")).toBe("no_tab");
    expect(seam.injection.file).not.toHaveBeenCalled();
  });

  it("goes to the LinkedIn tab seen last when the panel has a tab of its own", async () => {
    seam.tabs.activeHere.mockResolvedValue({ ...tab(9), url: undefined });
    seam.tabs.isOurs.mockResolvedValue(true);
    await insert("Hoi");
    expect(seam.injection.file).toHaveBeenCalledExactlyOnceWith(2, "composer.js");
  });

  it("says so when the browser does not let it onto LinkedIn", async () => {
    seam.sites.allowed.mockResolvedValue(false);
    expect(await insert("Hoi")).toBe("no_access");
    expect(seam.injection.file).not.toHaveBeenCalled();
  });

  it("has touched nothing when the inserter could not even be brought in", async () => {
    seam.injection.file.mockRejectedValue(new Error("the tab is gone"));
    expect(await insert("Hoi")).toBe("no_tab");
    expect(seam.injection.call).not.toHaveBeenCalled();
  });

  it.each([
    ["the page went away before it answered", () => Promise.resolve(undefined)],
    ["the tab was closed on the way", () => Promise.reject(new Error("closed"))],
  ])("does not claim to know what happened when %s", async (_, call) => {
    seam.injection.call.mockImplementation(call);
    expect(await insert("Hoi")).toBe("not_verified");
  });
});

describe("showing LinkedIn", () => {
  it("brings the tab seen last to the front", async () => {
    await showLinkedIn();
    expect(seam.tabs.focus).toHaveBeenCalledExactlyOnceWith(2);
    expect(seam.tabs.open).not.toHaveBeenCalled();
  });

  it("opens one when there is none", async () => {
    seam.tabs.matching.mockResolvedValue([]);
    await showLinkedIn();
    expect(seam.tabs.open).toHaveBeenCalledOnce();
  });
});
