/**
 * The part of `make generate` that needs npm packages: reads what the Python classes export as JSON on stdin, writes
 * `{file name: text}` as JSON to stdout. Touches no file itself; scripts/generate.py writes or compares.
 *
 * @typedef {Record<string, any>} Schema
 * @typedef {import("ajv").Name} Name
 * @typedef {import("ajv").Code} Code
 */

import path from "node:path";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";

import { Ajv } from "ajv";
import { _ } from "ajv/dist/compile/codegen/index.js";
import standalone from "ajv/dist/standalone/index.js";
import * as esbuild from "esbuild";
import { compile } from "json-schema-to-typescript";

import { date, dateTime, unicode, uuid } from "./formats.js";

const HERE = path.dirname(fileURLToPath(import.meta.url));

/** Keywords that a verdict does not depend on; kept out of the browser. */
const WORDS = ["title", "description", "examples", "default"];

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

/** Plain functions without `eval` and without a library, so that they run under an extension's content security policy. */
async function validators() {
  // The schemas use no keyword that 2020-12 added or changed (a test sees to that), so Ajv's plainer default dialect
  // gives the same verdict with half the code.
  const ajv = new Ajv({
    code: { source: true, esm: true, lines: true, formats: _`formats` },
    formats: { date, "date-time": dateTime, unicode, uuid },
    inlineRefs: false,
    messages: false,
    strict: true,
    strictTypes: false,
  });
  replaceKeywords(ajv);
  for (const schema of sharedRules()) ajv.addSchema(schema);
  const names = Object.fromEntries(documents.map((name) => [`validate${name}`, name]));
  const code = verdictOnly(standalone.default(ajv, names));
  const { outputFiles } = await esbuild.build({
    stdin: { contents: `import * as formats from "./formats.js";\n${code}`, resolveDir: HERE, sourcefile: "ajv.js" },
    absWorkingDir: HERE,
    banner: { js: header },
    bundle: true,
    format: "esm",
    target: "es2022",
    write: false,
  });
  return outputFiles.map((file) => file.text).join("");
}

/**
 * Drop the error reports, which make up most of what Ajv writes: faults.js explains, these functions only answer yes or
 * no.
 * @param {string} code
 */
function verdictOnly(code) {
  const lean = code
    .replace(/^function (\w+)\(data, \{instancePath="".*?\}=\{\}\)\{/gm, "function $1(data) {")
    .replace(/, \{instancePath\b.*?,rootData\}\)/g, ")")
    .replace(
      /^vErrors = vErrors === null \? (\w+)\.errors : vErrors\.concat\(\1\.errors\);\nerrors = vErrors\.length;$/gm,
      "errors++;",
    )
    .replace(
      /^const err\d+ = \{instancePath.*\};\nif\(vErrors === null\)\{\nvErrors = .*;\n\}\nelse \{\nvErrors\.push.*\n\}\n/gm,
      "",
    )
    .replace(
      /^if\(vErrors !== null\)\{\nif\(\w+\)\{\nvErrors\.length = \w+;\n\}\nelse \{\nvErrors = null;\n\}\n\}\n/gm,
      "",
    )
    .replace(/^validate\d+\.errors = (\[\{instancePath.*\}\]|vErrors);\n/gm, "")
    .replace(/^let vErrors = null;\n/gm, "");
  const left = /instancePath|vErrors|\brequire\(/.exec(lean);
  if (left) throw new Error(`Ajv writes in a new form: ${left[0]} is left over; see verdictOnly() in js/build.js`);
  return lean;
}

/**
 * Ajv looks items up in `{}`, where "__proto__" is never found twice; only lists of text are unique here, and a Set knows
 * those. And it counts the code points of every text, where the count of UTF-16 units, which is never smaller and costs
 * nothing, nearly always settles it.
 * @param {Ajv} ajv
 */
function replaceKeywords(ajv) {
  for (const keyword of ["uniqueItems", "minLength", "maxLength"]) ajv.removeKeyword(keyword);
  ajv.addKeyword({
    keyword: "uniqueItems",
    type: "array",
    schemaType: "boolean",
    code: (context) => context.fail(_`new Set(${context.data}).size < ${context.data}.length`),
  });
  ajv.addKeyword({
    keyword: "maxLength",
    type: "string",
    schemaType: "number",
    before: "pattern",
    code: (context) => context.fail(tooLong(context.data, context.schema)),
  });
  ajv.addKeyword({
    keyword: "minLength",
    type: "string",
    schemaType: "number",
    before: "pattern",
    code: (context) => context.fail(tooShort(context.data, context.schema)),
  });
}

/** @type {(data: Name, most: number) => Code} */
function tooLong(data, most) {
  return _`${data}.length > ${most} && formats.codePoints(${data}) > ${most}`;
}

/** @type {(data: Name, least: number) => Code} */
function tooShort(data, least) {
  return least > 1 ? _`formats.codePoints(${data}) < ${least}` : _`${data}.length < ${least}`;
}

/** One schema per class and per distinct rule of a field, so that fields with the same rule share one function. */
function sharedRules() {
  /** @type {Map<string, string>} */
  const names = new Map();
  /** @type {(field: Schema) => Schema} */
  const share = (field) => {
    const rule = rulesOf(field);
    if (rule.$ref) return rule;
    if (rule.items) rule.items = share(rule.items);
    const key = JSON.stringify(rule);
    if (!names.has(key)) names.set(key, `rule${names.size + 1}`);
    return { $ref: names.get(key) };
  };
  const classes = Object.entries(components).map(([name, schema]) => {
    const { properties, ...rest } = schema;
    const fields = Object.entries(properties ?? {}).map(([field, below]) => [field, share(below)]);
    return { $id: name, ...rulesOf(rest), ...(properties && { properties: Object.fromEntries(fields) }) };
  });
  return [...classes, ...[...names].map(([rule, $id]) => ({ $id, ...JSON.parse(rule) }))];
}

/**
 * The schema without its words, references by the name of the class.
 * @param {any} schema
 * @returns {any}
 */
function rulesOf(schema) {
  if (Array.isArray(schema)) return schema.map(rulesOf);
  if (typeof schema !== "object" || schema === null) return schema;
  const rules = Object.entries(schema).filter(([keyword]) => !WORDS.includes(keyword) && !keyword.startsWith("x-"));
  return Object.fromEntries(
    rules.map(([keyword, value]) => [keyword, keyword === "$ref" ? value.replace("#/$defs/", "") : rulesOf(value)]),
  );
}

function validatorTypes() {
  const lines = documents.map((name) => `export function validate${name}(document: unknown): document is ${name};`);
  return `${header}import type { ${documents.join(", ")} } from "./types.js";\n\n${lines.join("\n")}\n`;
}

/** What faults.js reads: the names of the documents, and all classes under the names that the references use. */
function schemas() {
  const lines = [
    `export const DOCUMENTS = ${JSON.stringify(documents)};`,
    `export const SCHEMAS = ${JSON.stringify(components, null, 1)};`,
  ];
  return header + ascii(`${lines.join("\n")}\n`);
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
