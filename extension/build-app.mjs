/**
 * Builds dist/app: the panel as a web page, which the server serves at /app/. The same sources as the extension's, with
 * what `replaced` says in the place of what knows an extension. Names carry the hash of their bytes, so that browsers
 * may keep them for ever, except for the few that have to stay the same.
 */
import { build } from "esbuild";
import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { basename, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const here = fileURLToPath(new URL(".", import.meta.url));
const source = (path) => join(here, "src", path);
const BASE = "/app/";

/** [in the extension, in the web page] */
const replaced = new Map([
  [source("shared/browser"), source("web/browser.ts")],
  [source("panel/out"), source("web/out.ts")],
]);

const standIns = {
  name: "stand-ins",
  setup: ({ onResolve }) => {
    onResolve({ filter: /\/(?:browser|out)$/ }, ({ path, resolveDir }) => {
      const found = replaced.get(resolve(resolveDir, path));
      return found === undefined ? undefined : { path: found };
    });
  },
};

const digest = (bytes, form) => createHash("sha256").update(bytes).digest(form);
const hashed = (name, bytes) => name.replace(/\.(?=\w+$)/, `-${digest(bytes, "hex").slice(0, 12)}.`);
const json = (value) => Buffer.from(JSON.stringify(value));

/** Puts a file under its hashed name; answers that name. */
function put(files, name, bytes) {
  const final = hashed(name, bytes);
  files.set(final, bytes);
  return final;
}

/** Whether scripts show a message: by its name, or by what stands before an underscore in it, as one of a family. */
function isShown(name, scripts) {
  const parts = name.split("_").slice(0, -1).map((_, at, all) => all.slice(0, at + 1).join("_"));
  return scripts.includes(`"${name}"`) || parts.some((part) => scripts.includes(`${part}_`) || scripts.includes(`"${part}"`));
}

async function messagesOf(tag) {
  const messages = JSON.parse(await readFile(join(here, "_locales", tag, "messages.json"), "utf8"));
  const names = Object.keys(messages).filter((name) => !name.endsWith("_app"));
  return Object.fromEntries(names.map((name) => [name, { message: (messages[`${name}_app`] ?? messages[name]).message }]));
}

async function bundle(entry, options, define) {
  const plugins = [standIns];
  const target = [...options.target, "safari18"];
  const { outputFiles } = await build({ ...options, plugins, target, define, entryPoints: [entry], outfile: "out", write: false });
  return Buffer.from(outputFiles[0].contents);
}

/** The page's script, and the files that it fetches later; esbuild puts the hash in their names. Answers the first one. */
async function putScripts(files, options, define) {
  const names = { entryNames: "app-[hash]", chunkNames: "part-[hash]", outdir: "." };
  const modules = { ...options, ...names, format: "esm", splitting: true, metafile: true };
  const target = [...options.target, "safari18"];
  const entryPoints = ["src/web/start.tsx"];
  const { outputFiles, metafile } = await build({ ...modules, plugins: [standIns], target, define, entryPoints, write: false });
  for (const { path, contents } of outputFiles) files.set(basename(path), Buffer.from(contents));
  return Object.keys(metafile.outputs).find((name) => metafile.outputs[name].entryPoint === entryPoints[0]);
}

/** The words that the page shows, and none of what only the extension says. */
async function putWords(files, tongues, scripts) {
  const words = {};
  for (const { tag } of tongues) {
    const shown = Object.entries(await messagesOf(tag)).filter(([name]) => isShown(name, scripts));
    words[tag] = BASE + put(files, `words-${tag}.json`, json(Object.fromEntries(shown)));
  }
  return words;
}

async function putIcons(files) {
  const icons = {};
  for (const [name, path] of [["32", "icons/32.png"], ["192", "icons/app/192.png"], ["512", "icons/app/512.png"],
    ["maskable", "icons/app/maskable.png"], ["touch", "icons/app/touch.png"]]) {
    icons[name] = put(files, `icons/${name}.png`, await readFile(join(here, path)));
  }
  return icons;
}

async function manifest(icons) {
  const { extName, extDescription } = await messagesOf("en");
  const icon = (name, size, purpose) => ({ src: icons[name], sizes: `${size}x${size}`, type: "image/png", purpose });
  return json({
    id: BASE,
    start_url: BASE,
    scope: BASE,
    name: extName.message,
    short_name: extName.message,
    description: extDescription.message,
    lang: "en",
    display: "standalone",
    background_color: "#ffffff",
    theme_color: "#ffffff",
    launch_handler: { client_mode: "focus-existing" },
    icons: [icon("192", 192, "any"), icon("512", 512, "any"), icon("maskable", 512, "maskable")],
  });
}

/** A name for all of it together, by which the page and its worker know that they belong together. */
const versionOf = (files, template) => digest([...files.keys(), template].join("\n"), "hex").slice(0, 12);

/** What the worker keeps, each with its hash. */
function shellOf(version, files, page) {
  const isOfShell = (name) => /\.(?:js|css|json)$/.test(name);
  const shell = [...files].filter(([name]) => isOfShell(name)).map(([name, bytes]) => [BASE + name, bytes]);
  const entries = [[BASE, page], ...shell].map(([path, bytes]) => [path, `sha256-${digest(bytes, "base64")}`]);
  return { version, files: Object.fromEntries(entries) };
}

/** File name -> bytes. @param options esbuild's, as for the extension. */
export async function appFiles({ options, define, tongues, version }) {
  const files = new Map();
  const known = { ...define, VERTEL_VERSION: JSON.stringify(version), VERTEL_WORDS: "{}" };
  const draft = new Map();
  await putScripts(draft, options, known);
  known.VERTEL_WORDS = JSON.stringify(await putWords(files, tongues, Buffer.concat([...draft.values()]).toString()));
  const css = put(files, "app.css", await bundle("src/web/app.css", options, {}));
  const js = await putScripts(files, options, known);
  const icons = await putIcons(files);
  const template = await readFile(source("web/app.html"), "utf8");
  const names = { "app.css": css, "app.js": js, "icons/32.png": icons["32"], "icons/touch.png": icons.touch };
  const shell = versionOf(files, template);
  const linked = template.replace(/(?<=(?:href|src)=")[^"]+/g, (name) => names[name] ?? name);
  const page = Buffer.from(linked.replace("VERSION", shell));
  const worker = { ...known, VERTEL_SHELL: JSON.stringify(shellOf(shell, files, page)) };
  return files
    .set("index.html", page)
    .set("manifest.webmanifest", await manifest(icons))
    .set("sw.js", await bundle("src/web/worker.ts", options, worker));
}
