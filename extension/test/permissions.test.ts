import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, expect, it, vi } from "vitest";
import english from "../_locales/en/messages.json";
import { REASONS } from "../src/panel/you/permissions";
import { runtime } from "../src/shared/browser";

const manifest = JSON.parse(readFileSync(join(import.meta.dirname, "..", "manifest.json"), "utf8")) as Record<string, unknown>;

afterEach(() => {
  vi.unstubAllGlobals();
});

/** The permissions as the panel gets them, from this manifest. */
function permissions(): string[] {
  vi.stubGlobal("chrome", { runtime: { getManifest: () => manifest } });
  return runtime.permissions();
}

it("has a sentence for every permission in the manifest, and for none that is not there", () => {
  expect(Object.keys(REASONS).sort()).toEqual(permissions().sort());
  for (const key of Object.values(REASONS)) expect(english[key].message).not.toBe("");
});

it("leaves out no list in which a manifest can ask for something", () => {
  const asking = Object.keys(manifest).filter((key) => key.endsWith("permissions"));
  const named = asking.flatMap((key) => manifest[key] as string[]);
  expect(permissions().sort()).toEqual(named.sort());
});
