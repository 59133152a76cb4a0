/** Texts of several languages side by side: the first of each in one row, then the second. */
import { TONES, type Form, type FormCaption, type FormPrompt, type Tone } from "./form";

/** The longest list decides how many rows there are; a column that is shorter has nothing in the last. */
function side<T>(columns: readonly (readonly T[])[]): (T | undefined)[][] {
  const longest = Math.max(0, ...columns.map(({ length }) => length));
  return Array.from({ length: longest }, (_, at) => columns.map((column) => column[at]));
}

export interface CaptionRow {
  readonly tone: Tone;
  /** Among those of the same voice. */
  readonly at: number;
  readonly cells: readonly (FormCaption | undefined)[];
}

/** By voice, in the order in which the voices came; there is always one to write in. */
export function captionRows({ captions }: Form, languages: readonly string[]): readonly CaptionRow[] {
  const tones = [...new Set(captions.map(({ tone }) => tone))];
  const rows = tones.flatMap((tone) => {
    const columns = languages.map((language) => captions.filter((one) => one.language === language && one.tone === tone));
    return side(columns).map((cells, at) => ({ tone, at, cells }));
  });
  const [personal] = TONES;
  return rows.length > 0 || personal === undefined ? rows : [{ tone: personal, at: 0, cells: languages.map(() => undefined) }];
}

export function promptRows({ prompts }: Form, languages: readonly string[]): readonly (readonly (FormPrompt | undefined)[])[] {
  return side(languages.map((language) => prompts.filter((one) => one.language === language)));
}

/** A column for each of the organisation's languages, the form's own first, and for any other that has a text. */
export function columnsFor({ captions, prompts, titles, main }: Form, organisation: readonly string[]): string[] {
  const first = organisation.includes(main) ? [] : [main];
  return [...new Set([...first, ...organisation, ...[...titles, ...captions, ...prompts].map(({ language }) => language)])];
}
