import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { describe, expect, it } from "vitest";

import { faults } from "../faults.js";
import { unicode } from "../formats.js";
import { DOCUMENTS } from "../generated/schemas.js";
import * as validators from "../generated/validators.js";
import { schemas, vectors } from "./published.js";

const pointersOf = (name: (typeof vectors)[number]["schema"], document: unknown) =>
  faults(name, document).map((fault) => fault.pointer);

it("has vectors for every document", () => {
  expect(vectors.map(({ schema }) => schema)).toEqual(DOCUMENTS);
});

describe.each(vectors)("the vectors of $schema", ({ schema, valid, invalid }) => {
  const validate = validators[`validate${schema}`] as (document: unknown) => boolean;

  it("have both kinds", () => {
    expect(valid).not.toEqual([]);
    expect(invalid).not.toEqual([]);
  });

  it("get their verdict from the validator", () => {
    expect(valid.filter(({ document }) => !validate(document))).toEqual([]);
    expect(invalid.filter(({ document }) => validate(document))).toEqual([]);
  });

  it("get their pointers from faults()", () => {
    for (const { description, document, pointers = [] } of [...valid, ...invalid]) {
      expect(pointersOf(schema, document), description).toEqual(pointers);
    }
  });

  it("get the same verdict from stock Ajv with ajv-formats on the published schema", () => {
    const ajv = new Ajv2020({ strict: false, formats: { unicode } });
    addFormats.default(ajv, ["date", "date-time", "uuid"]);
    const stock = ajv.compile(schemas.find(({ title }) => title === schema) ?? {});
    // Ajv never finds "__proto__" twice in a list.
    const fair = [...valid, ...invalid].filter(({ document }) => !JSON.stringify(document).includes('"__proto__"]'));
    expect(fair.filter(({ document, pointers }) => stock(document) !== (pointers === undefined))).toEqual([]);
  });
});
