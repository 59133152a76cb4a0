/**
 * The npm side of the agreement test: for each line `NAME<tab>JSON` on stdin one line of JSON on stdout, with the
 * verdict of the validator, the faults, and why the strict reader would not have read the text.
 */

import { createInterface } from "node:readline";

import * as schemas from "../../shared_schema/js/index.js";
import { faults } from "../../shared_schema/js/faults.js";
import { readJson, UnreadableError } from "../../shared_schema/js/reading.js";

for await (const line of createInterface({ input: process.stdin, crlfDelay: Infinity })) {
  const [name, text] = line.split("\t");
  const document = JSON.parse(text);
  const answer = {
    valid: schemas[`validate${name}`](document),
    faults: faults(name, document).map(({ pointer, message }) => [pointer, message]),
    unreadable: unreadable(text),
  };
  process.stdout.write(`${JSON.stringify(answer)}\n`);
}

function unreadable(text) {
  try {
    readJson(new TextEncoder().encode(text));
    return null;
  } catch (error) {
    if (error instanceof UnreadableError) return error.message;
    throw error;
  }
}
