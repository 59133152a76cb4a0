#!/usr/bin/env node
/** The command line, twin of `python -m vertel_schema`: same verbs, same output, same exit status. */

import { readFileSync } from "node:fs";
import { buffer } from "node:stream/consumers";

import { faults } from "./faults.js";
import { DOCUMENTS } from "./generated/schemas.js";
import { readJson, UnreadableError } from "./reading.js";

const USAGE = `\
vertel-schema list                     the names of all schemas
vertel-schema schema NAME              one as JSON Schema 2020-12
vertel-schema validate NAME [--lines]  check the JSON document on stdin; with --lines, one document a line

validate writes one line per document: true, or false and the reasons.
Exit status: 0 when all are valid, 1 when some are not, 2 when the command was not understood.
`;

const BLANK = [9, 10, 13, 32];

process.stdout.on("error", (error) => {
  if (/** @type {NodeJS.ErrnoException} */ (error).code === "EPIPE") process.exit(1);
  throw error;
});
process.exitCode = await run(process.argv.slice(2));

/** @param {string[]} args */
async function run(args) {
  const [verb = "", ...rest] = args;
  const names = rest.filter((word) => word !== "--lines");
  const [name = ""] = names;
  const known = names.length === 1 && DOCUMENTS.includes(name);
  if (["--help", "-h", "help"].includes(verb) && rest.length === 0) return write(USAGE);
  if (verb === "list" && rest.length === 0) return write(DOCUMENTS.map((document) => `${document}\n`).join(""));
  if (verb === "schema" && known && rest.length === 1) return write(schemaText(name));
  if (verb === "validate" && known && rest.length === 1) return validate(name, [buffer(process.stdin)]);
  if (verb === "validate" && known && rest.length === 2) return validate(name, lines());
  return misunderstood(verb, rest[0]);
}

/** @type {(verb: string, name: string | undefined) => number} */
function misunderstood(verb, name) {
  const strange = name !== undefined && !name.startsWith("-") && !DOCUMENTS.includes(name);
  const reason =
    strange && ["schema", "validate"].includes(verb)
      ? `there is no schema ${JSON.stringify(name)}; see vertel-schema list`
      : "say list, schema NAME or validate NAME [--lines]; see vertel-schema --help";
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

/** @type {(name: string, documents: Iterable<Promise<Uint8Array>> | AsyncIterable<Uint8Array>) => Promise<number>} */
async function validate(name, documents) {
  let status = 0;
  for await (const document of documents) {
    const reasons = reasonsAgainst(name, document);
    process.stdout.write(reasons.length > 0 ? `false ${reasons.join("; ")}\n` : "true\n");
    if (reasons.length > 0) status = 1;
  }
  return status;
}

/** @type {(name: string, data: Uint8Array) => string[]} */
function reasonsAgainst(name, data) {
  try {
    const found = faults(/** @type {keyof import("./index.js").Documents} */ (name), readJson(data));
    return found.map(({ pointer, message }) => `${onOneLine(pointer)}: ${message.replace(/\.$/, "")}`);
  } catch (error) {
    if (error instanceof UnreadableError) return [`document: ${error.message}`];
    throw error;
  }
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
      yield* holdingSomething(data.subarray(start, end));
      start = end + 1;
    }
    rest = data.subarray(start);
  }
  yield* holdingSomething(rest);
}

/** @param {Buffer} line */
function* holdingSomething(line) {
  if (line.some((byte) => !BLANK.includes(byte))) yield line;
}
