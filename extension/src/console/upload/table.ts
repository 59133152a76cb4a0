/**
 * A CSV file as rows that know the line they begin in and how they were written: a row that nobody mended goes back
 * letter for letter. The server reads the file by rules of its own; what its verdicts say of lines tells where the rows
 * begin, so that none of those rules stands here.
 *
 * Written by hand because of what libraries bring along: papaparse has requests to servers in it and d3-dsv makes code
 * of text, which no script of this page may; csv-parse is 30 kB. None of them says where a row stands in the file.
 */
const SEPARATORS = [",", ";", "\t", "|"];
const MARK = "\uFEFF";
/** Records in which the names of the columns are looked for. */
const FIRST = 60;

export interface CsvRow {
  readonly cells: readonly string[];
  /** As it stands in the file, with the end of its line. */
  readonly written: string;
}

export interface Table {
  readonly separator: string;
  readonly newline: string;
  /** All that stands above the first row: the names of the columns, a title, a mark of the encoding. */
  readonly head: string;
  readonly columns: readonly string[];
  /** By the line of the file in which each begins. */
  readonly rows: ReadonlyMap<number, CsvRow>;
  /** The lines of those that say something else than in the file. */
  readonly mended: ReadonlySet<number>;
}

/** A file made of some of the rows, and for each line in which a row begins there, the one in which it began before. */
export interface Excerpt {
  readonly text: string;
  readonly lines: ReadonlyMap<number, number>;
}

interface CsvRecord extends CsvRow {
  readonly line: number;
}

/** @param first the line of the first row, as the server's verdicts have it. Undefined when no columns stand above it. */
export function readTable(file: string, first: number): Table | undefined {
  const mark = file.startsWith(MARK) ? MARK : "";
  const text = file.slice(mark.length);
  const found = SEPARATORS.map((separator) => ({ separator, columns: columnsAbove(records(text, separator, FIRST), first) }))
    .reduce((best, one) => (one.columns.length > best.columns.length ? one : best));
  if (found.columns.length === 0) return undefined;
  const all = records(text, found.separator);
  const head = all.filter(({ line }) => line < first).map(({ written }) => written).join("");
  return {
    separator: found.separator,
    newline: /\r\n|\r|\n/u.exec(head)?.[0] ?? "\n",
    head: mark + head,
    columns: found.columns,
    rows: new Map(all.filter(({ line }) => line >= first).map((row) => [row.line, row])),
    mended: new Set(),
  };
}

/** The table with other cells in one row; the row's other cells keep what they say. */
export function withCells(table: Table, line: number, cells: readonly string[]): Table {
  const written = cells.map((cell) => asWritten(cell, table.separator)).join(table.separator) + table.newline;
  return { ...table, rows: new Map(table.rows).set(line, { cells, written }), mended: new Set(table.mended).add(line) };
}

export function excerpt(table: Table, lines: readonly number[]): Excerpt {
  const begins = new Map<number, number>();
  let [text, line] = [table.head, 1 + breaksIn(table.head)];
  for (const before of lines) {
    const written = table.rows.get(before)?.written ?? "";
    const whole = breaksIn(written.slice(-1)) === 1 ? written : written + table.newline;
    begins.set(line, before);
    text += whole;
    line += breaksIn(whole);
  }
  return { text, lines: begins };
}

const breaksIn = (text: string): number => text.match(/\r\n|\r|\n/gu)?.length ?? 0;

/** A cell from its first letter on: what stands in quotes, what follows that or stands without, and what ends it. */
function cellPattern(separator: string): RegExp {
  const plain = separator === "|" ? "\\|" : separator;
  return new RegExp(`(?:"([^"]*(?:""[^"]*)*)")?([^${plain}\\r\\n]*)(${plain}|\\r\\n|[\\r\\n]|$)`, "uy");
}

function records(text: string, separator: string, most = Number.POSITIVE_INFINITY): CsvRecord[] {
  const cell = cellPattern(separator);
  const found: CsvRecord[] = [];
  let [from, line, cells] = [0, 1, [] as string[]];
  while (cell.lastIndex < text.length || cells.length > 0) {
    const [, quoted = "", plain = "", end = ""] = cell.exec(text) ?? [];
    cells.push(quoted.replaceAll('""', '"') + plain);
    if (end === separator) continue;
    const written = text.slice(from, cell.lastIndex);
    found.push({ line, cells, written });
    if (found.length === most) break;
    [from, line, cells] = [cell.lastIndex, line + breaksIn(written), []];
  }
  return found;
}

const asWritten = (cell: string, separator: string): string =>
  cell.includes(separator) || /["\r\n]|^\s|\s$/u.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;

/** The names of the columns: the last record above a line that holds anything. */
function columnsAbove(all: readonly CsvRecord[], first: number): readonly string[] {
  return all.findLast(({ line, cells }) => line < first && cells.some((cell) => cell.trim() !== ""))?.cells ?? [];
}
