/** Mozilla's own linter, which its store runs on every upload, looks at the build for Firefox. */
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import linter from "addons-linter";
import { expect, it } from "vitest";

const BUILD = join(import.meta.dirname, "..", "build.mjs");

it("finds no error, and no warning but one about Preact", async () => {
  const folder = mkdtempSync(join(tmpdir(), "vertel-lint-"));
  try {
    execFileSync(process.execPath, [BUILD, folder]);
    const config = { _: [join(folder, "firefox")], logLevel: "fatal", output: "none" };
    const { errors, warnings, notices } = await linter.createInstance({ config, runAsBinary: false }).run();
    const found = [...errors, ...warnings, ...notices].map(({ code, file }) => `${code} ${file}`);
    // dangerouslySetInnerHTML, which nothing of ours may use: ESLint sees to that
    expect(found).toEqual([expect.stringMatching(/^UNSAFE_VAR_ASSIGNMENT panel(-\w+)?\.js$/)]);
  } finally {
    rmSync(folder, { recursive: true });
  }
}, 60_000);
