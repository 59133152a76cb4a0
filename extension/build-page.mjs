/**
 * What the builds of the two web pages share: the panel as a page (build-app.mjs) and the console (build-console.mjs).
 * Names carry the hash of their bytes, so that browsers may keep them for ever.
 */
import { build } from "esbuild";
import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { basename, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const here = fileURLToPath(new URL(".", import.meta.url));

export const source = (path) => join(here, "src", path);
export const digest = (bytes, form) => createHash("sha256").update(bytes).digest(form);
export const json = (value) => Buffer.from(JSON.stringify(value));
export const template = (path) => readFile(source(path), "utf8");

const hashed = (name, bytes) => name.replace(/\.(?=\w+$)/, `-${digest(bytes, "hex").slice(0, 12)}.`);

/** Puts a file under its hashed name; answers that name. */
export function put(files, name, bytes) {
  const final = hashed(name, bytes);
  files.set(final, bytes);
  return final;
}

export const putIcon = async (files, name, path) => put(files, `icons/${name}.png`, await readFile(join(here, path)));

/** Puts the files of a page in the place of what knows an extension. @param replaced module -> the file in its place. */
function standIns(replaced) {
  const files = new Map(Object.entries(replaced).map(([module, file]) => [source(module), source(file)]));
  return {
    name: "stand-ins",
    setup: ({ onResolve }) => {
      onResolve({ filter: /\/(?:browser|out)$/ }, ({ path, resolveDir }) => {
        const found = files.get(resolve(resolveDir, path));
        return found === undefined ? undefined : { path: found };
      });
    },
  };
}

/**
 * Builders of one page's files.
 * @param page `base`: where it is served; `replaced`: see `standIns`; `name`: what its first files are called.
 * @param options esbuild's, as for the extension.
 */
export function builderOf({ base, replaced, name }, options) {
  const common = { ...options, plugins: [standIns(replaced)], target: [...options.target, "safari18"], write: false };

  /** One file, as bytes. */
  async function bundle(entry, define) {
    const { outputFiles } = await build({ ...common, define, entryPoints: [source(entry)], outfile: "out" });
    return Buffer.from(outputFiles[0].contents);
  }

  /**
   * A script, and the files that it fetches later; esbuild puts the hash in their names. Answers the first one.
   * @param first gets the text of what is loaded for the first picture: the script, and what it fetches later of `later`.
   */
  async function putScripts(files, entry, define, { later = [], first = [] } = {}) {
    const names = { entryNames: `${name}-[hash]`, chunkNames: "part-[hash]", outdir: "." };
    const entryPoints = [`src/${entry}`];
    const modules = { ...common, ...names, define, entryPoints, format: "esm", splitting: true, metafile: true };
    const { outputFiles, metafile } = await build(modules);
    for (const { path, contents } of outputFiles) files.set(basename(path), Buffer.from(contents));
    const outputOf = (module) => Object.keys(metafile.outputs).find((output) => metafile.outputs[output].entryPoint === `src/${module}`);
    const atOnce = withImports([entry, ...later].map(outputOf), metafile.outputs);
    first.push(...[...atOnce].map((output) => files.get(output).toString()));
    return outputOf(entry);
  }

  /** One file for each language. @param wordsOf the words in a language. Answers language -> address. */
  async function putWords(files, tongues, wordsOf, file = "words") {
    const words = {};
    for (const { tag } of tongues) words[tag] = base + put(files, `${file}-${tag}.json`, wordsFile(await wordsOf(tag)));
    return words;
  }

  return { bundle, putScripts, putWords };
}

/** Outputs of a build, with all that they import at once. */
function withImports(names, outputs, found = new Set()) {
  for (const name of names) {
    if (found.has(name)) continue;
    found.add(name);
    withImports(outputs[name].imports.filter(({ kind }) => kind === "import-statement").map(({ path }) => path), outputs, found);
  }
  return found;
}

/** The panel's words that scripts show, in a language. */
export async function shownWords(tag, scripts) {
  return Object.fromEntries(Object.entries(await messagesOf(tag)).filter(([key]) => isShown(key, scripts)));
}

/** Name -> text, without what a browser's format for extensions puts around each: that would be a kilobyte. */
const wordsFile = (messages) => json(Object.fromEntries(Object.entries(messages).map(([name, { message }]) => [name, message])));

/** A page with the final names of what it links to. */
export const linked = (page, names) => page.replace(/(?<=(?:href|src)=")[^"]+/g, (found) => names[found] ?? found);

/** Whether scripts show a message: by its name, or by what stands before an underscore in it, as one of a family. */
function isShown(name, scripts) {
  const parts = name.split("_").slice(0, -1).map((_, at, all) => all.slice(0, at + 1).join("_"));
  return scripts.includes(`"${name}"`) || parts.some((part) => scripts.includes(`${part}_`) || scripts.includes(`"${part}"`));
}

/** The panel's words in a language, with what is true of a page where the extension says something else. */
export async function messagesOf(tag) {
  const messages = JSON.parse(await readFile(join(here, "_locales", tag, "messages.json"), "utf8"));
  const names = Object.keys(messages).filter((name) => !name.endsWith("_app"));
  return Object.fromEntries(names.map((name) => [name, { message: (messages[`${name}_app`] ?? messages[name]).message }]));
}
