/**
 * Builds dist/console: the page for editors and administrators, which the server serves at /console/. Its parts are the
 * panel's, and its words are the panel's that it shows together with those of src/console/words.
 */
import { readdir, readFile } from "node:fs/promises";
import { builderOf, linked, put, putIcon, shownWords, source, template } from "./build-page.mjs";

const BASE = "/console/";
const PAGE = { base: BASE, name: "console", replaced: { "shared/browser": "console/browser.ts", "panel/out": "web/out.ts" } };

/** Their words and their look are in the first files; those of the other views come with them. */
const FIRST = ["shell", "today"];
const FIRST_VIEW = "console/today/today.tsx";

/** Name -> message, of one language's files whose names are, or are not, among the first. */
async function ownWords(tag, areFirst) {
  const folder = source(`console/words/${tag}`);
  const words = {};
  for (const file of (await readdir(folder)).sort()) {
    if (FIRST.includes(file.replace(".json", "")) !== areFirst) continue;
    const found = JSON.parse(await readFile(`${folder}/${file}`, "utf8"));
    for (const [name, message] of Object.entries(found)) words[name] = { message };
  }
  return words;
}

/** The words of a language in two parts: those of the first picture, and all others that are shown. */
const wordsBy = (first, all) => ({
  first: async (tag) => ({ ...(await shownWords(tag, first)), ...(await ownWords(tag, true)) }),
  later: async (tag) => {
    const known = await shownWords(tag, first);
    const others = Object.entries(await shownWords(tag, all)).filter(([name]) => !Object.hasOwn(known, name));
    return { ...Object.fromEntries(others), ...(await ownWords(tag, false)) };
  },
});

/** File name -> bytes. @param options esbuild's, as for the extension. */
export async function consoleFiles({ options, define, tongues, version }) {
  const { bundle, putScripts, putWords } = builderOf(PAGE, options);
  const files = new Map();
  const known = { ...define, VERTEL_VERSION: JSON.stringify(version), VERTEL_WORDS: "{}", VERTEL_LATER_WORDS: "{}", VERTEL_LATER_STYLE: '""', VERTEL_WORKER: '""' };
  const worker = put(files, "worker.js", await bundle("console/worker/worker.ts", known));
  known.VERTEL_WORKER = JSON.stringify(BASE + worker);
  known.VERTEL_LATER_STYLE = JSON.stringify(BASE + put(files, "views.css", await bundle("console/views.css", {})));
  const [draft, first] = [new Map(), []];
  await putScripts(draft, "console/start.tsx", known, { later: [FIRST_VIEW], first });
  const words = wordsBy(first.join("\n"), Buffer.concat([...draft.values()]).toString());
  known.VERTEL_WORDS = JSON.stringify(await putWords(files, tongues, words.first));
  known.VERTEL_LATER_WORDS = JSON.stringify(await putWords(files, tongues, words.later, "later"));
  const css = put(files, "console.css", await bundle("console/console.css", {}));
  const js = await putScripts(files, "console/start.tsx", known);
  const names = { "console.css": css, "console.js": js, "worker.js": worker, "icons/32.png": await putIcon(files, "32", "icons/32.png") };
  const under = Object.fromEntries(Object.entries(names).map(([name, file]) => [name, BASE + file]));
  return files.set("index.html", Buffer.from(linked(await template("console/console.html"), under)));
}
