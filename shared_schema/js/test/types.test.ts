import { expect, expectTypeOf, it } from "vitest";

import { validateSuggestion, validateTokenRequest } from "../index.js";
import type { KINDS, Suggestion, SuggestionRequest } from "../index.js";

// `tsc` checks this file too; a mistake in the generated types fails `npm run typecheck`.

it("narrows what it has validated", () => {
  const document: unknown = null;
  if (validateSuggestion(document)) expectTypeOf(document).toEqualTypeOf<Suggestion>();
  if (validateTokenRequest(document) && document.grant_type === "refresh_token") {
    expectTypeOf(document.refresh_token).toBeString();
  }
  expect(validateSuggestion(document)).toBe(false);
});

it("has types as strict as the schemas", () => {
  expectTypeOf<Suggestion["kind"]>().toEqualTypeOf<(typeof KINDS)[number]>();
  expectTypeOf<Suggestion["external_id"]>().toEqualTypeOf<string | null>();
  expectTypeOf<Suggestion["captions"][number]["id"]>().toBeString();
  expectTypeOf<{ kind: "story"; title: string }>().toExtend<SuggestionRequest>();
  expectTypeOf<{ title: string }>().not.toExtend<SuggestionRequest>();
});

it("gives open objects no index signature", () => {
  expectTypeOf<keyof Suggestion>().not.toEqualTypeOf<string | number>();
  expectTypeOf<Suggestion>().not.toHaveProperty("something_newer");
});
