import { afterEach, expect, it, vi } from "vitest";
import { saveCsv } from "../src/console/ui/save-file";

afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
  vi.useRealTimers();
});

it("saves CSV with the mark by which a spreadsheet knows its letters, which fetch had taken away", async () => {
  vi.useFakeTimers();
  const link = { href: "", download: "", click: vi.fn() };
  vi.stubGlobal("document", { createElement: () => link });
  const made = vi.spyOn(URL, "createObjectURL").mockReturnValue("blob:1");
  const revoked = vi.spyOn(URL, "revokeObjectURL").mockReturnValue(undefined);

  saveCsv("team;kliks\nÉén;2\n", "teams.csv");

  const file = made.mock.calls[0]?.[0] as Blob;
  expect([...new Uint8Array(await file.arrayBuffer())].slice(0, 3)).toEqual([0xef, 0xbb, 0xbf]);
  expect([link.href, link.download, link.click.mock.calls.length]).toEqual(["blob:1", "teams.csv", 1]);
  vi.runAllTimers();
  expect(revoked).toHaveBeenCalledWith("blob:1");
});
