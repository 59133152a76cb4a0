import { describe, expect, it } from "vitest";
import { easiestToOwn, hasOwnSentence, similarity, withLink } from "../../src/shared/post";
import { oneOf, randomFrom, someText } from "../random";

const DUTCH = new Set("ik me mij mijn we wij ons onze".split(" "));
const ENGLISH = new Set("i me my mine we us our ours".split(" "));

describe("similarity", () => {
  const caption = "Ons team in Zwolle zoekt een collega die graag buiten werkt. {link}";

  it("is 1 for the caption itself, whatever the link, the spacing and the capitals", () => {
    expect(similarity(caption, "ons team in Zwolle  zoekt een collega\ndie graag buiten werkt. https://go.example/k7qm4tr")).toBe(1);
  });

  it("is 0 for other words", () => {
    expect(similarity(caption, "Vandaag at ik taart")).toBe(0);
  });

  it("falls when words are added as well as when they are taken out", () => {
    const longer = similarity(caption, `Kijk nou eens! ${caption} Ik werk er zelf ook, en ik vind het geweldig`);
    const shorter = similarity(caption, "Ons team zoekt een collega");
    expect(longer).toBeGreaterThan(0.3);
    expect(longer).toBeLessThan(0.6);
    expect(shorter).toBe(0.455);
  });

  it("counts words in the order of the caption only", () => {
    expect(similarity("een twee drie vier", "vier drie twee een")).toBe(0.25);
  });

  it("is a number the contract takes, for two empty texts too", () => {
    expect(similarity("{link}", "")).toBe(1);
  });

  it("is the same as counting it the long way, for any two texts", () => {
    const random = randomFrom(3);
    for (let i = 0; i < 500; i += 1) {
      const caption = words(random);
      const post = random() < 0.5 ? words(random) : caption.filter(() => random() < 0.8);
      expect(similarity(caption.join(" "), post.join(" "))).toBe(slowly(caption, post));
    }
  });
});

const words = (random: () => number): string[] =>
  Array.from({ length: Math.floor(random() * 12) }, () => oneOf(random, ["een", "twee", "drie", "vier"]));

function slowly(a: readonly string[], b: readonly string[]): number {
  const run = (i: number, j: number): number =>
    i === a.length || j === b.length ? 0 : a[i] === b[j] ? 1 + run(i + 1, j + 1) : Math.max(run(i + 1, j), run(i, j + 1));
  const longest = Math.max(a.length, b.length);
  return longest === 0 ? 1 : Math.round((run(0, 0) / longest) * 1000) / 1000;
}

describe("a sentence of their own", () => {
  const caption = "Op donderdag eten we soep. Iedereen schuift aan, en dat vind ik het mooiste van de week. {link}";

  it.each([
    ["put before the caption", `Ik kook vandaag zelf mee. ${caption}`],
    ["in the place of one of the caption's", caption.replace("Op donderdag eten we soep.", "Gisteren stond ik zelf te koken.")],
    ["put after its link", `${caption}\nTot donderdag bij de pan!`],
  ])("is there when it was %s", (_, post) => {
    expect(hasOwnSentence(caption, post)).toBe(true);
  });

  it.each([
    ["nothing was changed", caption],
    ["a link stands where it belongs", withLink(caption, "https://go.example/k7qm4tr")],
    ["a sentence only begins differently", caption.replace("Op donderdag", "Wat ik niet wist: op donderdag")],
    ["two sentences became one", caption.replace("soep. Iedereen", "soep en iedereen")],
    ["all that was added is a sigh", `Zo leuk! ${caption}`],
    ["a sentence went", "Op donderdag eten we soep. {link}"],
  ])("is not there when %s", (_, post) => {
    expect(hasOwnSentence(caption, post)).toBe(false);
  });
});

describe("the sentence that is easiest to make one's own", () => {
  const caption =
    "Vorige week stuurde mijn collega Lotte een filmpje rond. Troebel water, en dan zwemt er een paling door het beeld.\n\n" +
    "In het eerste jaar telde de camera 214 palingen. Wij stonden met zijn allen rond één telefoon.\n\nLees hier hoe het ging: {link}";

  it("is one in which somebody speaks for themselves, without names and numbers", () => {
    expect(easiestToOwn(caption, caption, DUTCH)?.text).toBe("Wij stonden met zijn allen rond één telefoon.");
  });

  it("is another one once that has become their own, in the end one that speaks for nobody, and then none", () => {
    const found: (string | undefined)[] = [];
    let post = caption;
    for (let i = 0; i < 4; i += 1) {
      const sentence = easiestToOwn(caption, post, DUTCH);
      found.push(sentence?.text);
      if (sentence !== null) post = `${post.slice(0, sentence.start)}Zo was het.${post.slice(sentence.end)}`;
    }
    expect(found).toEqual([
      "Wij stonden met zijn allen rond één telefoon.",
      "Vorige week stuurde mijn collega Lotte een filmpje rond.",
      "Troebel water, en dan zwemt er een paling door het beeld.",
      undefined,
    ]);
  });

  it.each([
    ["It’s raining on the dike again. I’d never seen an eel this close.", "I’d never seen an eel this close."],
    ["The eel was back on the dike. We're glad about it every day.", "We're glad about it every day."],
  ])("knows a speaker by the first part of a word, as in %j", (text, sentence) => {
    expect(easiestToOwn(text, text, ENGLISH)?.text).toBe(sentence);
  });

  it.each([
    ["a number", "Wij werken hier nu 12 jaar."],
    ["a hashtag", "Wij werken heel graag aan #water."],
    ["an @name", "Wij werken graag met @Noor samen."],
    ["a lead-in to a link", "Lees hier hoe wij dat doen: {link}"],
    ["only a few words", "Wij ook graag."],
  ])("is never one with %s", (_, text) => {
    expect(easiestToOwn(text, text, DUTCH)).toBeNull();
  });

  it("is never one of their own", () => {
    expect(easiestToOwn(caption, "Ik was er zelf ook bij vandaag.", DUTCH)).toBeNull();
  });

  it("is found where it stands, also behind a link that took its place", () => {
    const text = "{link}\n\nDat vind ik mooi aan mijn werk.";
    const post = withLink(text, "https://go.example/k7qm4tr");
    const sentence = easiestToOwn(text, post, DUTCH);
    expect(post.slice(sentence?.start, sentence?.end)).toBe("Dat vind ik mooi aan mijn werk.");
  });

  it("is, for any two texts, a whole part of the post that the caption has too, or none; and the same when asked again", () => {
    const random = randomFrom(11);
    for (let i = 0; i < 2000; i += 1) {
      const text = someText(random);
      const post = random() < 0.5 ? text + someText(random, 6) : someText(random);
      const sentence = easiestToOwn(text, post, DUTCH);
      expect(easiestToOwn(text, post, DUTCH)).toEqual(sentence);
      if (sentence === null) continue;
      expect(post.slice(sentence.start, sentence.end)).toBe(sentence.text);
      expect(sentence.text).not.toMatch(/[\p{N}#@]|\{link\}|https?:\/\/\w|\n|^\s|\s$/u);
      expect(similarity(text, sentence.text)).toBeGreaterThan(0);
    }
  });
});
