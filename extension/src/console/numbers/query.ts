/** What the address chooses: the numbers of what, and of which. */
import type { Query } from "../ui/use-query";
import { MEASURES, type Measure } from "./steps";

export const TABLES = ["suggestion", "kind", "team", "location", "language"] as const;
export type Table = (typeof TABLES)[number];

export const tableOf = (query: Query): Table => TABLES.find((table) => table === query.by) ?? "suggestion";
export const measureOf = (query: Query): Measure => MEASURES.find((measure) => measure === query.show) ?? "clicks";
