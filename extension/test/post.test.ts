import { describe, expect, it } from "vitest";
import { aboveFold, ensureLink, lastWords, similarity, withLink, withoutLink } from "../src/shared/post";

describe("a post without its link", () => {
  it.each([
    ["Ons team zoekt een collega. {link}", "Ons team zoekt een collega."],
    ["Ons team zoekt een collega {link} in Zwolle.", "Ons team zoekt een collega in Zwolle."],
    ["Een mooie dag.\n\n{link}\n\n#water", "Een mooie dag.\n\n#water"],
    ["Een mooie dag.\n\nLees hier meer: {link}", "Een mooie dag."],
    ["Een mooie dag. Kijk hier: {link}", "Een mooie dag."],
    ["Wie kent iemand? Kijk hier: {link}\n\n#zwolle", "Wie kent iemand?\n\n#zwolle"],
    ["Wij zoeken een monteur: {link}", "Wij zoeken een monteur."],
    ["Ons team in Zwolle zoekt een fijne collega: {link}\n\nKom langs!", "Ons team in Zwolle zoekt een fijne collega.\n\nKom langs!"],
    ["Wie kent iemand? 👉 {link}", "Wie kent iemand?"],
    ["Wie kent iemand? ➡️ {link}", "Wie kent iemand?"],
    ["Alles over de dag ({link}) vind je bij ons.", "Alles over de dag vind je bij ons."],
    ["Kijk mee {link}.", "Kijk mee."],
    ["{link}", ""],
    ["{link}\nTot dan!", "Tot dan!"],
  ])("%j becomes %j", (text, without) => {
    expect(withoutLink(text)).toBe(without);
  });

  it("is left alone, to the last space, when it had none", () => {
    const text = "  Eigen  tekst: \n\n\n\nmet ruimte ";
    expect(withoutLink(text)).toBe(text);
  });
});

describe("a post with its link", () => {
  it("has it in every place that was marked, dollar signs and all", () => {
    expect(withLink("A {link} b {link}", "https://x.example/$&")).toBe("A https://x.example/$& b https://x.example/$&");
  });

  it.each([
    ["Eigen tekst ", "Eigen tekst\n\n{link}"],
    ["", "{link}"],
    ["Al {link} daar", "Al {link} daar"],
  ])("gets the mark back at the end: %j", (text, ensured) => {
    expect(ensureLink(text)).toBe(ensured);
  });
});

describe("the fold", () => {
  it("does not matter for a short text", () => {
    expect(aboveFold("a".repeat(210))).toBeNull();
  });

  it("comes after a whole word", () => {
    expect(aboveFold("een twee drie vier", 10)).toBe("een twee");
  });

  it("comes anywhere in a word that is longer than the fold", () => {
    expect(aboveFold("abcdefghij", 5)).toBe("abcde");
  });
});

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
});

describe("where a post folds", () => {
  it("never cuts an emoji in two", () => {
    const family = "\u{1F469}\u200D\u{1F469}\u200D\u{1F467}";
    for (let units = 4; units < 20; units += 1) {
      const above = aboveFold(family.repeat(10), units) ?? "";
      expect(above.length % family.length).toBe(0);
    }
  });

  it("is told by the last words before it, and by no more of a long address than fits", () => {
    expect(lastWords("Vandaag gingen wij met het hele team")).toBe("… met het hele team");
    const ending = lastWords(`Zie https://example.org/${"a".repeat(200)}`);
    expect(ending.length).toBeLessThanOrEqual(42);
    expect(ending).toMatch(/^…a+$/);
  });
});
