import { describe, expect, it } from "vitest";
import { faultsOf, freshDraft, freshPerson, ideaOf, isBlank, isGood, requestOf, withContent, type IdeaDraft } from "../src/panel/ideas/idea-draft";
import { sendIdea, type SendIdeaDependencies } from "../src/panel/ideas/send-idea";
import type { FailureKind } from "../src/shared/failure";
import { asRequest } from "../src/shared/messages";
import { uuid7 } from "../src/shared/uuid7";

const TODAY = "2026-11-23";
const PICTURE = "data:image/jpeg;base64,/9j/";
const draft = (part: Partial<IdeaDraft> = {}): IdeaDraft => ({ ...freshDraft("nl"), text: "De pomp hangt", ...part });
const photo = () => ({ id: uuid7(), alt: "" });

describe("an idea that is being written", () => {
  it("needs a line or a photo, and one of the two is enough", () => {
    expect(faultsOf(draft({ text: "  " }), TODAY).nothing).toBe(true);
    expect(isGood(faultsOf(draft(), TODAY))).toBe(true);
    expect(isGood(faultsOf(draft({ text: "", photos: [photo()] }), TODAY))).toBe(true);
  });

  it("needs a name for everybody in it, and a day from today on for those who agree", () => {
    const nobody = freshPerson();
    const past = { ...freshPerson(), name: "Samira", agreed: true, until: "2026-11-22" };
    const someday = { ...past, id: uuid7(), until: "" };
    const good = { ...past, id: uuid7(), until: TODAY };
    const { people } = faultsOf(draft({ people: [nobody, past, someday, good] }), TODAY);
    expect(people).toEqual({ [nobody.id]: "name", [past.id]: "until", [someday.id]: "until" });
  });

  it("is worth keeping with the first letter, photo or name", () => {
    expect(isBlank(draft({ text: " ", people: [freshPerson()] }))).toBe(true);
    expect(isBlank(draft({ text: "a" }))).toBe(false);
    expect(isBlank(draft({ text: "", people: [{ ...freshPerson(), name: "S" }] }))).toBe(false);
  });

  it("says who was not asked, whatever day was chosen before, and no language without words", () => {
    const person = { ...freshPerson(), name: " Samira ", until: "2027-01-01" };
    const written = draft({ text: " ", photos: [photo()], people: [person] });
    expect(requestOf(written, ["image"])).toEqual({
      text: null,
      images: [{ id: "image", alt: null }],
      people: [{ name: "Samira", consent_until: null }],
      language: null,
      signed: false,
    });
  });

  it("names the question that it answers, and nothing of one where there is none: an older server knows none", () => {
    const question = { id: uuid7(), texts: [{ language: "nl", text: "Waar was je trots op?" }] };
    expect(requestOf(draft({ question }), [])).toMatchObject({ question_id: question.id });
    expect(requestOf(draft(), [])).not.toHaveProperty("question_id");
    expect(isBlank(freshDraft("nl", question))).toBe(true);
    const kept = ideaOf("me").parse(draft({ question }));
    expect(kept?.question).toEqual(question);
  });

  it("is another request once the server refused it and it was changed, and cannot be changed on its way", () => {
    const before = draft({ state: "refused" });
    expect(withContent(before, { text: "Anders" }).id).not.toBe(before.id);
    expect(withContent(draft({ id: before.id }), { text: "Anders" }).id).toBe(before.id);
    const going = draft({ state: "onItsWay" });
    expect(withContent(going, { text: "Anders" })).toBe(going);
  });
});

/** A server that does once what is asked under one key; `weather` says what becomes of each answer. */
function serverIn(weather: (FailureKind | "fine")[]) {
  const done = new Map<string, unknown>();
  const kept: IdeaDraft[] = [];
  const once = (key: string, value: unknown): unknown => {
    if (!done.has(key)) done.set(key, value);
    return done.get(key);
  };
  const effect = (request: unknown): unknown => {
    const asked = asRequest(request);
    if (asked?.type === "upload_photo") return once(`${asked.key}/${asked.photo}`, uuid7());
    return asked?.type === "send_idea" ? once(asked.key, asked.idea) : undefined;
  };
  const parts: SendIdeaDependencies = {
    photo: () => Promise.resolve(PICTURE),
    keep: (next) => Promise.resolve(void kept.push(next)),
    ask: ((request: unknown) => {
      const kind = weather.shift() ?? "fine";
      const value = kind === "refused" ? undefined : effect(request);
      return Promise.resolve(kind === "fine" ? { ok: true, value } : { ok: false, failure: { kind } });
    }) as SendIdeaDependencies["ask"],
  };
  return { parts, done, kept };
}

describe("an idea that is sent", () => {
  it("is there once, although answers are lost on the way", async () => {
    const { parts, done, kept } = serverIn(["fine", "offline", "unexpected", "fine", "fine", "offline"]);
    let sending = draft({ photos: [photo(), photo()] });
    for (let tries = 0; tries < 9; tries += 1) {
      const reply = await sendIdea(sending, parts);
      if (reply.ok) break;
      sending = kept.at(-1) ?? sending;
    }
    expect(done.size).toBe(3);
    const [first, second, idea] = [...done.values()];
    expect(idea).toMatchObject({ text: "De pomp hangt", images: [{ id: first }, { id: second }] });
  });

  it("is stored as being on its way before it goes, and stays so while nothing is known", async () => {
    const { parts, kept } = serverIn(["offline"]);
    await sendIdea(draft(), parts);
    expect(kept.map(({ state }) => state)).toEqual(["onItsWay"]);
  });

  it("can be changed again when a photo of it cannot be read any more", async () => {
    const { parts, kept, done } = serverIn([]);
    const reply = await sendIdea(draft({ photos: [photo()] }), { ...parts, photo: () => Promise.resolve(undefined) });
    expect(reply).toMatchObject({ ok: false, failure: { kind: "storage" } });
    expect([kept.at(-1)?.state, done.size]).toEqual([undefined, 0]);
  });

  it("can be changed again after a plain no", async () => {
    const { parts, kept, done } = serverIn(["refused"]);
    expect(await sendIdea(draft({ photos: [photo()] }), parts)).toMatchObject({ ok: false });
    expect(kept.at(-1)?.state).toBe("refused");
    expect(done.size).toBe(0);
  });
});
