import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

import { build } from "esbuild";
import { expect, it } from "vitest";

import { vectors } from "./published.js";

const PACKAGE = fileURLToPath(new URL("../../", import.meta.url));

interface Example {
  suggestionsIn: (answer: unknown) => unknown[];
  kinds: readonly string[];
}

it("has a TypeScript example in its README that runs, by the names under which the package is installed", async () => {
  const [, example = ""] = /```ts\n(.*?)```/s.exec(readFileSync(`${PACKAGE}README.md`, "utf-8")) ?? [];
  const { outputFiles } = await build({
    stdin: { contents: example, loader: "ts", resolveDir: PACKAGE },
    bundle: true,
    format: "esm",
    write: false,
  });
  const source = Buffer.from(outputFiles[0]?.contents ?? []).toString("base64");
  const { suggestionsIn, kinds } = (await import(/* @vite-ignore */ `data:text/javascript;base64,${source}`)) as Example;
  const page = vectors.find(({ schema }) => schema === "SuggestionPage")?.valid[0]?.document;
  expect(suggestionsIn(page)).toHaveLength(1);
  expect(() => suggestionsIn({ items: [] })).toThrow("/next_cursor");
  expect(kinds).toContain("vacancy");
});
