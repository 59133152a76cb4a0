import { describe, expect, it } from "vitest";
import { ensureLink, withLink, withoutLink } from "../../src/shared/post";

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
