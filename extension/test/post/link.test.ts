import { describe, expect, it } from "vitest";
import { addressesIn, ensureLink, withLink, withoutLink, withPlaceholder } from "../../src/shared/post";
import { oneOf, randomFrom } from "../random";

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
    ["Lees verder op {link}/vacatures/12. Tot dan!", "Lees verder op. Tot dan!"],
    ["Een mooie dag.\n\n({link}/vacatures/12)", "Een mooie dag."],
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

const DESTINATION = "https://www.example.nl";

describe("the place of the link in what was typed", () => {
  it.each([
    "Kijk: {link}",
    "({link})",
    "“{link}”, zei ze. En {link}!",
    "{link}?\n{link}…",
    "Meer weten?{link}",
    "Kijk {link}👇",
  ])("is where the address stands by itself, also in %j", (text) => {
    for (const url of [DESTINATION, "https://go.example/k7qm4tr", "https://nl.example.org/wiki/Otter_(dier)"]) {
      expect(withPlaceholder(withLink(text, url), url)).toBe(text);
    }
  });

  it.each([
    `${DESTINATION}/vacatures/12`,
    `${DESTINATION}/`,
    `${DESTINATION}?bron=mij`,
    `${DESTINATION}#team`,
    `${DESTINATION}.evil.example`,
    `${DESTINATION}:8443/`,
    "https://WWW.EXAMPLE.NL",
    "https://www.example.n",
    `https://archive.example/web/${DESTINATION}`,
    `archive.example/web/${DESTINATION}`,
    `https://r.example/?u=${DESTINATION}&v=1`,
    `${DESTINATION}@evil.example`,
  ])("is not in %j, which is another address", (address) => {
    for (const text of [address, `Kijk: ${address}.`, `(${address})`, `${address}, ja!`]) {
      expect(withPlaceholder(text, DESTINATION)).toBe(text);
    }
  });

  it("never changes what is seen, and leaves half an address in no post, with a link or without", () => {
    const random = randomFrom(15);
    // brackets that stood around the link alone go with it
    const found = (text: string): string[] => addressesIn(text.replaceAll(/[()]/gu, " "));
    const heads = ["", "", "", "https://r.example/?u=", "archive.example/", "(", "“", "Kijk:", "é"];
    const tails = ["", "", "", "/", "/vacatures/12", "?a=b&c=d#e", "#team", ".evil.example", ".", ",", ")", "”!", "…", "👇", "é"];
    const between = ["Kijk", "Noor:", "Wie weet er meer?", "\n", "\n\n", "https://x.example/y", "→"];
    const part = (): string => (random() < 0.5 ? oneOf(random, heads) + DESTINATION + oneOf(random, tails) : oneOf(random, between));
    for (let i = 0; i < 5000; i += 1) {
      const typed = Array.from({ length: 1 + Math.floor(random() * 8) }, part).join(" ");
      const kept = withPlaceholder(typed, DESTINATION);
      expect(withLink(kept, DESTINATION)).toBe(typed);
      expect(kept).not.toMatch(/\{link\}[/?#]?[\p{L}\p{N}]|\{link\}\/|[/=]\{link\}/u);
      expect(found(withoutLink(kept))).toEqual(found(kept));
    }
  });
});
