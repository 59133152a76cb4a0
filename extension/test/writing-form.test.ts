import type { Suggestion } from "vertel-schema";
import { describe, expect, it } from "vitest";
import { addCaption, changeCaption, removeCaption, setAlt, setFocalPoint, setGuidance, setTitle, titleIn, undoing } from "../src/console/writing/changes";
import { asDocument, documentOf, emptyForm, formOf, mainLanguageOf, type Document, type Form } from "../src/console/writing/form";
import { momentOf, localOf } from "../src/console/writing/zone";
import { fieldOf, remarksByField } from "../src/console/writing/pointers";
import { captionRows, columnsFor } from "../src/console/writing/rows";
import { missingIn } from "../src/console/writing/missing";
import { suggestion } from "./documents";
import { randomFrom } from "./random";

const LANGUAGES = ["nl", "en"];
/** A whole number below another one. */
function seeded(seed: number): (below: number) => number {
  const random = randomFrom(seed);
  return (below) => Math.floor(random() * below);
}

const TONES = ["personal", "factual", "light", "short"] as const;

/** A suggestion of the server, with all that one may have, in any order. */
function anySuggestion(pick: ReturnType<typeof seeded>): Suggestion {
  const some = <T>(make: (at: number) => T): T[] => Array.from({ length: pick(4) }, (_, at) => make(at));
  const one = <T>(...values: readonly T[]): T => values[pick(values.length)] as T;
  return {
    ...suggestion(),
    title: `Title ${String(pick(100))}`,
    titles: some((at) => ({ language: ["en", "nl", "de"][at] ?? "fr", text: `titel ${String(at)}` })),
    external_id: one(null, "vac-1"),
    kind: one("story", "vacancy", "event"),
    destination_url: one(null, "https://www.example.com/a"),
    utm: one(null, { source: "linkedin" }),
    captions: some((at) => ({ id: String(at), language: one("nl", "en", "de"), tone: one(...TONES), text: ` tekst ${String(at)}\n{link} ` })),
    prompts: some((at) => ({ id: String(at), language: one("nl", "en"), question: `vraag ${String(at)}?`, opening: one(null, "Ik ") })),
    guidance: some((at) => ({ language: ["nl", "en", "de"][at] ?? "fr", do: "Noem de pomp.", dont: one(null, "Geen klant.") })),
    image: one(null, { id: "i", focal_point: one(null, { x: 20, y: 75 }), alt: one(null, "Een pomp"), alt_texts: some((at) => ({ language: ["en", "de", "fr"][at] ?? "pl", text: "A pump" })), url: "https://x/i", width: 2, height: 1 }),
    audience: { teams: one([], ["techniek"]), locations: one([], ["Zwolle"]), languages: [] },
    people: some((at) => ({ id: String(at), name: `Iemand ${String(at)}`, consent_until: one(null, "2027-06-30") })),
    publish_at: one(null, "2026-12-01T08:00:00Z"),
    expires_at: one(null, "2027-01-15T23:00:00Z"),
    status: one("draft", "published", "archived"),
  };
}

describe("a suggestion that nobody touches", () => {
  it("goes back as it came, in the order in which it came", () => {
    const pick = seeded(16);
    for (let round = 0; round < 300; round += 1) {
      const document = documentOf(anySuggestion(pick));
      expect(asDocument(formOf(document, LANGUAGES))).toMatchObject(document);
    }
  });

  it("goes back as it came where a title or a description was changed and changed back", () => {
    const pick = seeded(17);
    for (let round = 0; round < 300; round += 1) {
      const document = documentOf(anySuggestion(pick));
      const form = formOf(document, LANGUAGES);
      const again = setTitle(form.main, titleIn(form, form.main))(setTitle(form.main, "Iets anders")(form));
      if (form.titles.every(({ language }) => language !== form.main)) expect(asDocument(again)).toMatchObject(document);
    }
  });
});

describe("the document of a form", () => {
  const form = (change: Partial<Form>): Form => ({ ...emptyForm("nl"), ...change });

  it("has no empty texts", () => {
    const changed = [addCaption("nl", "personal", "Ja"), addCaption("en", "personal", "  ")].reduce((now, change) => change(now), form({}));
    expect(asDocument(changed).captions).toEqual([{ language: "nl", tone: "personal", text: "Ja" }]);
  });

  it("is called after its first words while it has no title", () => {
    expect(asDocument(addCaption("nl", "personal", "De nieuwe pomp\ndraait. {link}")(form({}))).title).toBe("De nieuwe pomp draait.");
    expect(asDocument(setTitle("en", "The pump")(form({}))).title).toBe("The pump");
  });

  it("has the title of each language, and no empty ones", () => {
    const both = setTitle("en", "The pump")(setTitle("nl", "De pomp")(form({})));
    expect(asDocument(both)).toMatchObject({ title: "De pomp", titles: [{ language: "en", text: "The pump" }] });
    expect(asDocument(setTitle("en", "")(both)).titles).toEqual([]);
  });

  it("describes a picture in each language", () => {
    const pictured = form({ image: { id: "i", alt: null } });
    expect(asDocument(setAlt("en", "A pump")(setAlt("nl", "Een pomp")(pictured))).image).toEqual({ id: "i", alt: "Een pomp", alt_texts: [{ language: "en", text: "A pump" }] });
  });

  it("has the lines of guidance that were written, and no empty ones", () => {
    const both = setGuidance("en", "dont", "No names")(setGuidance("nl", "do", "Noem de pomp")(form({})));
    const [nl, en] = [{ language: "nl", do: "Noem de pomp", dont: null }, { language: "en", do: null, dont: "No names" }];
    expect(asDocument(both).guidance).toEqual([nl, en]);
    expect(asDocument(setGuidance("nl", "do", "")(both)).guidance).toEqual([en]);
    expect(asDocument(setGuidance("nl", "do", "  ")(both)).guidance).toEqual([en]);
  });

  it("says what of a picture stays in sight, and nothing where there is none", () => {
    const point = setFocalPoint({ x: 20, y: 75 });
    expect(asDocument(point(form({ image: { id: "i", alt: null } }))).image).toEqual({ id: "i", alt: null, focal_point: { x: 20, y: 75 } });
    expect(asDocument(point(form({}))).image).toBeNull();
  });

  it("is in the language of its texts where they are all in one", () => {
    const english = { captions: [{ language: "en", text: "Hi" }], prompts: [], titles: [] };
    expect(mainLanguageOf(english, LANGUAGES)).toBe("en");
    expect(mainLanguageOf({ ...english, titles: [{ language: "en", text: "T" }] }, LANGUAGES)).toBe("nl");
  });
});

describe("taking back", () => {
  const [one, two] = ["a", "b"].map((key) => addCaption("nl", "personal", key, key));
  const both = [one, two].reduce((form, change) => change?.(form) ?? form, emptyForm("nl"));

  it("brings a text back where it stood, and leaves what was typed since", () => {
    const removed = removeCaption("a")(both);
    const typed = changeCaption("b", { text: "verder" })(removed);
    expect(undoing(both, removed)(typed).captions.map(({ text }) => text)).toEqual(["a", "verder"]);
  });

  it("takes out what was added, and nothing else", () => {
    const added = addCaption("en", "personal", "c", "c")(both);
    const later = addCaption("en", "short", "d", "d")(added);
    expect(undoing(both, added)(later).captions.map(({ key }) => key)).toEqual(["a", "b", "d"]);
  });
});

describe("what is said about a field", () => {
  const form: Form = {
    ...emptyForm("nl"),
    captions: [{ key: "empty", language: "nl", tone: "personal", text: " " }, { key: "full", language: "nl", tone: "personal", text: "x" }],
    prompts: [{ key: "p", language: "nl", question: "?", opening: null }],
    people: [{ key: "q", name: "Samira", consent_until: null }],
    titles: [{ language: "en", text: "T" }],
    image: { id: "i", alt: null, alt_texts: [{ language: "en", text: "" }] },
    guidance: [{ language: "de", do: " ", dont: null }, { language: "nl", do: "Ja", dont: "Nee" }],
  };

  it.each([
    ["/title", "w-title-nl"],
    ["/titles/0/text", "w-title-en"],
    ["/titles", "w-titles"],
    ["/captions/0/text", "w-caption-full"],
    ["/captions/7/text", "w-captions"],
    ["/captions", "w-captions"],
    ["/prompts/0/opening", "w-prompt-p"],
    ["/people/0", "w-person-q"],
    ["/image/alt", "w-alt-nl"],
    ["/image/alt_texts/0/text", "w-alt-en"],
    ["/image/alt_texts", "w-image"],
    ["/image/id", "w-image"],
    ["/image/focal_point/x", "w-image"],
    ["/guidance/0/do", "w-do-nl"],
    ["/guidance/0/dont", "w-dont-nl"],
    ["/guidance", "w-guidance"],
    ["/audience/teams/3", "w-audience"],
    ["/utm/source", "w-utm"],
    ["/destination_url", "w-destination"],
    ["/expires_at", "w-until"],
    ["/external_id", undefined],
    ["", undefined],
  ])("at %s stands at %s", (pointer, field) => {
    expect(fieldOf(pointer, form)).toBe(field);
  });

  it("is not what only an upload wants to know", () => {
    const remarks = [{ pointer: "/external_id", message: "Twice", code: "no-external-id", isFault: false }, { pointer: "/status", message: "Not yet", isFault: true }];
    expect([...remarksByField(remarks, form)]).toEqual([["", [remarks[1]]]]);
  });
});

describe("the columns and rows of the sheet", () => {
  it("have a caption of each language in one row, by voice", () => {
    const captions = [["nl", "personal"], ["nl", "short"], ["en", "personal"], ["nl", "personal"]] as const;
    const form = captions.reduce((now, [language, tone], at) => addCaption(language, tone, "x", String(at))(now), emptyForm("nl"));
    const rows = captionRows(form, ["nl", "en"]).map(({ tone, cells }) => [tone, cells.map((cell) => cell?.key)]);
    expect(rows).toEqual([["personal", ["0", "2"]], ["personal", ["3", undefined]], ["short", ["1", undefined]]]);
  });

  it("begin with one to write in", () => {
    expect(captionRows(emptyForm("nl"), ["nl", "en"])).toEqual([{ tone: "personal", at: 0, cells: [undefined, undefined] }]);
  });

  it("leave no text without a column", () => {
    const form = { ...emptyForm("fr"), captions: [{ key: "a", language: "de", tone: "personal", text: "x" } as const] };
    expect(columnsFor(form, ["nl", "en"])).toEqual(["fr", "nl", "en", "de"]);
  });
});

describe("what is missing before it is published", () => {
  it("is a title, a text, and what the picture shows", () => {
    const form = { ...emptyForm("nl"), image: { id: "i", alt: null } };
    expect(missingIn(form).map(({ words }) => words)).toEqual(["writing.missingTitle", "writing.missingText", "writing.missingAlt"]);
    const whole = [setTitle("nl", "T"), addCaption("nl", "personal", "x"), setAlt("nl", "Een pomp")].reduce<Form>((now, change) => change(now), form);
    expect(missingIn(whole)).toEqual([]);
  });
});

describe("times on the organisation's clock", () => {
  it.each([
    ["2026-12-01T08:00:00Z", "2026-12-01T09:00"],
    ["2026-07-01T08:00:00Z", "2026-07-01T10:00"],
    ["2026-12-31T23:30:00Z", "2027-01-01T00:30"],
  ])("%s is %s in Amsterdam, and back", (iso, local) => {
    expect(localOf(iso, "Europe/Amsterdam")).toBe(local);
    expect(momentOf(local, "Europe/Amsterdam")).toBe(iso);
  });

  it("are moments also where the clock is put forward or back", () => {
    // 02:30 does not exist on 29 March 2026; on 25 October it comes twice
    expect(momentOf("2026-03-29T02:30", "Europe/Amsterdam")).toBe("2026-03-29T01:30:00Z");
    expect(momentOf("2026-10-25T02:30", "Europe/Amsterdam")).toBe("2026-10-25T00:30:00Z");
    expect(momentOf("", "Europe/Amsterdam")).toBeUndefined();
  });
});

it("documents have every field that can be written", () => {
  const names: (keyof Document)[] = ["audience", "captions", "destination_url", "expires_at", "external_id", "guidance", "image", "kind", "people", "prompts", "publish_at", "status", "title", "titles", "utm"];
  expect(Object.keys(asDocument(emptyForm("nl"))).sort()).toEqual(names);
});
