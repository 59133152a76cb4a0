/**
 * Writes the validators: a function for each class, and one for each rule that fields share, every one a single
 * expression. They answer yes or no (faults.js explains), use no `eval`, and each stands alone, so that a bundler leaves
 * out what nobody imports. Ajv, which checks them in the tests, writes twice the bytes.
 *
 * @typedef {Record<string, any>} Schema
 */

/** Keywords that a verdict does not depend on. */
const WORDS = ["title", "description", "examples", "default"];

/** Formats whose pattern says it all. */
const PATTERN_IS_ENOUGH = ["uuid"];

/** @type {Record<string, string>} */
const FORMATS = { date: "date", "date-time": "dateTime", unicode: "unicode" };

/**
 * @param {Record<string, Schema>} components
 * @param {string[]} documents
 * @returns {string} a module that imports ./checks.js and ../formats.js
 */
export function validatorSource(components, documents) {
  const constants = new Constants();
  const functions = Object.entries(components).map(([name, schema]) => {
    const exported = documents.includes(name) ? "export " : "";
    return `${exported}function validate${name}(value) {\n  return ${expression(schema, constants)};\n}`;
  });
  const imports = [
    'import { date, dateTime, unicode } from "../formats.js";',
    'import { fits, hasOnly, isList, isObject, isUnique, maybe } from "./checks.js";',
  ];
  return [...imports, ...constants.lines(), ...functions].join("\n");
}

/** Values that stand once at the top of the module, under names of their own. */
class Constants {
  /** @type {Map<string, string>} */
  #names = new Map();

  /** @type {(kind: string, text: string) => string} */
  named(kind, text) {
    const name = this.#names.get(text) ?? `${kind}${this.#names.size + 1}`;
    this.#names.set(text, name);
    return name;
  }

  lines() {
    return [...this.#names].map(([text, name]) => `const ${name} = ${text};`);
  }
}

/**
 * The name of a function that says whether its argument follows the schema.
 * @type {(schema: Schema, constants: Constants) => string}
 */
function rule(schema, constants) {
  if (schema.$ref) return nameOf(schema);
  return constants.named("rule", `(value) => ${expression(schema, constants)}`);
}

/** @param {Schema} schema */
function nameOf({ $ref }) {
  return `validate${$ref.replace("#/$defs/", "")}`;
}

/**
 * What is true of a `value` that follows the schema. No schema accepts `undefined`.
 * @type {(schema: Schema, constants: Constants) => string}
 */
function expression(schema, constants) {
  const { type, enum: words, anyOf, oneOf, $ref, ...rest } = rulesOf(schema);
  if ($ref) return `${nameOf(schema)}(value)`;
  // the words and the alternatives are of the type that stands beside them
  if (words) return `${JSON.stringify(words)}.includes(value)`;
  if (anyOf) return anyOf.map((/** @type {Schema} */ one) => expression(one, constants)).join(" || ");
  if (oneOf) return `[${oneOf.map((/** @type {Schema} */ one) => expression(one, constants))}].filter(Boolean).length === 1`;
  const kinds = [type].flat();
  const left = new Set(Object.keys(rest));
  const alternatives = kinds.map((kind) => {
    const write = OF_TYPE[kind];
    if (!write) throw new Error(`js/build/validators.js knows no type ${kind}`);
    const { conditions, uses } = write(rest, constants);
    for (const keyword of uses) left.delete(keyword);
    return conditions.join(" && ");
  });
  if (left.size > 0) throw new Error(`js/build/validators.js knows no ${[...left].join(", ")} for ${kinds.join(", ")}`);
  return alternatives.join(" || ");
}

/** @type {(schema: Schema) => Schema} */
function rulesOf(schema) {
  return Object.fromEntries(Object.entries(schema).filter(([keyword]) => !WORDS.includes(keyword) && !keyword.startsWith("x-")));
}

/** @typedef {{conditions: string[], uses: string[]}} Written the conditions, and the keywords that are in them */
/** @type {Record<string, (schema: Schema, constants: Constants) => Written>} */
const OF_TYPE = {
  null: () => ({ conditions: ["value === null"], uses: [] }),
  boolean: () => ({ conditions: ['typeof value === "boolean"'], uses: [] }),
  integer: (schema) => number("Number.isInteger(value)", schema),
  number: (schema) => number("Number.isFinite(value)", schema),
  string,
  array,
  object,
};

/** @type {(kind: string, schema: Schema) => Written} */
function number(kind, { minimum, maximum }) {
  const least = minimum === undefined ? [] : [`value >= ${minimum}`];
  const most = maximum === undefined ? [] : [`value <= ${maximum}`];
  return { conditions: [kind, ...least, ...most], uses: ["minimum", "maximum"] };
}

/** @type {(schema: Schema, constants: Constants) => Written} */
function string({ minLength = 0, maxLength, pattern, format }, constants) {
  const conditions = ['typeof value === "string"'];
  if (minLength || maxLength !== undefined) conditions.push(`fits(value, ${minLength}, ${maxLength ?? Infinity})`);
  if (pattern !== undefined) conditions.push(`${constants.named("pattern", String(new RegExp(pattern, "u")))}.test(value)`);
  const known = format === undefined || PATTERN_IS_ENOUGH.includes(format) || FORMATS[format];
  if (!known) throw new Error(`js/build/validators.js knows no format ${format}`);
  if (FORMATS[format]) conditions.push(`${FORMATS[format]}(value)`);
  return { conditions, uses: ["minLength", "maxLength", "pattern", "format"] };
}

/** @type {(schema: Schema, constants: Constants) => Written} */
function array({ items, minItems = 0, maxItems = Infinity, uniqueItems = false }, constants) {
  const conditions = [`isList(value, ${rule(items, constants)}, ${minItems}, ${maxItems})`];
  if (uniqueItems) conditions.push("isUnique(value)");
  return { conditions, uses: ["items", "minItems", "maxItems", "uniqueItems"] };
}

/** @type {(schema: Schema, constants: Constants) => Written} */
function object({ properties = {}, required = [], additionalProperties = true }, constants) {
  const conditions = ["isObject(value)"];
  if (additionalProperties === false) {
    const names = constants.named("names", `/* @__PURE__ */ new Set(${JSON.stringify(Object.keys(properties))})`);
    conditions.push(`hasOnly(value, ${names})`);
  }
  for (const [name, schema] of Object.entries(properties)) {
    const field = `value[${JSON.stringify(name)}]`;
    const follows = rule(schema, constants);
    conditions.push(required.includes(name) ? `${follows}(${field})` : `maybe(${field}, ${follows})`);
  }
  return { conditions, uses: ["properties", "required", "additionalProperties"] };
}
