/**
 * Builds dist/chrome and dist/firefox, or those in another folder, from one source and one manifest; dist/app, the same
 * panel as a web page (build-app.mjs); and dist/console, the page for editors (build-console.mjs).
 *
 * The output depends on the sources alone (no dates, no absolute paths, no random names), so that a
 * packed release can be rebuilt and compared byte for byte.
 */
import { build } from "esbuild";
import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { basename, dirname, join, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { appFiles } from "./build-app.mjs";
import { consoleFiles } from "./build-console.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const out = process.argv[2] ?? join(here, "dist");

/** Keys which mean nothing to the other browser, and which it would warn about. */
const notFor = {
  chrome: {
    keys: ["sidebar_action", "browser_specific_settings"],
    background: ["scripts"],
    action: ["default_area"],
    permissions: [],
  },
  firefox: {
    keys: ["key", "side_panel", "minimum_chrome_version", "externally_connectable"],
    background: ["service_worker"],
    action: [],
    permissions: ["sidePanel"],
  },
};

/**
 * The key that opens the panel, until somebody chooses another. In Firefox one with Alt opens a menu on Linux and
 * Windows, each language's another one, and since version 136 others do nothing until they are held. This one neither
 * browser uses, nor do Linux, Windows and macOS.
 */
const openingKey = { chrome: "Alt+Shift+V", firefox: "Ctrl+Shift+F" };

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

/** [entry, file in dist] */
const bundles = [
  ["src/background/worker.ts", "background.js"],
  ["src/panel/panel.css", "panel.css"],
  ["src/composer/main.ts", "composer.js"],
  ["src/button/main.ts", "button.js"],
];

/** The panel's languages are the folders that exist: adding one is adding one file. */
async function languages() {
  const tags = (await readdir(join(here, "_locales"))).sort();
  const files = tags.map((tag) => readFile(join(here, "_locales", tag, "messages.json"), "utf8"));
  return (await Promise.all(files)).map((text, i) => ({ tag: tags[i], name: JSON.parse(text).languageName.message }));
}

async function manifestFor(browser) {
  const manifest = JSON.parse(await readFile(join(here, "manifest.json"), "utf8"));
  const drop = notFor[browser];
  for (const key of drop.keys) delete manifest[key];
  for (const key of drop.background) delete manifest.background[key];
  for (const key of drop.action) delete manifest.action[key];
  manifest.permissions = manifest.permissions.filter((name) => !drop.permissions.includes(name));
  const commands = { _execute_action: { suggested_key: { default: openingKey[browser] } } };
  return `${JSON.stringify({ ...manifest, commands, version }, null, 2)}\n`;
}

/** File name -> bytes of everything that is the same in both browsers. */
async function commonFiles() {
  const files = new Map();
  for (const [entry, name] of bundles) {
    const options = { ...shared, define, entryPoints: [entry], outfile: name, write: false };
    const { outputFiles } = await build(options);
    files.set(name, outputFiles[0].contents);
  }
  for (const [name, contents] of await panelFiles()) files.set(name, contents);
  for (const size of [16, 32, 48, 128]) files.set(`icons/${size}.png`, await readFile(join(here, `icons/${size}.png`)));
  for (const { tag } of tongues) {
    const path = `_locales/${tag}/messages.json`;
    files.set(path, await readFile(join(here, path)));
  }
  files.set("managed-schema.json", await readFile(join(here, "managed-schema.json")));
  return files;
}

/**
 * The panel is a module, and what it only needs later is another one. What it needs at once is named in its page: a
 * browser that learns of one file from the other fetches them one after the other.
 */
async function panelFiles() {
  const names = { entryNames: "panel", chunkNames: "panel-[hash]" };
  const options = { ...shared, define, entryPoints: ["src/panel/main.tsx"], format: "esm", splitting: true, outdir: ".", ...names };
  const { outputFiles, metafile } = await build({ ...options, write: false, metafile: true });
  const page = await readFile(join(here, "src/panel/panel.html"), "utf8");
  const links = neededAtOnce(metafile).map((name) => `<link rel="modulepreload" href="${name}" />`);
  const written = Buffer.from(page.replace("<!-- modules -->", links.join("\n    ")));
  return [...outputFiles.map(({ path, contents }) => [basename(path), contents]), ["panel.html", written]];
}

/** The files that the page's own script imports, and all that those import: the first view and no other. */
function neededAtOnce({ outputs }) {
  const names = new Set(["panel.js"]);
  for (const name of names) for (const { path, kind } of outputs[name].imports) if (kind === "import-statement") names.add(path);
  return [...names].slice(1);
}

/** Touches only what changed, so that a browser which has the folder loaded never sees half of it. */
async function writeTarget(target, files) {
  for (const [name, bytes] of files) {
    const path = join(target, name);
    const before = await readFile(path).catch(() => null);
    if (before !== null && Buffer.compare(before, bytes) === 0) continue;
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, bytes);
  }
  await removeOthers(target, files);
}

async function removeOthers(target, files) {
  const found = await readdir(target, { recursive: true, withFileTypes: true });
  for (const entry of found.filter((one) => one.isFile())) {
    const path = join(entry.parentPath, entry.name);
    if (!files.has(relative(target, path).split(sep).join("/"))) await rm(path);
  }
}

const { version } = JSON.parse(await readFile(join(here, "package.json"), "utf8"));
const tongues = await languages();
const define = { VERTEL_LANGUAGES: JSON.stringify(tongues) };
const files = await commonFiles();
for (const browser of Object.keys(notFor)) {
  const manifest = Buffer.from(await manifestFor(browser));
  await writeTarget(join(out, browser), new Map(files).set("manifest.json", manifest));
}
await writeTarget(join(out, "app"), await appFiles({ options: shared, define, tongues, version }));
await writeTarget(join(out, "console"), await consoleFiles({ options: shared, define, tongues, version }));
