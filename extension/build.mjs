/**
 * Builds dist/chrome and dist/firefox from one source and one manifest.
 *
 * The output depends on the sources alone (no dates, no absolute paths, no random names), so that a
 * packed release can be rebuilt and compared byte for byte.
 */
import { build } from "esbuild";
import { existsSync } from "node:fs";
import { cp, mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const out = join(here, "dist");

/** Keys which mean nothing to the other browser, and which it would warn about. */
const notFor = {
  chrome: {
    keys: ["sidebar_action", "browser_specific_settings"],
    background: ["scripts"],
    permissions: [],
  },
  firefox: {
    keys: ["key", "side_panel", "minimum_chrome_version", "externally_connectable"],
    background: ["service_worker"],
    permissions: ["sidePanel"],
  },
};

const shared = {
  absWorkingDir: here,
  bundle: true,
  minify: true,
  charset: "utf8",
  format: "iife",
  target: ["chrome126", "firefox140"],
  legalComments: "none",
  logLevel: "warning",
  jsx: "automatic",
  jsxImportSource: "preact",
};

/** [entry, file in dist]; a build before the inserter exists leaves it out and says so. */
const bundles = [
  ["src/background/worker.ts", "background.js"],
  ["src/panel/main.tsx", "panel.js"],
  ["src/panel/panel.css", "panel.css"],
  ["src/composer/main.ts", "composer.js"],
];

/** The panel's languages are the folders that exist: adding one is adding one file. */
async function languages() {
  const tags = (await readdir(join(here, "_locales"))).sort();
  const files = tags.map((tag) => readFile(join(here, "_locales", tag, "messages.json"), "utf8"));
  return (await Promise.all(files)).map((text, i) => ({ tag: tags[i], name: JSON.parse(text).languageName.message }));
}

async function manifestFor(browser) {
  const manifest = JSON.parse(await readFile(join(here, "manifest.json"), "utf8"));
  const { version } = JSON.parse(await readFile(join(here, "package.json"), "utf8"));
  const drop = notFor[browser];
  for (const key of drop.keys) delete manifest[key];
  for (const key of drop.background) delete manifest.background[key];
  manifest.permissions = manifest.permissions.filter((name) => !drop.permissions.includes(name));
  return `${JSON.stringify({ ...manifest, version }, null, 2)}\n`;
}

async function writeTarget(browser) {
  const target = join(out, browser);
  await mkdir(join(target, "icons"), { recursive: true });
  await cp(join(out, "js"), target, { recursive: true });
  await cp(join(here, "_locales"), join(target, "_locales"), { recursive: true });
  await cp(join(here, "src/panel/panel.html"), join(target, "panel.html"));
  for (const size of [16, 32, 48, 128]) {
    await cp(join(here, `icons/${size}.png`), join(target, `icons/${size}.png`));
  }
  await writeFile(join(target, "manifest.json"), await manifestFor(browser));
}

const define = { VERTEL_LANGUAGES: JSON.stringify(await languages()) };
await rm(out, { recursive: true, force: true });
for (const [entry, name] of bundles) {
  if (!existsSync(join(here, entry))) {
    console.warn(`${entry} does not exist yet: ${name} is left out`);
    continue;
  }
  await build({ ...shared, define, entryPoints: [entry], outfile: join(out, "js", name) });
}
await writeTarget("chrome");
await writeTarget("firefox");
await rm(join(out, "js"), { recursive: true });
