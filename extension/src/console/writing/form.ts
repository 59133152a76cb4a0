/**
 * What an editor has on the screen, and the document that the API knows. In the form every text has a key that stays
 * while it is edited, and there may be empty ones; the document has neither. What nobody touched goes back as it came.
 */
import type { Suggestion, SuggestionRequest } from "vertel-schema";

export type Tone = Suggestion["captions"][number]["tone"];
export const TONES: readonly Tone[] = ["personal", "factual", "light", "short"];

/** A suggestion as it is written, with nothing left out. */
export type Document = { readonly [K in keyof Required<SuggestionRequest>]-?: Exclude<SuggestionRequest[K], undefined> };
export type DocumentField = keyof Document;

interface Keyed {
  readonly key: string;
}
export interface Texted {
  readonly language: string;
  readonly text: string;
}
export interface FormCaption extends Keyed, Texted {
  readonly tone: Tone;
}
export interface FormPrompt extends Keyed {
  readonly language: string;
  readonly question: string;
  readonly opening: string | null;
}
export interface FormPerson extends Keyed {
  readonly name: string;
  readonly consent_until: string | null;
}

/** What to do and what not in a text about it, in one language. */
export interface FormGuidance {
  readonly language: string;
  readonly do: string | null;
  readonly dont: string | null;
}

export interface Form extends Omit<Document, "captions" | "prompts" | "people" | "guidance"> {
  /** The language of `title`, and of the picture's `alt`. */
  readonly main: string;
  readonly captions: readonly FormCaption[];
  readonly prompts: readonly FormPrompt[];
  readonly people: readonly FormPerson[];
  readonly guidance: readonly FormGuidance[];
}

const EVERYONE = { teams: [], locations: [], languages: [] };

let made = 0;
/** Unlike any other of this page; what was kept by a page before is numbered anew by `withKeys`. */
export const newKey = (): string => `k${String(++made)}`;

export function emptyForm(main: string): Form {
  return {
    main,
    ...{ external_id: null, kind: "story", title: "", titles: [], destination_url: null, utm: null },
    ...{ captions: [], prompts: [], guidance: [], image: null, audience: EVERYONE, people: [] },
    ...{ publish_at: null, expires_at: null, status: "draft" },
  };
}

/** The suggestion as the document that would write it. */
export function documentOf(suggestion: Suggestion): Document {
  const { external_id, kind, title, titles = [], destination_url, utm = null, audience, publish_at, expires_at, status, image, guidance = [] } = suggestion;
  return {
    ...{ external_id, kind, title, titles, destination_url, utm, audience, publish_at, expires_at, status },
    captions: suggestion.captions.map(({ language, tone, text }) => ({ language, tone, text })),
    prompts: suggestion.prompts.map(({ language, question, opening }) => ({ language, question, opening })),
    people: suggestion.people.map(({ name, consent_until }) => ({ name, consent_until })),
    guidance: guidance.map(({ language, do: good, dont }) => ({ language, do: good, dont })),
    image: image && withoutFile(image),
  };
}

/** Of the answer's image, what one can write. */
function withoutFile(image: NonNullable<Suggestion["image"]>): NonNullable<Document["image"]> {
  const { url: _url, width: _width, height: _height, ...written } = image;
  return written;
}

/** @param languages the organisation's: `title` is in the first, unless all texts are in one other. */
export function mainLanguageOf({ captions = [], prompts = [], titles = [] }: Pick<SuggestionRequest, "captions" | "prompts" | "titles">, languages: readonly string[]): string {
  const [first = "en"] = languages;
  const [only, ...others] = new Set([...captions, ...prompts].map(({ language }) => language));
  return only !== undefined && others.length === 0 && titles.length === 0 ? only : first;
}

export function formOf(document: Document, languages: readonly string[]): Form {
  return withKeys({ ...document, main: mainLanguageOf(document, languages) });
}

interface Unkeyed extends Omit<Form, "captions" | "prompts" | "people"> {
  readonly captions: readonly Omit<FormCaption, "key">[];
  readonly prompts: readonly Pick<FormPrompt, "language" | "question">[];
  readonly people: readonly Pick<FormPerson, "name">[];
}

/** The form with keys of this page. */
export function withKeys(form: Unkeyed | Document & { readonly main: string }): Form {
  return {
    ...form,
    titles: [...form.titles],
    captions: form.captions.map((caption) => ({ tone: "personal", ...caption, key: newKey() })),
    prompts: form.prompts.map((prompt) => ({ opening: null, ...prompt, key: newKey() })),
    people: form.people.map((person) => ({ consent_until: null, ...person, key: newKey() })),
    guidance: form.guidance.map((lines) => ({ do: null, dont: null, ...lines })),
  };
}

const isWritten = (text: string): boolean => text.trim() !== "";

export const writtenCaptions = ({ captions }: Form): FormCaption[] => captions.filter(({ text }) => isWritten(text));
export const writtenPrompts = ({ prompts }: Form): FormPrompt[] => prompts.filter(({ question }) => isWritten(question));
export const writtenPeople = ({ people }: Form): FormPerson[] => people.filter(({ name }) => isWritten(name));
/** Each language that has a line, with null for the one that it lacks. */
export const writtenGuidance = ({ guidance }: Pick<Form, "guidance">): FormGuidance[] =>
  guidance.map(({ language, do: good, dont }) => ({ language, do: lineOf(good), dont: lineOf(dont) })).filter(({ do: good, dont }) => good !== null || dont !== null);
const lineOf = (text: string | null): string | null => (text === null || !isWritten(text) ? null : text);
export const writtenTitles = ({ titles }: Form): Texted[] => titles.filter(({ text }) => isWritten(text));

/** Whether there is something to make a suggestion of: it has a text that can be posted. */
export const canBeStored = ({ captions = [], prompts = [] }: Partial<Document>): boolean => captions.length + prompts.length > 0;

/** Whether nobody has written anything. */
export function isBlank(form: Form): boolean {
  const { title, titles, destination_url, image } = form;
  const hasTexts = canBeStored(asDocument(form)) || isWritten(title) || titles.length > 0;
  return !hasTexts && destination_url === null && image === null;
}

const LONGEST_TITLE = 60;

/** The document as it would be written now. Without a title it is called after its first words. */
export function asDocument(form: Form): Document {
  const { main: _main, ...rest } = form;
  const captions = writtenCaptions(form).map(({ language, tone, text }) => ({ language, tone, text }));
  const prompts = writtenPrompts(form).map(({ language, question, opening }) => ({ language, question, opening: opening === "" ? null : opening }));
  const titles = writtenTitles(form);
  return {
    ...rest,
    titles,
    captions,
    prompts,
    guidance: writtenGuidance(form),
    people: writtenPeople(form).map(({ name, consent_until }) => ({ name, consent_until })),
    title: isWritten(form.title) ? form.title : titleFrom([titles[0]?.text, captions[0]?.text, prompts[0]?.question]),
    destination_url: form.destination_url === "" ? null : form.destination_url,
  };
}

function titleFrom(texts: readonly (string | undefined)[]): string {
  const found = texts.find((text) => text !== undefined) ?? "";
  const line = found.replaceAll("{link}", "").replace(/\s+/g, " ").trim();
  return Array.from(line).slice(0, LONGEST_TITLE).join("").trim() || "–";
}
