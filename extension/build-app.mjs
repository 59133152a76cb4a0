/**
 * Builds dist/app: the panel as a web page, which the server serves at /app/. The same sources as the extension's, with
 * what `replaced` says in the place of what knows an extension.
 */
import { builderOf, digest, json, linked, messagesOf, put, putIcon, shownWords, template } from "./build-page.mjs";

const BASE = "/app/";
const PAGE = { base: BASE, name: "app", replaced: { "shared/browser": "web/browser.ts", "panel/out": "web/out.ts" } };

async function putIcons(files) {
  const icons = {};
  for (const [name, path] of [["32", "icons/32.png"], ["192", "icons/app/192.png"], ["512", "icons/app/512.png"],
    ["maskable", "icons/app/maskable.png"], ["touch", "icons/app/touch.png"]]) {
    icons[name] = await putIcon(files, name, path);
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
const versionOf = (files, page) => digest([...files.keys(), page].join("\n"), "hex").slice(0, 12);

/** What the worker keeps, each with its hash. */
function shellOf(version, files, page) {
  const isOfShell = (name) => /\.(?:js|css|json)$/.test(name);
  const shell = [...files].filter(([name]) => isOfShell(name)).map(([name, bytes]) => [BASE + name, bytes]);
  const entries = [[BASE, page], ...shell].map(([path, bytes]) => [path, `sha256-${digest(bytes, "base64")}`]);
  return { version, files: Object.fromEntries(entries) };
}

/** File name -> bytes. @param options esbuild's, as for the extension. */
export async function appFiles({ options, define, tongues, version }) {
  const { bundle, putScripts, putWords } = builderOf(PAGE, options);
  const files = new Map();
  const known = { ...define, VERTEL_VERSION: JSON.stringify(version), VERTEL_WORDS: "{}" };
  const draft = new Map();
  await putScripts(draft, "web/start.tsx", known);
  const scripts = Buffer.concat([...draft.values()]).toString();
  known.VERTEL_WORDS = JSON.stringify(await putWords(files, tongues, (tag) => shownWords(tag, scripts)));
  const css = put(files, "app.css", await bundle("web/app.css", {}));
  const js = await putScripts(files, "web/start.tsx", known);
  const icons = await putIcons(files);
  const page = await template("web/app.html");
  const names = { "app.css": css, "app.js": js, "icons/32.png": icons["32"], "icons/touch.png": icons.touch };
  const shell = versionOf(files, page);
  const index = Buffer.from(linked(page, names).replace("VERSION", shell));
  const worker = { ...known, VERTEL_SHELL: JSON.stringify(shellOf(shell, files, index)) };
  return files
    .set("index.html", index)
    .set("manifest.webmanifest", await manifest(icons))
    .set("sw.js", await bundle("web/worker.ts", worker));
}
