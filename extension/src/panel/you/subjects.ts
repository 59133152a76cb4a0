/** The server tells of each document of its API; what reads the same in several of them is one subject to a reader. */
import type { Transparency } from "../../shared/shapes";

type Readable = Transparency["readable"][number];
type Field = Readable["tells"][number];

export interface VisibleField {
  readonly meaning: string;
  /** Withheld about fewer people than this; null for what is no number of a group. */
  readonly from: number | null;
  /** Whether the number of everyone together is told as well. */
  readonly ofEveryone: boolean;
  readonly signed: boolean;
}

export interface Subject {
  /** What each of its documents says, the same said once. */
  readonly meanings: readonly string[];
  readonly readers: Readable["readers"];
  readonly tells: readonly VisibleField[];
}

/** Documents that the same people read and that tell the same are one subject, in the server's order. */
export function bySubject(readable: readonly Readable[]): Subject[] {
  const subjects = new Map<string, Readable[]>();
  for (const document of readable) {
    const key = JSON.stringify([document.readers, [...new Set(document.tells.map(({ meaning }) => meaning))].sort()]);
    subjects.set(key, [...(subjects.get(key) ?? []), document]);
  }
  return [...subjects.values()].map((documents) => ({
    meanings: [...new Set(documents.map(({ meaning }) => meaning))],
    readers: documents[0]?.readers ?? [],
    tells: byMeaning(documents.flatMap(({ tells }) => tells)),
  }));
}

function byMeaning(fields: readonly Field[]): VisibleField[] {
  const meanings = [...new Set(fields.map(({ meaning }) => meaning))];
  return meanings.map((meaning) => {
    const same = fields.filter((field) => field.meaning === meaning);
    return {
      meaning,
      from: same.find((field) => field.withheld_below !== null)?.withheld_below ?? null,
      ofEveryone: same.some((field) => field.withheld_below === null),
      signed: same.every((field) => field.only_signed),
    };
  });
}
