import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const folder = mkdtempSync(join(tmpdir(), "vertel-build-console-"));
const page = join(folder, "console");
const bytes = (name: string): Buffer => readFileSync(join(page, name));
const zipped = (name: string): number => gzipSync(bytes(name), { level: 9 }).length;
const names = (): string[] => readdirSync(page, { recursive: true, encoding: "utf8" }).filter((name) => name.includes("."));
const one = (start: string, end = ""): string => names().find((name) => name.startsWith(start) && name.endsWith(end)) ?? "";
const sum = (files: readonly string[]): number => files.map(zipped).reduce((a, b) => a + b, 0);

/** A script with all that it imports at once, without what it fetches later. */
function withImports(name: string, found = new Set<string>()): Set<string> {
  if (found.has(name)) return found;
  found.add(name);
  for (const [, path] of bytes(name).toString().matchAll(/(?:import|export)(?:[^"'()]*?from)?"\.\/([\w-]+\.js)"/g)) {
    if (path !== undefined) withImports(path, found);
  }
  return found;
}

/** The files of one view: those that stand in no other. */
const viewWith = (mark: string): string => names().find((name) => name.endsWith(".js") && bytes(name).toString().includes(mark)) ?? "";

beforeAll(() => {
  execFileSync(process.execPath, [join(import.meta.dirname, "..", "build.mjs"), folder]);
}, 60_000);

afterAll(() => {
  rmSync(folder, { recursive: true });
});

describe("the console", () => {
  it("keeps its first view within 60 kB, zipped: page, look, words, worker, and the scripts of Today", () => {
    const scripts = new Set([...withImports(one("console-", ".js")), ...withImports(viewWith('"today.fourWeeks"'))]);
    const look = names().filter((name) => /^console-.*\.css$/.test(name));
    const words = Math.max(zipped(one("words-en")), zipped(one("words-nl")));
    expect(look).toHaveLength(1);
    expect(sum([...scripts, ...look, "index.html", one("worker-")]) + words).toBeLessThan(60_000);
  });

  it("names only files that are there, under names that change with what is in them", () => {
    const all = names().map((name) => bytes(name).toString()).join("\n");
    const found = [...all.matchAll(/"\/console\/((?:icons\/)?[\w-]+\.\w+)"/g)].map((match) => match[1] ?? "");
    expect(found.length).toBeGreaterThan(8);
    for (const name of found) expect(names()).toContain(name);
    expect(names().filter((name) => !/-([0-9a-f]{12}|[0-9A-Z]{8})\.\w+$/.test(name))).toEqual(["index.html"]);
  });

  it("has the token, and the way to the server, in its worker alone", () => {
    for (const name of names().filter((one) => one.endsWith(".js") && !one.startsWith("worker-"))) {
      expect(bytes(name).toString(), name).not.toMatch(/\bfetch\(|XMLHttpRequest|sendBeacon|WebSocket|refresh_token/);
    }
    expect(bytes(one("worker-")).toString()).toContain("refresh_token");
  });

  it("knows no extension, and makes no code or markup out of text", () => {
    for (const name of names().filter((one) => one.endsWith(".js"))) {
      expect(bytes(name).toString(), name).not.toMatch(/\bchrome\.|\beval\(|new Function\(|importScripts|insertAdjacentHTML/);
    }
    expect(bytes("index.html").toString()).not.toMatch(/<style|style=|<script>|\son\w+=/);
  });
});
