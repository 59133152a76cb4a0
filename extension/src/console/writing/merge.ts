/**
 * Two editors at once: what each of them changed since both began with the same. A suggestion is compared in parts as
 * small as an editor thinks of: one caption, the title in one language, one person.
 */
import type { Document, DocumentField } from "./form";

/** Name -> value, in the document's order. A caption is `captions/nl/personal/0`, the first of that language and voice. */
export type Parts = ReadonlyMap<string, unknown>;

const PLAIN = ["kind", "title", "destination_url", "utm", "image", "audience", "publish_at", "expires_at", "status", "external_id"] as const satisfies readonly DocumentField[];

export function partsOf(document: Document): Parts {
  const parts = new Map<string, unknown>(PLAIN.map((name) => [name, document[name]]));
  const counted = new Map<string, number>();
  const add = (name: string, value: unknown): void => {
    const count = counted.get(name) ?? 0;
    counted.set(name, count + 1);
    parts.set(`${name}/${String(count)}`, value);
  };
  for (const title of document.titles) add(`titles/${title.language}`, title);
  for (const caption of document.captions) add(`captions/${caption.language}/${caption.tone ?? "personal"}`, caption);
  for (const prompt of document.prompts) add(`prompts/${prompt.language}`, prompt);
  for (const lines of document.guidance) add(`guidance/${lines.language}`, lines);
  for (const person of document.people) add(`people/${person.name}`, person);
  return parts;
}

const listOf = (name: string): string => name.split("/")[0] ?? "";

/** The document that has these parts, over one that has the rest. */
export function withParts(document: Document, parts: Parts): Document {
  const plain = Object.fromEntries(PLAIN.map((name) => [name, parts.get(name)]));
  const list = (of: string): unknown[] => [...parts].flatMap(([name, value]) => (name.includes("/") && listOf(name) === of ? [value] : []));
  const lists = Object.fromEntries(["titles", "captions", "prompts", "guidance", "people"].map((name) => [name, list(name)]));
  return { ...document, ...plain, ...lists };
}

/** Whether two JSON values are the same, in whatever order their members stand. */
export function same(one: unknown, other: unknown): boolean {
  if (Object.is(one, other)) return true;
  if (typeof one !== "object" || typeof other !== "object" || one === null || other === null) return false;
  if (Array.isArray(one) !== Array.isArray(other)) return false;
  const [ones, others] = [Object.entries(one), Object.entries(other)];
  return ones.length === others.length && ones.every(([name, value]) => Object.hasOwn(other, name) && same(value, (other as Record<string, unknown>)[name]));
}

/** The same but for space around texts, which the server drops from some of them. */
export const sameText = (one: unknown, other: unknown): boolean => same(trimmed(one), trimmed(other));

function trimmed(value: unknown): unknown {
  if (typeof value === "string") return value.trim();
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map(trimmed);
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, trimmed(member)]));
}

/** The fields in which a document differs from another, with the values of the first. */
export function changedFields(document: Document, from: Document): Partial<Document> {
  return Object.fromEntries(Object.entries(document).filter(([name, value]) => !same(value, from[name as DocumentField])));
}

export interface Clash {
  readonly name: string;
  /** Undefined where it is not there any more. */
  readonly theirs: unknown;
  readonly yours: unknown;
}

export interface Merged {
  /** With `yours` wherever the two clash. */
  readonly parts: Parts;
  /** What both have from now on: what this editor is to be held against. */
  readonly base: Parts;
  readonly clashes: readonly Clash[];
  /** The parts that somebody else changed and this editor did not. */
  readonly taken: readonly string[];
}

interface Versions {
  /** What the server answered when both began, and what it has now. */
  readonly theirBase: Document;
  readonly theirs: Document;
  /** What this editor sent last, and has now. It may differ in spaces from what the server made of it. */
  readonly yourBase: Document;
  readonly yours: Document;
}

export function merge(versions: Versions): Merged {
  const [theirBase, theirs, yourBase, yours] = [versions.theirBase, versions.theirs, versions.yourBase, versions.yours].map(partsOf) as [Parts, Parts, Parts, Parts];
  const [parts, base] = [new Map<string, unknown>(), new Map<string, unknown>()];
  const clashes: Clash[] = [];
  const taken: string[] = [];
  const put = (into: Map<string, unknown>, name: string, value: unknown): void => { if (value !== undefined) into.set(name, value); };
  for (const name of new Set([...yours.keys(), ...theirs.keys(), ...yourBase.keys()])) {
    const areTheirs = !same(theirs.get(name), theirBase.get(name));
    const areYours = !same(yours.get(name), yourBase.get(name));
    if (areTheirs && !areYours) taken.push(name);
    else if (areTheirs && !same(theirs.get(name), yours.get(name))) clashes.push({ name, theirs: theirs.get(name), yours: yours.get(name) });
    put(parts, name, areTheirs && !areYours ? theirs.get(name) : yours.get(name));
    put(base, name, areTheirs ? theirs.get(name) : yourBase.get(name));
  }
  return { parts, base, clashes, taken };
}

export type Choice = "theirs" | "yours" | "both";

/** Both can stand only where there may be several: a second caption in the same voice, a second starter. */
export const canBeBoth = ({ name, theirs, yours }: Clash): boolean =>
  ["captions", "prompts"].includes(listOf(name)) && theirs !== undefined && yours !== undefined;

/** The parts after an editor has decided; what was not decided stays theirs who decides. */
export function settled(parts: Parts, clashes: readonly Clash[], choices: ReadonlyMap<string, Choice>): Parts {
  const result = new Map(parts);
  for (const { name, theirs, yours } of clashes) {
    const choice = choices.get(name) ?? "yours";
    const value = choice === "theirs" ? theirs : yours;
    if (value === undefined) result.delete(name);
    else result.set(name, value);
    if (choice === "both") result.set(`${name}/theirs`, theirs);
  }
  return result;
}
