import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";

import { build } from "esbuild";
import { expect, it } from "vitest";

import { SCHEMA_VERSION } from "../index.js";
import { keywordsOf, VERSION_OF_PACKAGE } from "./keywords.js";
import { schemas } from "./published.js";

const INDEX = fileURLToPath(new URL("../index.js", import.meta.url));
const FAULTS = fileURLToPath(new URL("../faults.js", import.meta.url));
const CLIENT = fileURLToPath(new URL("../client.js", import.meta.url));

async function bundled(contents: string): Promise<string> {
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: fileURLToPath(new URL(".", import.meta.url)) },
    bundle: true,
    format: "esm",
    minify: true,
    write: false,
  });
  return outputFiles[0]?.text ?? "";
}

it("makes a bundle of at most 12 kB gzip of everything a browser needs", async () => {
  const size = gzipSync(await bundled(`export * from ${JSON.stringify(INDEX)}`), { level: 9 }).length;
  expect(size).toBeGreaterThan(1000);
  expect(size).toBeLessThanOrEqual(12_000);
});

it("explains what is wrong in at most 20 kB gzip, without the words that are there for people", async () => {
  const source = await bundled(`export * from ${JSON.stringify(FAULTS)}`);
  expect(gzipSync(source, { level: 9 }).length).toBeLessThanOrEqual(20_000);
  // a field may have that name; what is said of one is a text
  expect(source).not.toMatch(/\bdescription:["`]/);
});

it("leaves out of a bundle the validators that are not imported", async () => {
  const all = await bundled(`export * from ${JSON.stringify(INDEX)}`);
  const one = await bundled(`export { validateImage } from ${JSON.stringify(INDEX)}`);
  expect(one.length).toBeLessThan(all.length / 20);
});

it("leaves out of a bundle the operations that are not imported, and what only they validate", async () => {
  const few = await bundled(`export { Caller, MeOperations } from ${JSON.stringify(CLIENT)}`);
  expect(few).toContain("/me/impact");
  expect(few).not.toContain("/employees");
  expect(few).not.toContain("external_id");
});

it("runs under a content security policy without unsafe-eval, as a module without imports", () => {
  const source = readFileSync(new URL("../generated/validators.js", import.meta.url), "utf-8");
  const code = source.replace(/"(?:[^"\\\n]|\\.)*"/g, '""'); // a document may have such a word in it
  expect(code).not.toMatch(/\beval\b|\bFunction\b|\brequire\b|\bimport\b/);
});

it("uses no keyword that the generated validators do not know", () => {
  const same = ["$comment", "$defs", "$id", "$ref", "$schema", "additionalProperties", "anyOf", "default", "description"];
  const more = ["enum", "examples", "format", "items", "maxItems", "maxLength", "maximum", "minItems", "minLength"];
  const rest = ["minimum", "oneOf", "pattern", "properties", "required", "title", "type", "uniqueItems"];
  const hints = ["x-expected", "x-forms", "x-tag"];
  expect([...new Set(schemas.flatMap(keywordsOf))].sort()).toEqual([...same, ...more, ...rest, ...hints].sort());
});

it("has one version number", () => {
  expect(SCHEMA_VERSION).toBe(VERSION_OF_PACKAGE);
});
