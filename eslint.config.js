/**
 * One lint configuration for every line of TypeScript and JavaScript, with the rules of the house: each of them keeps
 * a promise that a reviewer would otherwise have to check by eye in every change. What needs types is in .oxlintrc.json.
 */
import js from "@eslint/js";
import globals from "globals";
import tseslint from "typescript-eslint";

const FETCH = "Only src/background/api.ts calls fetch, for the client of the schema package, which validates answers.";
const BROWSER = "Only src/shared/browser.ts touches the extension API; use its functions.";
const HTML = "Strings never become markup: LinkedIn has a Trusted Types policy, and so have we.";
const STORE = "What is kept goes through the `storage` of src/shared/browser.ts.";
const SELECTOR = "What is known about LinkedIn's markup stands in src/composer/selectors.ts only.";

const noFetch = [{ name: "fetch", message: FETCH }, { name: "XMLHttpRequest", message: FETCH }];
/** The client holds the token, so that no other file makes one. */
const noClient = [{ name: "vertel-schema/client", message: FETCH }];
const noStore = ["indexedDB", "caches", "localStorage", "sessionStorage"].map((name) => ({ name, message: STORE }));
const noDatabase = [{ name: "idb-keyval", message: STORE }];
const noBrowser = [{ name: "chrome", message: BROWSER }, { name: "browser", message: BROWSER }];

const noNetwork = ["globalThis", "window", "self", "navigator"].flatMap((object) =>
  ["fetch", "XMLHttpRequest", "WebSocket", "EventSource", "sendBeacon"].map((property) => ({ object, property, message: FETCH })),
);
const noPages = [{ group: ["**/panel/*", "**/composer/*"], message: "The worker knows nothing of pages." }];
const noOtherBrowser = ["globalThis", "window", "self"].flatMap((object) =>
  ["chrome", "browser"].map((property) => ({ object, property, message: BROWSER })),
);

const noMarkup = [
  { selector: "MemberExpression[property.name=/^(innerHTML|outerHTML|insertAdjacentHTML|srcdoc|setHTMLUnsafe)$/]", message: HTML },
  { selector: "MemberExpression[object.name='document'][property.name=/^(write|writeln)$/]", message: HTML },
  { selector: "MemberExpression[property.name='createContextualFragment']", message: HTML },
  { selector: "JSXAttribute[name.name=/^(dangerouslySetInnerHTML|innerHTML|srcdoc)$/]", message: HTML },
  { selector: "Property[key.name='dangerouslySetInnerHTML']", message: HTML },
];

/** Words that occur in LinkedIn's markup and nowhere in ours. */
const LINKEDIN_WORDS = "ql-|componentkey|sharebox|share-box|share-actions|sdui|interop-|msg-form|ember";
const noLinkedIn = [
  { selector: `Literal[value=/${LINKEDIN_WORDS}/i]`, message: SELECTOR },
  { selector: `TemplateElement[value.raw=/${LINKEDIN_WORDS}/i]`, message: SELECTOR },
];

/** TypeScript takes anything of the same shape for an instance of a class, unless the class has a private field. */
const onlyInstances = [
  { selector: "ClassBody:not(:has(PrivateIdentifier))", message: "Give the class a private #field, so that only its own instances pass for one." },
];

export default tseslint.config(
  {
    ignores: ["**/dist/**", "**/node_modules/**", "**/generated/**", ".venv/**", "var/**", "build/**", "server/**", "docs/**"],
  },
  { linterOptions: { reportUnusedDisableDirectives: "error" } },
  js.configs.recommended,
  {
    rules: {
      eqeqeq: ["error", "always", { null: "ignore" }],
      "no-console": "error",
      "no-eval": "error",
      "no-implied-eval": "error",
      "no-new-func": "error",
      "max-lines": ["error", { max: 300, skipBlankLines: true, skipComments: true }],
      "max-lines-per-function": ["error", { max: 60, skipBlankLines: true, skipComments: true }],
      complexity: ["error", 18],
    },
  },
  {
    files: ["**/*.{ts,tsx}"],
    extends: [...tseslint.configs.strict, ...tseslint.configs.stylistic],
    rules: {
      "@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_", varsIgnorePattern: "^_" }],
      "@typescript-eslint/consistent-type-imports": "error",
    },
  },
  {
    files: ["**/*.{js,mjs,cjs}"],
    languageOptions: { globals: globals.node },
  },
  {
    // tools that are run in a terminal speak to it
    files: ["**/*.mjs", "shared_schema/js/**", "tests/replica/*.js"],
    rules: { "no-console": "off" },
  },
  {
    files: ["extension/src/**/*.{ts,tsx}"],
    rules: {
      "no-restricted-globals": ["error", ...noFetch, ...noStore, ...noBrowser],
      "no-restricted-properties": ["error", ...noNetwork, ...noOtherBrowser],
      "no-restricted-syntax": ["error", ...noMarkup, ...noLinkedIn, ...onlyInstances],
      "no-restricted-imports": [
        "error",
        { paths: [...noClient, ...noDatabase], patterns: [{ group: ["**/background/*"], message: "Pages ask the worker by message; they never import it." }] },
      ],
    },
  },
  {
    files: ["extension/src/background/**"],
    rules: {
      "no-restricted-imports": [
        "error",
        { paths: [...noClient, ...noDatabase], patterns: noPages },
      ],
    },
  },
  {
    files: ["extension/src/background/api.ts"],
    rules: {
      "no-restricted-globals": ["error", ...noStore, ...noBrowser],
      "no-restricted-properties": ["error", ...noOtherBrowser],
      "no-restricted-imports": ["error", { paths: noDatabase, patterns: noPages }],
    },
  },
  {
    files: ["extension/src/shared/browser.ts"],
    rules: { "no-restricted-globals": ["error", ...noFetch, ...noStore], "no-restricted-properties": ["error", ...noNetwork] },
  },
  {
    // the web page's database: the session's tokens are in it, and pages do not see them
    files: ["extension/src/web/store.ts"],
    rules: { "no-restricted-imports": ["error", { paths: noClient }] },
  },
  {
    // the web page's worker is the extension's, and keeps the page's own files besides: fetched from its own server
    files: ["extension/src/web/{worker,shell}.ts"],
    rules: { "no-restricted-imports": ["error", { paths: [...noClient, ...noDatabase], patterns: noPages }], "no-restricted-globals": ["error", ...noBrowser] },
  },
  {
    // the console's worker keeps the session as the extension's does, and makes the calls of the page
    files: ["extension/src/console/worker/**"],
    rules: { "no-restricted-imports": ["error", { paths: noDatabase, patterns: [{ group: ["**/panel/*"], message: "The worker knows nothing of pages." }] }] },
  },
  {
    // with the page's language, which no client knows; and with word of how much of a file was sent, which no fetch has
    files: ["extension/src/console/worker/{calls,send-file}.ts"],
    rules: { "no-restricted-globals": ["error", ...noStore, ...noBrowser] },
  },
  {
    files: ["extension/src/console/**"],
    ignores: ["extension/src/console/worker/**"],
    rules: {
      "no-restricted-imports": [
        "error",
        { paths: [...noClient.map((path) => ({ ...path, allowTypeImports: true })), ...noDatabase], patterns: [{ group: ["**/background/*"], message: "Views ask the worker through api.ts." }] },
      ],
    },
  },
  {
    files: ["extension/src/composer/selectors.ts"],
    rules: { "no-restricted-syntax": ["error", ...noMarkup, ...onlyInstances] },
  },
  {
    files: ["tests/replica/src/**/*.ts"],
    ignores: ["**/*.d.ts"],
    rules: { "no-restricted-syntax": ["error", ...onlyInstances] },
  },
  {
    files: ["extension/test/**", "**/*.test.ts"],
    rules: { "max-lines-per-function": "off" },
  },
);
