import { describe, expect, it } from "vitest";
import { asDocument, emptyForm, type Document } from "../src/console/writing/form";
import { canBeBoth, changedFields, merge, partsOf, same, settled, withParts } from "../src/console/writing/merge";
import { oneOf, randomFrom } from "./random";

const document = (change: Partial<Document> = {}): Document => ({ ...asDocument(emptyForm("nl")), title: "De pomp", ...change });
const caption = (language: string, text: string) => ({ language, tone: "personal" as const, text });
const both = [caption("nl", "Ja"), caption("en", "Yes")];

function merged(base: Document, theirs: Document, yours: Document) {
  const result = merge({ theirBase: base, theirs, yourBase: base, yours });
  return { ...result, document: withParts(theirs, result.parts) };
}

describe("two editors who changed different parts", () => {
  it("both keep theirs, also within the captions", () => {
    const base = document({ captions: both });
    const theirs = { ...base, captions: [caption("nl", "Jazeker"), caption("en", "Yes")], kind: "vacancy" as const };
    const yours = { ...base, captions: [caption("nl", "Ja"), caption("en", "Certainly")], expires_at: "2027-01-01T00:00:00Z" };
    const { clashes, taken, document: result } = merged(base, theirs, yours);
    expect(clashes).toEqual([]);
    expect(taken).toEqual(["kind", "captions/nl/personal/0"]);
    expect(result).toEqual({ ...base, kind: "vacancy", expires_at: yours.expires_at, captions: [caption("nl", "Jazeker"), caption("en", "Certainly")] });
  });

  it("have what the other added, and not what the other took out", () => {
    const base = document({ captions: both, people: [{ name: "Samira", consent_until: null }] });
    const theirs = { ...base, captions: [...both, caption("nl", "Nog een")], people: [] };
    const yours = { ...base, captions: [caption("nl", "Ja!"), caption("en", "Yes")] };
    expect(merged(base, theirs, yours).document).toEqual({ ...base, captions: [...yours.captions, caption("nl", "Nog een")], people: [] });
  });
});

describe("two editors who changed the same", () => {
  const base = document({ captions: both });
  const theirs = { ...base, title: "De oude pomp", captions: [caption("nl", "Jazeker"), caption("en", "Yes")] };
  const yours = { ...base, title: "De nieuwe pomp", captions: [caption("nl", "Zeker"), caption("en", "Yes")] };

  it("are asked about each of these parts, and about no other", () => {
    expect(merged(base, theirs, yours).clashes).toEqual([
      { name: "title", theirs: "De oude pomp", yours: "De nieuwe pomp" },
      { name: "captions/nl/personal/0", theirs: caption("nl", "Jazeker"), yours: caption("nl", "Zeker") },
    ]);
  });

  it("may have both of two captions, and one title", () => {
    const { clashes, parts } = merged(base, theirs, yours);
    expect(clashes.map(canBeBoth)).toEqual([false, true]);
    const decided = settled(parts, clashes, new Map([["title", "theirs"], ["captions/nl/personal/0", "both"]]));
    expect(withParts(theirs, decided)).toEqual({ ...base, title: "De oude pomp", captions: [caption("nl", "Zeker"), caption("en", "Yes"), caption("nl", "Jazeker")] });
  });

  it("may take out what the other changed", () => {
    const without = { ...base, captions: [caption("en", "Yes")] };
    const { clashes, parts } = merged(base, theirs, without);
    expect(clashes).toEqual([{ name: "captions/nl/personal/0", theirs: caption("nl", "Jazeker"), yours: undefined }]);
    expect(withParts(theirs, settled(parts, clashes, new Map([[clashes[0]?.name ?? "", "yours"]]))).captions).toEqual([caption("en", "Yes")]);
    expect(withParts(theirs, settled(parts, clashes, new Map([[clashes[0]?.name ?? "", "theirs"]]))).captions).toContainEqual(caption("nl", "Jazeker"));
  });

  it("are not asked where they wrote the same", () => {
    expect(merged(base, theirs, theirs)).toMatchObject({ clashes: [], document: theirs });
  });
});

it("takes nothing for a change that the server only put right", () => {
  const sent = document({ captions: [caption("nl", "Ja ")] });
  const answered = document({ captions: [caption("nl", "Ja")] });
  const { clashes, taken, parts } = merge({ theirBase: answered, theirs: answered, yourBase: sent, yours: sent });
  expect({ clashes, taken, captions: withParts(answered, parts).captions }).toEqual({ clashes: [], taken: [], captions: sent.captions });
});

it("loses nothing that either of two wrote, whatever they did", () => {
  const random = randomFrom(412);
  const texts = ["a", "b", "c", "d"];
  const some = (): Document["captions"] => texts.slice(0, Math.floor(random() * 4)).map((text) => caption(oneOf(random, ["nl", "en"]), text + String(Math.floor(random() * 3))));
  for (let round = 0; round < 500; round += 1) {
    const [base, theirs, yours] = [some(), some(), some()].map((captions) => document({ captions })) as [Document, Document, Document];
    const { clashes, document: result } = merged(base, theirs, yours);
    const shown = [...result.captions.map(({ text }) => text), ...clashes.flatMap(({ theirs: other }) => (other === undefined ? [] : [(other as { text: string }).text]))];
    const old = new Set(base.captions.map(({ text }) => text));
    const written = [...theirs.captions, ...yours.captions].map(({ text }) => text).filter((text) => !old.has(text));
    expect(written.filter((text) => !shown.includes(text))).toEqual([]);
  }
});

it("finds the fields that differ, in whatever order their members stand", () => {
  expect(same({ a: 1, b: [2] }, { b: [2], a: 1 })).toBe(true);
  expect(same({ a: undefined }, { b: 1 })).toBe(false);
  expect(same([1], { 0: 1 })).toBe(false);
  expect(changedFields(document({ kind: "event" }), document())).toEqual({ kind: "event" });
  expect([...partsOf(document({ captions: [...both, caption("nl", "x")] })).keys()].slice(-3)).toEqual(["captions/nl/personal/0", "captions/en/personal/0", "captions/nl/personal/1"]);
});
