/** What tests/bench/schema.py runs: microseconds per call of the validator and of JSON.parse, on the suggestion on stdin. */

import { text } from "node:stream/consumers";

import { validateSuggestionRequest } from "../index.js";

const ROUNDS = 9;
const CALLS = 20_000;

const source = await text(process.stdin);
/** @type {unknown} */
const document = JSON.parse(source);
const times = {
  validate: best(() => validateSuggestionRequest(document)),
  parse: best(() => JSON.parse(source) !== null),
};
process.stdout.write(JSON.stringify(times));

/** @param {() => boolean} call */
function best(call) {
  return Math.min(...Array.from({ length: ROUNDS }, () => round(call)));
}

/** @param {() => boolean} call */
function round(call) {
  const began = process.hrtime.bigint();
  let all = true;
  for (let count = 0; count < CALLS; count++) all &&= call();
  if (!all) throw new Error("the document is refused, so the time means nothing");
  return Number(process.hrtime.bigint() - began) / 1000 / CALLS;
}
