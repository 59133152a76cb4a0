/**
 * The part of `make generate` that needs npm packages: reads what the Python classes export as JSON on stdin, writes
 * `{file name: text}` as JSON to stdout. Touches no file itself; scripts/generate.py writes or compares.
 */

import path from "node:path";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";

import Ajv from "ajv";
import { _ } from "ajv/dist/compile/codegen/index.js";
import standaloneCode from "ajv/dist/standalone/index.js";
import * as esbuild from "esbuild";
import { compile } from "json-schema-to-typescript";

import { date, dateTime, unicode, uuid } from "./formats.js";

const HERE = path.dirname(fileURLToPath(import.meta.url));

/** Keywords that a verdict does not depend on; kept out of the browser. */
const WORDS = ["title", "description", "examples", "default"];

const { banner, components, documents, words, version } = JSON.parse(await text(process.stdin));
const header = `// ${banner}\n`;

process.stdout.write(
  JSON.stringify({
    "types.d.ts": await types(),
    "validators.js": await validators(),
    "validators.d.ts": validatorTypes(),
    "constants.js": constants((value) => JSON.stringify(value), "="),
    "constants.d.ts": constants((value) => `readonly ${JSON.stringify(value)}`.replace(/^readonly "/, '"'), ":"),
    "schemas.js": `${header}export const DOCUMENTS = ${JSON.stringify(documents)};\nexport const SCHEMAS = ${JSON.stringify(components, null, 1)};\n`,
  }),
);

/** One interface per class. Open objects get no index signature: a field that the schema does not name is nobody's business. */
async function types() {
  const properties = Object.fromEntries(documents.map((name) => [name, { $ref: `#/$defs/${name}` }]));
  const root = {
    title: "Documents",
    description: "Every document by its name.",
    type: "object",
    properties,
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

/** What is said beside a reference would take the place of what the class says of itself. */
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
    inlineRefs: false,
    messages: false,
    schemas: sharedRules(),
    formats: { unicode, date, "date-time": dateTime, uuid },
    strict: true,
    strictTypes: false,
  });
  compareItemsAsText(ajv);
  const code = verdictOnly(standaloneCode(ajv, Object.fromEntries(documents.map((name) => [`validate${name}`, name]))));
  const { outputFiles } = await esbuild.build({
    stdin: { contents: `import * as formats from "./formats.js";\n${code}`, resolveDir: HERE, sourcefile: "validators.js" },
    absWorkingDir: HERE,
    banner: { js: header },
    bundle: true,
    format: "esm",
    target: "es2022",
    write: false,
  });
  return outputFiles[0].text;
}

/**
 * Drop the error reports, which make up most of what Ajv writes: faults.js explains, these functions only answer yes or
 * no. Also take the count of code points from formats.js, since Ajv's own is a CommonJS module.
 */
function verdictOnly(code) {
  const lean = code
    .replace(/^function (\w+)\(data, \{instancePath="".*?\}=\{\}\)\{/gm, "function $1(data) {")
    .replace(/, \{instancePath\b.*?,rootData\}\)/g, ")")
    .replace(/^vErrors = vErrors === null \? (\w+)\.errors : vErrors\.concat\(\1\.errors\);\nerrors = vErrors\.length;$/gm, "errors++;")
    .replace(/^const err\d+ = \{instancePath.*\};\nif\(vErrors === null\)\{\nvErrors = .*;\n\}\nelse \{\nvErrors\.push.*\n\}\n/gm, "")
    .replace(/^if\(vErrors !== null\)\{\nif\(\w+\)\{\nvErrors\.length = \w+;\n\}\nelse \{\nvErrors = null;\n\}\n\}\n/gm, "")
    .replace(/^validate\d+\.errors = (\[\{instancePath.*\}\]|vErrors);\n/gm, "")
    .replace(/^let vErrors = null;\n/gm, "")
    .replaceAll('require("ajv/dist/runtime/ucs2length").default', "formats.codePoints");
  if (/instancePath|vErrors|\brequire\(/.test(lean)) throw new Error("Ajv writes in a new form; see verdictOnly() in js/build.js");
  return lean;
}

/** Ajv looks items up in `{}`, where "__proto__" is never found twice. Only lists of text are unique here, and a Set knows those. */
function compareItemsAsText(ajv) {
  ajv.removeKeyword("uniqueItems");
  ajv.addKeyword({
    keyword: "uniqueItems",
    type: "array",
    schemaType: "boolean",
    code: (context) => context.fail(_`new Set(${context.data}).size < ${context.data}.length`),
  });
}

/** One schema per class and per distinct rule of a field, so that fields with the same rule share one function. */
function sharedRules() {
  const names = new Map();
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

/** The schema without its words, references by the name of the class. */
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

function constants(write, sign) {
  const declare = sign === ":" ? "declare " : "";
  const all = { SCHEMA_VERSION: version, ...words };
  const lines = Object.entries(all).map(([name, value]) => `export ${declare}const ${name}${sign === ":" ? "" : " "}${sign} ${write(value)};`);
  return `${header}${lines.join("\n")}\n`;
}
