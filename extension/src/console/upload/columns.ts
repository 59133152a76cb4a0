/** Which cell of a row the server means. Apart from `table.ts`, which is fetched with the first file. */
import type { Table } from "./table";

/** The place of a column that the server calls by its own name: in small letters, with underscores. -1 for none. */
export function placeOf(table: Table, column: string): number {
  return table.columns.findIndex((name) => plain(name) === plain(column));
}

const plain = (name: string): string => name.trim().toLowerCase().replaceAll(/[\s-]+/gu, "_");
