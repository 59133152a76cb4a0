import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";

const HERE = join(import.meta.dirname, "..");
const read = (tag: string): Record<string, { message: string }> =>
  JSON.parse(readFileSync(join(HERE, "_locales", tag, "messages.json"), "utf8")) as Record<string, { message: string }>;

const tags = readdirSync(join(HERE, "_locales"));
const english = read("en");
const places = (message: string): string[] => (message.match(/\$\d/g) ?? []).sort();

const sources = readdirSync(join(HERE, "src"), { recursive: true, encoding: "utf8" })
  .filter((name) => /\.tsx?$/.test(name))
  .map((name) => readFileSync(join(HERE, "src", name), "utf8"))
  .concat(readFileSync(join(HERE, "manifest.json"), "utf8"))
  .join("\n");

describe.each(tags)("the words in %s", (tag) => {
  const words = read(tag);

  it("are the same messages as in English", () => {
    expect(Object.keys(words)).toEqual(Object.keys(english));
  });

  it("have the same places for values", () => {
    const differing = Object.keys(english).filter(
      (key) => places(words[key]?.message ?? "").join() !== places(english[key]?.message ?? "").join(),
    );
    expect(differing).toEqual([]);
  });

  it("are never empty, and have no space at either end", () => {
    const faulty = Object.entries(words).filter(([, { message }]) => message === "" || message !== message.trim());
    expect(faulty).toEqual([]);
  });

  it("end in dots that are one sign, without a space that a line could break at", () => {
    expect(Object.values(words).map(({ message }) => message).filter((message) => /(\s…|\.\.\.)$/.test(message))).toEqual([]);
  });

  it("fit the store's limits", () => {
    expect(words.extDescription?.message.length).toBeLessThanOrEqual(132);
  });

  it("speak of suggestions, never of content, assets or engagement", () => {
    const messages = Object.values(words).map(({ message }) => message).join("\n");
    expect(messages).not.toMatch(/\b(content|asset|engagement|campagne|campaign)\b/i);
  });
});

it("keeps no message that nothing shows", () => {
  const families = [...sources.matchAll(/["`(]([a-zA-Z]+_)\$\{/g)].map((match) => match[1] ?? "");
  const plurals = [...sources.matchAll(/plural\("(\w+)"/g)].map((match) => `${match[1] ?? ""}_`);
  const unused = Object.keys(english).filter(
    (key) =>
      key !== "languageName" && // read by build.mjs
      !(key.endsWith("_app") && Object.hasOwn(english, key.slice(0, -"_app".length))) && // in its place on the web page
      !sources.includes(`"${key}"`) &&
      !sources.includes(`__MSG_${key}__`) &&
      ![...families, ...plurals].some((start) => key.startsWith(start)),
  );
  expect(unused).toEqual([]);
});
