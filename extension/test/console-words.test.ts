import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";

const HERE = join(import.meta.dirname, "..", "src", "console");
const files = readdirSync(join(HERE, "words", "en"));
const read = (tag: string, file: string): Record<string, string> =>
  JSON.parse(readFileSync(join(HERE, "words", tag, file), "utf8")) as Record<string, string>;
const places = (message = ""): string => (message.match(/\$\d/g) ?? []).sort().join();

/** Words of places in the navigation stand with the shell's, since they are shown at once. */
const sectionsOf = (file: string): string[] => (file === "shell.json" ? ["shell", "place"] : [file.replace(".json", "")]);

const sources = readdirSync(HERE, { recursive: true, encoding: "utf8" })
  .filter((name) => /\.tsx?$/.test(name))
  .map((name) => readFileSync(join(HERE, name), "utf8"))
  .join("\n");

it("has the same files of words in each language", () => {
  expect(readdirSync(join(HERE, "words", "nl"))).toEqual(files);
});

describe.each(files)("the console's words in %s", (file) => {
  const [english, dutch] = [read("en", file), read("nl", file)];

  it("are the same messages in both languages, with the same places for values", () => {
    expect(Object.keys(dutch)).toEqual(Object.keys(english));
    expect(Object.keys(english).filter((key) => places(english[key]) !== places(dutch[key]))).toEqual([]);
  });

  it("are never empty, and have no space at either end", () => {
    const all = [...Object.entries(english), ...Object.entries(dutch)];
    expect(all.filter(([, message]) => message === "" || message !== message.trim())).toEqual([]);
  });

  it("end in dots that are one sign, without a space that a line could break at", () => {
    expect([...Object.values(english), ...Object.values(dutch)].filter((message) => /(\s…|\.\.\.)$/.test(message))).toEqual([]);
  });

  it("have names that begin with the file's", () => {
    expect(Object.keys(english).filter((key) => !sectionsOf(file).includes(key.split(".")[0] ?? ""))).toEqual([]);
  });

  it("are all shown somewhere", () => {
    const families = [...sources.matchAll(/`([a-z]+\.[a-zA-Z]+_)\$\{/g)].map((match) => match[1] ?? "");
    const unused = Object.keys(english).filter((key) => {
      const common = key.replace(/_(?:one|other)$/, "");
      return !sources.includes(`"${common}"`) && !sources.includes(`"${key}"`) && !families.some((start) => key.startsWith(start));
    });
    expect(unused).toEqual([]);
  });
});
