/**
 * Says what is wrong with a document, in the words and the order of the Python package.
 *
 * An entry point of its own, because it needs the whole schemas: a browser that only asks whether a document is valid
 * does not carry them. It reads the few keywords that vertel_schema/export.py writes, and throws on any other.
 */

import * as formats from "./formats.js";
import { DOCUMENTS, SCHEMAS } from "./generated/schemas.js";

const REQUIRED = "This field is required.";
const UNKNOWN_FIELD = "This field is not known here.";
const NOT_AN_OBJECT = "Expected an object.";

/**
 * @typedef {{pointer: string, message: string}} Fault
 * @typedef {Record<string, any>} Schema
 */

/**
 * Return every fault in a document, none when it is valid. The pointers are JSON pointers (RFC 6901).
 * @param {string} name
 * @param {unknown} document
 * @returns {Fault[]}
 */
export function faults(name, document) {
  if (!DOCUMENTS.includes(name)) throw new TypeError(`there is no schema ${JSON.stringify(name)}`);
  /** @type {Fault[]} */
  const found = [];
  inClass(/** @type {Schema} */ (SCHEMAS[name]), document, "", found);
  return found;
}

/** @type {(schema: Schema, value: unknown, pointer: string, found: Fault[]) => void} */
function inClass(schema, value, pointer, found) {
  if (schema.type === "array") return inItems(schema, value, pointer, found);
  if (!isObject(value)) return void found.push({ pointer, message: NOT_AN_OBJECT });
  if (schema.oneOf) return inUnion(schema, value, pointer, found);
  for (const [name, field] of Object.entries(schema.properties)) {
    if (Object.hasOwn(value, name)) inField(field, value[name], below(pointer, name), found);
    else if (schema.required.includes(name)) found.push({ pointer: below(pointer, name), message: REQUIRED });
  }
  if (schema.additionalProperties !== false) return;
  const unknown = Object.keys(value).filter((name) => !Object.hasOwn(schema.properties, name));
  for (const name of unknown.sort()) found.push({ pointer: below(pointer, name), message: UNKNOWN_FIELD });
}

/**
 * A union: the tag's value picks the form, or without a tag the presence of a form's own field.
 * @type {(schema: Schema, value: Record<string, unknown>, pointer: string, found: Fault[]) => void}
 */
function inUnion(schema, value, pointer, found) {
  const { "x-tag": tag, "x-forms": forms } = schema;
  if (tag !== undefined && !Object.hasOwn(value, tag)) {
    return void found.push({ pointer: below(pointer, tag), message: REQUIRED });
  }
  const form = tag === undefined ? forms.findIndex((/** @type {string} */ name) => Object.hasOwn(value, name)) : forms.indexOf(value[tag]);
  if (form >= 0) return inClass(target(schema.oneOf[form]), value, pointer, found);
  found.push({ pointer: tag === undefined ? pointer : below(pointer, tag), message: expected(schema) });
}

/** @type {(field: Schema, value: unknown, pointer: string, found: Fault[]) => void} */
function inField(field, value, pointer, found) {
  const [nullable, reference] = field.anyOf ? [true, field.anyOf[0]] : [false, field];
  if (nullable && value === null) return;
  if (field.type === "array") return inItems(field, value, pointer, found);
  if (!reference.$ref) return void (holds(field, value) || found.push({ pointer, message: expected(field) }));
  if (!isObject(value)) return void found.push({ pointer, message: expected(field) });
  inClass(target(reference), value, pointer, found);
}

/** @type {(schema: Schema, value: unknown, pointer: string, found: Fault[]) => void} */
function inItems(schema, value, pointer, found) {
  if (!Array.isArray(value) || value.length < schema.minItems || value.length > schema.maxItems || (schema.uniqueItems && repeats(value))) {
    return void found.push({ pointer, message: expected(schema) });
  }
  const inItem = schema.items["x-expected"] ? inField : (/** @type {[Schema, unknown, string, Fault[]]} */ ...[item, ...rest]) => inClass(target(item), ...rest);
  value.forEach((item, index) => inItem(schema.items, item, `${pointer}/${index}`, found));
}

/** @param {unknown[]} items */
function repeats(items) {
  const texts = items.filter((item) => typeof item === "string");
  return new Set(texts).size < texts.length;
}

/** What each keyword of a field without parts asks of a value. @type {Record<string, (rule: any, value: any) => boolean>} */
const KEYWORDS = {
  type: (types, value) => [types].flat().some((type) => isOfType(type, value)),
  enum: (words, value) => words.includes(value),
  minimum: (bound, value) => typeof value !== "number" || value >= bound,
  maximum: (bound, value) => typeof value !== "number" || value <= bound,
  minLength: (bound, value) => typeof value !== "string" || formats.codePoints(value) >= bound,
  maxLength: (bound, value) => typeof value !== "string" || formats.codePoints(value) <= bound,
  pattern: (pattern, value) => typeof value !== "string" || compiled(pattern).test(value),
  format: (format, value) => typeof value !== "string" || /** @type {any} */ (formats)[format](value),
  "x-expected": () => true,
};

/** @type {(field: Schema, value: unknown) => boolean} */
function holds(field, value) {
  return Object.entries(field).every(([keyword, rule]) => {
    const keeps = KEYWORDS[keyword];
    if (!keeps) throw new TypeError(`js/faults.js does not know the keyword ${keyword}`);
    return keeps(rule, value);
  });
}

/** @type {(type: string, value: unknown) => boolean} */
function isOfType(type, value) {
  if (type === "null") return value === null;
  if (type === "integer") return Number.isInteger(value);
  if (type === "number") return Number.isFinite(value);
  return typeof value === type;
}

/** @type {Map<string, RegExp>} */
const patterns = new Map();

/** @param {string} pattern */
function compiled(pattern) {
  const known = patterns.get(pattern) ?? new RegExp(pattern, "u");
  patterns.set(pattern, known);
  return known;
}

/** @type {(value: unknown) => value is Record<string, unknown>} */
function isObject(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** @type {(pointer: string, name: string) => string} */
function below(pointer, name) {
  return `${pointer}/${name.replaceAll("~", "~0").replaceAll("/", "~1")}`;
}

/** @param {Schema} schema */
function expected(schema) {
  return `Expected ${schema["x-expected"]}.`;
}

/** @param {Schema} reference */
function target(reference) {
  return /** @type {Schema} */ (SCHEMAS[reference.$ref.slice("#/$defs/".length)]);
}
