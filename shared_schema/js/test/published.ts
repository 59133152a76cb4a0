/** What the tests read from the repository: the published schemas and the vectors. */

import { readdirSync, readFileSync } from "node:fs";

import type { Documents } from "../index.js";

export interface Vector {
  description: string;
  document: unknown;
  pointers?: string[];
}

export interface Vectors {
  schema: keyof Documents;
  valid: Vector[];
  invalid: Vector[];
}

const ROOT = new URL("../../", import.meta.url);

export const vectors = inFolder("vectors/") as Vectors[];
export const schemas = inFolder("generated/schemas/") as Record<string, unknown>[];

function inFolder(folder: string): unknown[] {
  const names = readdirSync(new URL(folder, ROOT)).sort();
  return names.map((name) => JSON.parse(readFileSync(new URL(folder + name, ROOT), "utf-8")) as unknown);
}
