/** From a JSON pointer of the server to the field on the screen that it is about. */
import { writtenCaptions, writtenGuidance, writtenPeople, writtenPrompts, writtenTitles, type Form } from "./form";

/** The id of a field's element. Every field that something may be said about has one. */
export const fieldId = {
  title: (language: string) => `w-title-${language}`,
  caption: (key: string) => `w-caption-${key}`,
  prompt: (key: string) => `w-prompt-${key}`,
  person: (key: string) => `w-person-${key}`,
  alt: (language: string) => `w-alt-${language}`,
  guidance: (language: string, name: string) => `w-${name}-${language}`,
} as const;

/** Fields that are there once; a pointer into one of them is about all of it. */
const ONCE: Readonly<Record<string, string>> = {
  captions: "w-captions",
  prompts: "w-prompts",
  titles: "w-titles",
  guidance: "w-guidance",
  kind: "w-kind",
  destination_url: "w-destination",
  utm: "w-utm",
  image: "w-image",
  audience: "w-audience",
  people: "w-people",
  publish_at: "w-from",
  expires_at: "w-until",
};

/** Undefined for what the form has no field for. */
export function fieldOf(pointer: string, form: Form): string | undefined {
  const [, name = "", at = "", ...rest] = pointer.split("/");
  const index = Number.parseInt(at, 10);
  if (name === "title") return fieldId.title(form.main);
  if (name === "image") return altField([at, ...rest], form) ?? ONCE.image;
  if (name === "guidance") return guidanceField(index, rest[0], form) ?? ONCE.guidance;
  const keyed = Number.isNaN(index) ? undefined : keyedField(name, index, form);
  return keyed ?? ONCE[name];
}

/** The document has no empty texts, so that its places are those of the written ones. */
function keyedField(name: string, index: number, form: Form): string | undefined {
  switch (name) {
    case "captions": return idBy(fieldId.caption, writtenCaptions(form)[index]?.key);
    case "prompts": return idBy(fieldId.prompt, writtenPrompts(form)[index]?.key);
    case "people": return idBy(fieldId.person, writtenPeople(form)[index]?.key);
    case "titles": return idBy(fieldId.title, writtenTitles(form)[index]?.language);
    default: return undefined;
  }
}

function guidanceField(index: number, part: string | undefined, form: Form): string | undefined {
  const language = writtenGuidance(form)[index]?.language;
  return language === undefined ? undefined : fieldId.guidance(language, part === "dont" ? "dont" : "do");
}

function altField([part, at = ""]: readonly string[], { main, image }: Form): string | undefined {
  if (part === "alt") return fieldId.alt(main);
  const text = image?.alt_texts?.[Number.parseInt(at, 10)];
  return part === "alt_texts" ? idBy(fieldId.alt, text?.language) : undefined;
}

const idBy = (id: (of: string) => string, of: string | undefined): string | undefined => (of === undefined ? undefined : id(of));

export interface Remark {
  readonly pointer: string;
  readonly message: string;
  /** Refused, not only noticed. */
  readonly isFault: boolean;
  /** The server's name for it; faults have none. */
  readonly code?: string;
}

/** Warnings that are about uploads, and no help to somebody who writes here. */
const NOT_HERE: ReadonlySet<string> = new Set(["no-external-id"]);

/** Field -> what is said about it. What has no field of its own stands under the empty name. */
export function remarksByField(remarks: readonly Remark[], form: Form): ReadonlyMap<string, readonly Remark[]> {
  const found = new Map<string, Remark[]>();
  for (const remark of remarks) {
    if (NOT_HERE.has(remark.code ?? "")) continue;
    const field = fieldOf(remark.pointer, form) ?? "";
    found.set(field, [...(found.get(field) ?? []), remark]);
  }
  return found;
}

/** The field of the document that a pointer leads into. */
export const topField = (pointer: string): string => pointer.split("/")[1] ?? "";
