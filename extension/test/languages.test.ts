/** Which language a title, a picture's description and the texts are shown in. */
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { altFor, preferred, readsIn, titleFor } from "../src/panel/languages";

beforeAll(() => { vi.stubGlobal("chrome", { i18n: { getMessage: () => "en" } }); });
afterAll(() => { vi.unstubAllGlobals(); });

const NL = { language: "nl", text: "De paling komt er weer langs" };
const EN = { language: "en", text: "The eel gets through again" };
const both = { title: NL.text, titles: [NL, EN] };
const of = (languages: readonly string[], languagesChosen = true) => ({ languages, languagesChosen, organisationLanguages: ["nl", "en"] });

describe("the language of the texts", () => {
  test("is the employee's, once they chose", () => {
    expect(readsIn(of(["nl", "en"]))).toEqual(["nl", "en"]);
    expect(preferred(["nl", "en"], of(["nl"]))).toBe("nl");
  });

  test("is the panel's before, then what HR says", () => {
    expect(readsIn(of(["nl", "en"], false))).toEqual(["en", "nl"]);
    expect(readsIn(of([], false))).toEqual(["en"]);
    expect(readsIn(of(["nl"], false))).toEqual(["en", "nl"]);
  });

  test("is what HR says where the organisation does not write the panel's", () => {
    expect(readsIn({ languages: ["nl"], languagesChosen: false, organisationLanguages: ["nl", "de"] })).toEqual(["nl"]);
  });
});

describe("a title", () => {
  test("is in the reader's language, and says which that is", () => {
    expect(titleFor(both, of(["en"]))).toEqual({ text: EN.text, lang: "en" });
    expect(titleFor(both, of(["nl", "en"]))).toEqual({ text: NL.text, lang: "nl" });
    expect(titleFor(both, of(["nl-BE"]))).toEqual({ text: NL.text, lang: "nl" });
  });

  test("is the plain one for readers of a language that it is not in", () => {
    expect(titleFor({ title: NL.text, titles: [{ language: "fr", text: "L’anguille" }] }, of(["nl"]))).toEqual({ text: NL.text, lang: "nl" });
  });

  test("is the plain one of a server that knows no others, in a language that nobody said", () => {
    expect(titleFor({ title: NL.text }, of(["en"]))).toEqual({ text: NL.text, lang: undefined });
    expect(titleFor({ title: NL.text, titles: [] }, of(["en"]))).toEqual({ text: NL.text, lang: undefined });
  });
});

describe("what a picture shows", () => {
  const image = { alt: "Een pomp", alt_texts: [{ language: "en", text: "A pump" }] };

  test("is told in the reader's language, or in the post's that it goes with", () => {
    expect(altFor(image, of(["en"]))).toEqual({ text: "A pump", lang: "en" });
    expect(altFor(image, of(["en"]), { ofPost: "nl" })).toEqual({ text: "Een pomp", lang: "nl" });
    expect(altFor(image, of(["nl"]), { ofPost: "en" })).toEqual({ text: "A pump", lang: "en" });
  });

  test("is nothing where nobody wrote it", () => {
    expect(altFor({ alt: null }, of(["en"]))).toEqual({ text: "", lang: undefined });
    expect(altFor({ alt: null, alt_texts: [{ language: "en", text: "A pump" }] }, of(["nl"]))).toEqual({ text: "A pump", lang: "en" });
  });
});
