/**
 * Builds the replica into dist/: one script, one stylesheet, the page and the hidden frame.
 *
 * Names that begin with "x-" in the sources become hashes, as LinkedIn's class names are, so that nothing
 * can lean on them.
 */
import { createHash } from "node:crypto";
import { cp, mkdir, readFile } from "node:fs/promises";
import { dirname, extname, join } from "node:path";
import { fileURLToPath } from "node:url";

import { build } from "esbuild";

const here = dirname(fileURLToPath(import.meta.url));
const out = join(here, "dist");

const hashed = (source) =>
  source.replace(/\bx-[a-z][a-z-]*\b/g, (name) => `_${createHash("sha256").update(name).digest("hex").slice(0, 8)}`);

const hashedNames = {
  name: "hashed-names",
  setup({ onLoad }) {
    onLoad({ filter: /replica[/\\]src[/\\].*\.(ts|css)$/ }, async ({ path }) => ({
      contents: hashed(await readFile(path, "utf8")),
      loader: extname(path).slice(1),
    }));
  },
};

// Not emptied first: another test run may be serving from it.
await mkdir(out, { recursive: true });
await build({
  absWorkingDir: here,
  entryPoints: { replica: "src/main.ts", preload: "src/preload.ts" },
  outdir: out,
  bundle: true,
  format: "iife",
  minify: true,
  target: ["chrome123", "firefox140"],
  legalComments: "none",
  logLevel: "warning",
  plugins: [hashedNames],
});
await cp(join(here, "src/page.html"), join(out, "page.html"));
await cp(join(here, "src/preload.html"), join(out, "preload.html"));
