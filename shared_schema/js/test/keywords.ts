/** Helpers for what the bundle is made from. */

import { readFileSync } from "node:fs";

const manifest = JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf-8")) as { version: string };

export const VERSION_OF_PACKAGE = manifest.version;

/** Every keyword in a schema; the names of fields and classes are none. */
export function keywordsOf(schema: unknown): string[] {
  if (Array.isArray(schema)) return schema.flatMap(keywordsOf);
  if (typeof schema !== "object" || schema === null) return [];
  return Object.entries(schema).flatMap(([keyword, value]) => {
    if (keyword === "properties" || keyword === "$defs") return [keyword, ...Object.values(value as object).flatMap(keywordsOf)];
    return ["default", "examples", "enum"].includes(keyword) ? [keyword] : [keyword, ...keywordsOf(value)];
  });
}
