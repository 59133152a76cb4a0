import { expect, it } from "vitest";

import { faults } from "../faults.js";

it("finds nothing wrong with a valid document", () => {
  expect(faults("SuggestionRequest", { kind: "story", title: "Samen naar buiten" })).toEqual([]);
});

it("says of each fault where it is and what was expected, in the order of the schema", () => {
  expect(faults("SuggestionRequest", { colour: "red", captions: [{ language: "nl" }], title: " " })).toEqual([
    { pointer: "/kind", message: "This field is required." },
    { pointer: "/title", message: "Expected one line of text of 1 to 200 characters, without control characters." },
    { pointer: "/captions/0/text", message: "This field is required." },
    { pointer: "/colour", message: "This field is not known here." },
  ]);
});

it("refuses the name of a schema that does not exist", () => {
  // @ts-expect-error the types refuse it too
  expect(() => faults("Suggestoin", {})).toThrow('there is no schema "Suggestoin"');
  // @ts-expect-error a name that every object has
  expect(() => faults("constructor", {})).toThrow(TypeError);
});

it("is not misled by names that JavaScript objects have of themselves", () => {
  const document: unknown = JSON.parse('{"__proto__": {"grant_type": "enrolment_code", "code": "x"}}');
  expect(faults("TokenRequest", document)).toEqual([{ pointer: "/grant_type", message: "This field is required." }]);
});
