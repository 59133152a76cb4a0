/** An idea while it is being written: what is in it, what is missing, and what is sent of it. */
import { flag, list, number, oneOf, open, optional, string, text } from "../../shared/guards";
import { ideaKey, photoKey } from "../../shared/keys";
import type { IdeaRequest, Question } from "../../shared/shapes";
import { fits, type Entry } from "../../shared/stored";
import { uuid7 } from "../../shared/uuid7";
import type { Written } from "../autosave";

/** As much as the server takes. */
export const LONGEST_TEXT = 3000;
export const MOST_PHOTOS = 4;
export const MOST_PEOPLE = 20;
const MOST_TEXTS = 20;

/** As much of a question as is shown while it is being answered. */
export interface AskedQuestion {
  readonly id: string;
  readonly texts: readonly Question["texts"][number][];
}

export interface DraftPhoto {
  /** Its picture is kept under `photoKey(id)`. */
  readonly id: string;
  readonly alt: string;
}

export interface DraftPerson {
  readonly id: string;
  readonly name: string;
  readonly agreed: boolean;
  /** The last day on which they agree. */
  readonly until: string;
}

export interface IdeaDraft extends Written {
  /** The `Idempotency-Key` it is sent under: however often it is sent, it is there once. */
  readonly id: string;
  readonly text: string;
  readonly photos: readonly DraftPhoto[];
  readonly people: readonly DraftPerson[];
  readonly language: string;
  readonly signed: boolean;
  /** The question that it answers. */
  readonly question?: AskedQuestion | undefined;
  /**
   * `onItsWay`: sent, and whether it arrived is not known yet, so it must not change any more.
   * `refused`: the server said no; changed, it is another request.
   */
  readonly state?: "onItsWay" | "refused" | undefined;
}

const isIdeaDraft = open({
  at: optional(number),
  id: string,
  text: string,
  photos: list(open({ id: string, alt: string }), MOST_PHOTOS),
  people: list(open({ id: string, name: string, agreed: flag, until: string }), MOST_PEOPLE),
  language: string,
  signed: flag,
  question: optional(open({ id: string, texts: list(open({ language: string, text: string }), MOST_TEXTS) })),
  state: optional(oneOf("onItsWay", "refused")),
});

export const ideaOf = (owner: string): Entry<IdeaDraft> => ({ key: ideaKey(owner), parse: fits(isIdeaDraft) });

export const photoOf = (owner: string, id: string): Entry<string> => ({ key: photoKey(owner, id), parse: fits(text(Infinity, /^data:image\//)) });

export type Content = Partial<Omit<IdeaDraft, "id" | "state" | "at">>;

export function freshDraft(language: string, question?: AskedQuestion): IdeaDraft {
  return { id: uuid7(), text: "", photos: [], people: [], language, signed: false, ...(question && asked(question)) };
}

/** What a draft keeps of a question. */
export const asked = ({ id, texts }: AskedQuestion): Content => ({ question: { id, texts } });

export const freshPerson = (): DraftPerson => ({ id: uuid7(), name: "", agreed: false, until: "" });

export function withContent(draft: IdeaDraft, content: Content): IdeaDraft {
  if (draft.state === "onItsWay") return draft;
  const { state, ...rest } = draft;
  return { ...rest, ...content, id: state === "refused" ? uuid7() : draft.id };
}

/** Only having looked at the form is not worth keeping. */
export function isBlank({ text, photos, people }: IdeaDraft): boolean {
  return text.trim() === "" && photos.length === 0 && people.every(({ name }) => name.trim() === "");
}

export type PersonFault = "name" | "until";

export interface Faults {
  readonly nothing: boolean;
  /** By person. */
  readonly people: Readonly<Record<string, PersonFault>>;
}

export function faultsOf(draft: IdeaDraft, today: string): Faults {
  const people = draft.people.flatMap((person) => {
    const fault = faultOf(person, today);
    return fault === undefined ? [] : [[person.id, fault] as const];
  });
  return { nothing: draft.text.trim() === "" && draft.photos.length === 0, people: Object.fromEntries(people) };
}

function faultOf({ name, agreed, until }: DraftPerson, today: string): PersonFault | undefined {
  if (name.trim() === "") return "name";
  return agreed && (until === "" || until < today) ? "until" : undefined;
}

export const isGood = ({ nothing, people }: Faults): boolean => !nothing && Object.keys(people).length === 0;

/** @param images the server's ids of the photos, in their order */
export function requestOf(draft: IdeaDraft, images: readonly string[]): IdeaRequest {
  const line = (text: string): string | null => (text.trim() === "" ? null : text.trim());
  return {
    text: line(draft.text),
    images: images.map((id, i) => ({ id, alt: line(draft.photos[i]?.alt ?? "") })),
    people: draft.people.map(({ name, agreed, until }) => ({ name: name.trim(), consent_until: agreed ? until : null })),
    language: line(draft.text) === null ? null : draft.language,
    signed: draft.signed,
    // an older server knows no questions, and asked none
    ...(draft.question && { question_id: draft.question.id }),
  };
}
