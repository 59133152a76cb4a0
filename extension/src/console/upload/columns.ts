/** Which cell of a row the server means. Apart from `table.ts`, which is fetched with the first file. */
import type { Fault } from "vertel-schema";
import type { Table } from "./table";

/** The server says a cell's column behind the message: `... (column publish_at)`. */
const COLUMN = / \((?:column|kolom) ([^()]+)\)$/u;

export interface CellFault {
  /** Without the column's name where the cell is known. */
  readonly message: string;
  /** The place of the cell; -1 for a fault of the row as a whole, or of what stands in no cell of its own. */
  readonly place: number;
}

/** Which cell a fault is about: what reading the row says of it, or else the field that a rule names. */
export function cellFault(table: Table, { message, pointer }: Fault): CellFault {
  const read = COLUMN.exec(message)?.[1];
  const names = read === undefined ? pointer.split("/") : [read];
  const place = Math.max(...names.map((name) => placeOf(table, name)));
  return { message: place === -1 ? message : message.replace(COLUMN, ""), place };
}

/** The place of a column that the server calls by its own name: in small letters, with underscores. -1 for none. */
export function placeOf(table: Table, column: string): number {
  return table.columns.findIndex((name) => plain(name) === plain(column));
}

const plain = (name: string): string => name.trim().toLowerCase().replaceAll(/[\s-]+/gu, "_");
