/**
 * The part of `make generate` that needs npm packages: reads what the Python classes export as JSON on stdin, writes
 * `{file name: text}` as JSON to stdout. Touches no file itself; scripts/generate.py writes or compares.
 *
 * @typedef {Record<string, any>} Schema
 */

import path from "node:path";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";

import * as esbuild from "esbuild";
import { compile } from "json-schema-to-typescript";

import { validatorSource } from "./build/validators.js";

const HERE = path.dirname(fileURLToPath(import.meta.url));

/** @type {{banner: string, components: Record<string, Schema>, documents: string[], words: Record<string, unknown>}} */
const { banner, components, documents, words } = JSON.parse(await text(process.stdin));
const header = `// ${banner}\n`;

process.stdout.write(
  JSON.stringify({
    "constants.js": constants(),
    "constants.d.ts": constantTypes(),
    "schemas.js": schemas(),
    "types.d.ts": await types(),
    "validators.js": await validators(),
    "validators.d.ts": validatorTypes(),
  }),
);

/** One interface per class. Open objects get no index signature: a field that no schema names is nobody's business. */
async function types() {
  /** @type {any} */
  const root = {
    title: "Documents",
    description: "Every document by its name.",
    type: "object",
    properties: Object.fromEntries(documents.map((name) => [name, { $ref: `#/$defs/${name}` }])),
    required: documents,
    $defs: bareReferences(components),
  };
  const source = await compile(root, "Documents", {
    additionalProperties: false,
    bannerComment: header.trimEnd(),
    ignoreMinAndMaxItems: true,
    style: { printWidth: 120 },
    unreachableDefinitions: true,
  });
  return source.replace(/^ \*\n \* This interface was referenced by .*\n \* via the `definition` .*\n/gm, "");
}

/**
 * What is said beside a reference would take the place of what the class says of itself.
 * @param {any} schema
 * @returns {any}
 */
function bareReferences(schema) {
  if (Array.isArray(schema)) return schema.map(bareReferences);
  if (typeof schema !== "object" || schema === null) return schema;
  if (schema.$ref) return { $ref: schema.$ref };
  return Object.fromEntries(Object.entries(schema).map(([keyword, value]) => [keyword, bareReferences(value)]));
}

/** Plain functions without `eval`, a library or an import, so that they run under an extension's content security policy. */
async function validators() {
  const contents = ascii(validatorSource(components, documents));
  const { outputFiles } = await esbuild.build({
    stdin: { contents, resolveDir: path.join(HERE, "build"), sourcefile: "schemas" },
    absWorkingDir: HERE,
    banner: { js: header },
    bundle: true,
    format: "esm",
    target: "es2022",
    write: false,
  });
  return outputFiles.map((file) => file.text).join("");
}

function validatorTypes() {
  const lines = documents.map((name) => `export function validate${name}(document: unknown): document is ${name};`);
  return `${header}import type { ${documents.join(", ")} } from "./types.js";\n\n${lines.join("\n")}\n`;
}

/** What faults.js reads: the names of the documents, and the rules of all classes under the names that the references use. */
function schemas() {
  const rules = Object.entries(components).map(([name, schema]) => [name, rulesOf(schema)]);
  const lines = [
    `export const DOCUMENTS = ${JSON.stringify(documents)};`,
    `export const SCHEMAS = ${JSON.stringify(Object.fromEntries(rules), null, 1)};`,
  ];
  return header + ascii(`${lines.join("\n")}\n`);
}

/**
 * A schema without what is there for people: two thirds of its bytes.
 * @param {Schema} schema
 * @returns {Schema}
 */
function rulesOf({ title, description, examples, default: _default, properties, items, ...rules }) {
  const fields = Object.entries(properties ?? {}).map(([name, field]) => [name, rulesOf(field)]);
  return { ...rules, ...(properties && { properties: Object.fromEntries(fields) }), ...(items && { items: rulesOf(items) }) };
}

function constants() {
  const lines = Object.entries(words).map(([name, value]) => `export const ${name} = ${JSON.stringify(value)};`);
  return `${header}${lines.join("\n")}\n`;
}

function constantTypes() {
  const lines = Object.entries(words).map(([name, value]) => {
    const type = Array.isArray(value) ? `readonly ${JSON.stringify(value)}` : JSON.stringify(value);
    return `export declare const ${name}: ${type};`;
  });
  return `${header}${lines.join("\n")}\n`;
}

/**
 * Write the characters that no editor shows as escapes.
 * @param {string} source
 */
function ascii(source) {
  return source.replace(/[^\n -~]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`);
}
