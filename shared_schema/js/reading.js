/**
 * Read JSON as strictly in JavaScript as in Python (vertel_schema/reading.py is the twin; keep the two alike).
 *
 * The rules are those of I-JSON (RFC 7493): UTF-8 without a byte order mark, no name twice in one object, no half of a
 * surrogate pair, no number beyond the range of a double.
 */

const DEEPEST = 100;

/** The text is no JSON document that both sides would read alike; the message says why. */
export class UnreadableError extends Error {}

/**
 * Return the document, or throw UnreadableError.
 * @param {Uint8Array} data
 * @returns {unknown}
 */
export function readJson(data) {
  const text = decode(data);
  if (text.startsWith("\ufeff")) throw new UnreadableError("begins with a byte order mark");
  const found = look(text);
  if (found.depth > DEEPEST) throw new UnreadableError(`nested deeper than ${DEEPEST}`);
  const document = parse(text);
  if (found.broken) throw new UnreadableError("has half a surrogate pair");
  const [repeated] = found.repeated.sort();
  if (repeated !== undefined) throw new UnreadableError(`has the name ${JSON.stringify(repeated)} twice in one object`);
  if (found.tooLarge) throw new UnreadableError("has a number too large for JavaScript");
  return document;
}

/** @param {Uint8Array} data */
function decode(data) {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(data);
  } catch {
    throw new UnreadableError("not UTF-8");
  }
}

/** @param {string} text */
function parse(text) {
  try {
    return JSON.parse(text);
  } catch {
    throw new UnreadableError("not JSON");
  }
}

const TOKEN = /["[\]{}:]|[-+.\w]+/g;

/**
 * Look at the tokens for what JSON.parse lets through. Of a text that is no JSON at all, only the depth means anything.
 * @param {string} text
 */
function look(text) {
  const found = { depth: 0, broken: false, tooLarge: false, repeated: /** @type {string[]} */ ([]) };
  /** @type {Set<string>[]} */
  const names = [];
  let last = "";
  for (const token of tokens(text)) {
    if (token === "{" || token === "[") {
      found.depth = Math.max(found.depth, names.push(new Set()));
    } else if (token === "}" || token === "]") {
      names.pop();
    } else if (token === ":") {
      const name = String(valueOf(last));
      if (names.at(-1)?.has(name)) found.repeated.push(name);
      names.at(-1)?.add(name);
    } else if (token.startsWith('"')) {
      found.broken ||= !String(valueOf(token)).isWellFormed();
    } else {
      found.tooLarge ||= Math.abs(Number(token)) === Infinity;
    }
    last = token;
  }
  return found;
}

/**
 * Texts are walked by hand: on one of some megabytes a regular expression runs out of stack.
 * @param {string} text
 */
function* tokens(text) {
  TOKEN.lastIndex = 0;
  for (let match = TOKEN.exec(text); match; match = TOKEN.exec(text)) {
    const [token] = match;
    if (token === '"') TOKEN.lastIndex = endOfText(text, match.index);
    yield token === '"' ? text.slice(match.index, TOKEN.lastIndex) : token;
  }
}

/** @type {(text: string, start: number) => number} */
function endOfText(text, start) {
  let at = start + 1;
  while (at < text.length && text[at] !== '"') at += text[at] === "\\" ? 2 : 1;
  return Math.min(at + 1, text.length);
}

/** @param {string} token */
function valueOf(token) {
  try {
    return JSON.parse(token);
  } catch {
    return token;
  }
}
