import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const BUILD = join(import.meta.dirname, "..", "build.mjs");
const folder = mkdtempSync(join(tmpdir(), "vertel-build-"));
const [first, second] = [join(folder, "one"), join(folder, "two")];

interface Manifest {
  readonly permissions: string[];
  readonly optional_host_permissions: string[];
  readonly background: Record<string, unknown>;
  readonly [key: string]: unknown;
}

const bytes = (path: string): Buffer => readFileSync(join(first, path));
const manifest = (browser: string): Manifest => JSON.parse(bytes(`${browser}/manifest.json`).toString()) as Manifest;
const zipped = (path: string): number => gzipSync(bytes(path), { level: 9 }).length;

function files(root: string): string[] {
  const found = readdirSync(root, { recursive: true, encoding: "utf8" }).map((name) => join(root, name));
  return found.filter((path) => statSync(path).isFile()).map((path) => relative(root, path)).sort();
}

beforeAll(() => {
  for (const out of [first, second]) execFileSync(process.execPath, [BUILD, out], { cwd: tmpdir() });
}, 60_000);

afterAll(() => {
  rmSync(folder, { recursive: true });
});

describe("the build", () => {
  it("gives the same bytes every time, wherever it is run and written", () => {
    expect(files(first)).toEqual(files(second));
    for (const path of files(first)) expect(readFileSync(join(second, path)).equals(bytes(path)), path).toBe(true);
  });

  it("knows nothing of the machine it ran on", () => {
    const home = join(import.meta.dirname, "..");
    for (const path of files(first)) expect(bytes(path).includes(home), path).toBe(false);
  });

  it("keeps the panel within 40 kB, and the inserter and the button within 4 kB each, zipped", () => {
    // the files that the page names hold the list; what is fetched later stands in another
    const named = [...bytes("chrome/panel.html").toString().matchAll(/"(panel\S*\.(?:js|css))"/g)].map(([, name = ""]) => name);
    expect(named.some((name) => bytes(`chrome/${name}`).includes("suggestion-item"))).toBe(true);
    const first = ["panel.html", ...named];
    expect(first.map((name) => zipped(`chrome/${name}`)).reduce((a, b) => a + b)).toBeLessThan(40_000);
    expect(zipped("chrome/composer.js")).toBeLessThan(4_000);
    expect(zipped("chrome/button.js")).toBeLessThan(4_000);
  });

  it("gives the button nothing to read, to keep or to know", () => {
    const text = bytes("chrome/button.js").toString();
    expect(text).not.toMatch(/storage|textContent\b.*sendMessage|innerText|querySelectorAll\("\*"\)|setInterval/);
    expect(text.match(/sendMessage\(/g)).toHaveLength(1);
  });

  it("makes no code out of text", () => {
    for (const path of files(first).filter((name) => name.endsWith(".js"))) {
      expect(bytes(path).toString(), path).not.toMatch(/\beval\(|new Function\(|importScripts/);
    }
  });

  it("sends nothing to LinkedIn: only the worker can send, and it does not know LinkedIn", () => {
    for (const browser of ["chrome", "firefox"]) {
      expect(bytes(`${browser}/background.js`).toString()).not.toMatch(/linkedin/i);
      for (const file of ["panel.js", "composer.js", "button.js"]) {
        expect(bytes(`${browser}/${file}`).toString(), file).not.toMatch(/\bfetch\(|XMLHttpRequest|sendBeacon|WebSocket/);
      }
    }
  });
});

describe.each(["chrome", "firefox"])("the manifest for %s", (browser) => {
  it("puts nothing of ours on any page by itself", () => {
    expect(manifest(browser)).not.toHaveProperty("content_scripts");
    expect(manifest(browser)).not.toHaveProperty("web_accessible_resources");
    // Firefox does not know the key, and lets no page in without it
    if (browser === "chrome") expect(manifest(browser)).toHaveProperty("externally_connectable", { ids: [], matches: [] });
  });

  it("is opened by a key that its browser leaves free", () => {
    const key = browser === "chrome" ? "Alt+Shift+V" : "Ctrl+Shift+F";
    expect(manifest(browser)).toHaveProperty("commands", { _execute_action: { suggested_key: { default: key } } });
  });

  it("asks at installation for no site at all, and later for LinkedIn alone", () => {
    expect(manifest(browser)).not.toHaveProperty("host_permissions");
    expect(manifest(browser).optional_host_permissions).toEqual(["https://www.linkedin.com/*"]);
    const everywhere = ["scripting", "storage", "alarms"];
    expect(manifest(browser).permissions).toEqual(browser === "chrome" ? ["sidePanel", ...everywhere] : everywhere);
  });

  it("names only files that are there", () => {
    const named = JSON.stringify(manifest(browser)).match(/[\w/-]+\.(?:html|json|js|png)\b/g) ?? [];
    expect(named.length).toBeGreaterThan(3);
    for (const path of named) expect(files(first)).toContain(join(browser, path));
  });
});
