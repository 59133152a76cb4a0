import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const folder = mkdtempSync(join(tmpdir(), "vertel-build-app-"));
const app = join(folder, "app");
const bytes = (name: string): Buffer => readFileSync(join(app, name));
const zipped = (name: string): number => gzipSync(bytes(name), { level: 9 }).length;
const names = (): string[] => readdirSync(app, { recursive: true, encoding: "utf8" }).filter((name) => name.includes("."));
const named = (ending: string): string[] => names().filter((name) => name.endsWith(ending) && name !== "sw.js");

/** Stands in the file of the views that are fetched later, and in no other. */
const OF_LATER_VIEWS = '"data-testid":"permissions"';

beforeAll(() => {
  execFileSync(process.execPath, [join(import.meta.dirname, "..", "build.mjs"), folder]);
}, 60_000);

afterAll(() => {
  rmSync(folder, { recursive: true });
});

describe("the web page", () => {
  it("keeps what is loaded before the first picture within 52.2 kB, zipped, and its worker within 25 kB", () => {
    const [words] = named(".json").map(zipped).sort((a, b) => b - a);
    const first = named(".js").filter((name) => !bytes(name).includes(OF_LATER_VIEWS));
    expect(first).toHaveLength(named(".js").length - 1);
    const shell = [...first, ...named(".css"), "index.html"].map(zipped).reduce((a, b) => a + b);
    expect(shell + (words ?? 0)).toBeLessThan(52_200);
    expect(zipped("sw.js")).toBeLessThan(25_000);
  });

  it("has a worker that keeps every file of it, each with its hash", () => {
    const worker = bytes("sw.js").toString();
    const shell = ["index.html", ...named(".js"), ...named(".css"), ...named(".json")];
    for (const name of shell) {
      const hash = createHash("sha256").update(bytes(name)).digest("base64");
      expect(worker, name).toContain(`"/app/${name === "index.html" ? "" : name}":"sha256-${hash}"`);
    }
  });

  it("names only files that are there, under names that change with what is in them", () => {
    const text = bytes("index.html").toString() + bytes("manifest.webmanifest").toString();
    const found = [...text.matchAll(/"((?:icons\/)?[\w-]+\.\w+)"/g)].map((match) => match[1] ?? "");
    expect(found.length).toBeGreaterThan(6);
    for (const name of found) expect(names()).toContain(name);
    const fixed = names().filter((name) => !/-([0-9a-f]{12}|[0-9A-Z]{8})\.\w+$/.test(name));
    expect(fixed.sort()).toEqual(["index.html", "manifest.webmanifest", "sw.js"]);
  });

  it("knows no extension, and makes no code or markup out of text", () => {
    for (const name of [...named(".js"), "sw.js"]) {
      expect(bytes(name).toString(), name).not.toMatch(/\bchrome\.|\beval\(|new Function\(|importScripts|insertAdjacentHTML/);
    }
    expect(bytes("index.html").toString()).not.toMatch(/<style|style=|<script>|\son\w+=/);
  });

  it("sends nothing to LinkedIn: its worker, which alone can send, does not know LinkedIn", () => {
    expect(bytes("sw.js").toString()).not.toMatch(/linkedin/i);
    for (const name of named(".js")) expect(bytes(name).toString()).not.toMatch(/\bfetch\(|XMLHttpRequest|sendBeacon|WebSocket/);
  });

  it("brings no words that only the extension says, and all that it may need itself", () => {
    const words = JSON.parse(bytes(named(".json").find((name) => name.includes("-en-")) ?? "").toString()) as Record<string, unknown>;
    expect(words).not.toHaveProperty("noAccess");
    for (const name of ["copyAndOpen", "tooLong_one", "tooLong_other", "withPlain_failed"]) expect(words).toHaveProperty(name);
  });

  it("says what is true of a page where the extension says something else", () => {
    const words = JSON.parse(bytes(named(".json").find((name) => name.includes("-en-")) ?? "").toString()) as Record<string, string>;
    expect(Object.keys(words).filter((key) => key.endsWith("_app"))).toEqual([]);
    expect(words.welcomeLead).not.toContain("beside LinkedIn");
    expect(words.sentLinkedIn).toContain("pass on yourself");
  });
});
