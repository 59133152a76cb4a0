#!/usr/bin/env node
/** The command line, twin of the Python command `vertel-schema`: same verbs, same output, same exit status. */

import { readFileSync } from "node:fs";
import { buffer } from "node:stream/consumers";

import { faults } from "./faults.js";
import { DOCUMENTS, SCHEMAS } from "./generated/schemas.js";
import { readJson, UnreadableError } from "./reading.js";

const USAGE = `\
vertel-schema list                            the names of all schemas
vertel-schema schema NAME                     one as JSON Schema 2020-12
vertel-schema validate NAME [--lines]         check the JSON document on stdin; with --lines, one document a line
vertel-schema validate NAME [--lines] FILE    check a file: a document, an array of them, or one a line (.jsonl)

validate writes one line per document: true, or false and the reasons. Of a file it names what is refused, and where.
Exit status: 0 when all are valid, 1 when some are not, 2 when the command was not understood.
`;
const UNCLEAR = "say list, schema NAME or validate NAME [--lines] [FILE]; see vertel-schema --help";

/** @type {Record<string, string>} */
const WHY_NOT = { ENOENT: "there is no such file", EISDIR: "it is a folder", EACCES: "it may not be read" };

const BLANK = [9, 10, 13, 32];

/** @typedef {{place: string, reasons: string[]}} Verdict */

process.stdout.on("error", (error) => {
  if (/** @type {NodeJS.ErrnoException} */ (error).code === "EPIPE") process.exit(1);
  throw error;
});
process.exitCode = await run(process.argv.slice(2));

/** @param {string[]} args */
async function run(args) {
  const [verb = "", ...rest] = args;
  const [name = ""] = rest;
  if (["--help", "-h", "help"].includes(verb) && rest.length === 0) return write(USAGE);
  if (verb === "list" && rest.length === 0) return write(DOCUMENTS.map((document) => `${document}\n`).join(""));
  if (verb === "schema" && rest.length === 1 && DOCUMENTS.includes(name)) return write(schemaText(name));
  if (verb === "validate" && isUnderstood(rest)) return validate(rest);
  const strange = rest.length > 0 && !name.startsWith("-") && !DOCUMENTS.includes(name);
  return misunderstood(strange && ["schema", "validate"].includes(verb) ? `there is no schema ${JSON.stringify(name)}; see vertel-schema list` : UNCLEAR);
}

/** @param {string[]} words */
function isUnderstood(words) {
  const names = words.filter((word) => word !== "--lines");
  const options = names.filter((word) => word.startsWith("-"));
  return [1, 2].includes(names.length) && words.length - names.length < 2 && options.length === 0 && DOCUMENTS.includes(names[0] ?? "");
}

/** @param {string} reason */
function misunderstood(reason) {
  process.stderr.write(`vertel-schema: ${reason}\n`);
  return 2;
}

/** @param {string} text */
function write(text) {
  process.stdout.write(text);
  return 0;
}

/** @param {string} name */
function schemaText(name) {
  return readFileSync(new URL(`../generated/schemas/${name}.json`, import.meta.url), "utf-8");
}

/** @param {string[]} words */
async function validate(words) {
  const byLine = words.includes("--lines");
  const [name = "", file] = words.filter((word) => word !== "--lines");
  if (file === undefined) return validateInput(name, byLine ? lines() : [buffer(process.stdin)]);
  if (file.endsWith(".csv")) return misunderstood(`${file}: a server checks CSV: upload it with dry_run, and nothing is stored`);
  let data;
  try {
    data = readFileSync(file);
  } catch (error) {
    const code = /** @type {NodeJS.ErrnoException} */ (error).code ?? "";
    return misunderstood(`${file}: ${WHY_NOT[code] ?? "it could not be read"}`);
  }
  return check(file, byLine || /\.(jsonl|ndjson)$/.test(file) ? byLineOf(name, data) : byItemOf(name, data));
}

/** @type {(name: string, documents: Iterable<Promise<Uint8Array>> | AsyncIterable<Uint8Array>) => Promise<number>} */
async function validateInput(name, documents) {
  let status = 0;
  for await (const document of documents) {
    const reasons = reasonsAgainst(name, document);
    process.stdout.write(reasons.length > 0 ? `false ${reasons.join("; ")}\n` : "true\n");
    if (reasons.length > 0) status = 1;
  }
  return status;
}

/**
 * Write where a file's documents are refused, and why, and how many.
 * @type {(file: string, verdicts: Iterable<Verdict>) => number}
 */
function check(file, verdicts) {
  let checked = 0;
  let refused = 0;
  for (const { place, reasons } of verdicts) {
    checked++;
    if (reasons.length === 0) continue;
    refused++;
    process.stdout.write(`${file}${place}: ${reasons.join("; ")}\n`);
  }
  const said = refused > 0 ? `${refused} of ${checked} refused. Mend what is named above and check again.` : `${checked} checked, all valid.`;
  process.stdout.write(`${said}\n`);
  return refused > 0 ? 1 : 0;
}

/** @type {(name: string, data: Buffer) => Generator<Verdict>} */
function* byLineOf(name, data) {
  let number = 0;
  let start = 0;
  while (start <= data.length) {
    const end = data.indexOf(10, start);
    const line = data.subarray(start, end < 0 ? data.length : end);
    number++;
    start = end < 0 ? data.length + 1 : end + 1;
    if (holdsAnything(line)) yield { place: `:${number}`, reasons: reasonsAgainst(name, line) };
  }
}

/**
 * Each document of an array; a schema of lists takes the array as one.
 * @type {(name: string, data: Buffer) => Generator<Verdict>}
 */
function* byItemOf(name, data) {
  const { document, unreadable } = read(data);
  if (unreadable) yield { place: "", reasons: [unreadable] };
  else if (Array.isArray(document) && /** @type {Record<string, {type: string}>} */ (SCHEMAS)[name]?.type !== "array") {
    for (const [index, one] of document.entries()) yield { place: ` item ${index + 1}`, reasons: faultsOf(name, one) };
  } else yield { place: "", reasons: faultsOf(name, document) };
}

/** @type {(name: string, data: Uint8Array) => string[]} */
function reasonsAgainst(name, data) {
  const { document, unreadable } = read(data);
  return unreadable ? [unreadable] : faultsOf(name, document);
}

/**
 * @param {Uint8Array} data
 * @returns {{document?: unknown, unreadable?: string}}
 */
function read(data) {
  try {
    return { document: readJson(data) };
  } catch (error) {
    if (error instanceof UnreadableError) return { unreadable: `document: ${error.message}` };
    throw error;
  }
}

/** @type {(name: string, document: unknown) => string[]} */
function faultsOf(name, document) {
  const found = faults(/** @type {keyof import("./index.js").Documents} */ (name), document);
  return found.map(({ pointer, message }) => `${onOneLine(pointer)}: ${message.replace(/\.$/, "")}`);
}

/** @param {string} pointer */
function onOneLine(pointer) {
  return JSON.stringify(pointer).slice(1, -1) || "document";
}

/** The lines of stdin that hold anything, split where Python splits bytes: at line feeds only. */
async function* lines() {
  let rest = Buffer.alloc(0);
  for await (const chunk of process.stdin) {
    const data = Buffer.concat([rest, chunk]);
    let start = 0;
    for (let end = data.indexOf(10); end >= 0; end = data.indexOf(10, start)) {
      if (holdsAnything(data.subarray(start, end))) yield data.subarray(start, end);
      start = end + 1;
    }
    rest = data.subarray(start);
  }
  if (holdsAnything(rest)) yield rest;
}

/** @param {Uint8Array} line */
function holdsAnything(line) {
  return line.some((byte) => !BLANK.includes(byte));
}
