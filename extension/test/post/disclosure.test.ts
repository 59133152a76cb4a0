import { describe, expect, it } from "vitest";
import { discloses, withDisclosure, withoutDisclosure } from "../../src/shared/post";
import { randomFrom, someText } from "../random";

const SAYS = "Ik werk bij Waterwerk.";
const DUTCH = new Set("ik me mij mijn we wij ons onze".split(" "));

describe("saying where one works", () => {
  it.each([
    ["Een mooie dag.", `Een mooie dag. ${SAYS}`],
    ["Een mooie dag. {link}", `Een mooie dag. ${SAYS} {link}`],
    ["Een mooie dag.\n\n{link}\n\n#water #zwolle", `Een mooie dag. ${SAYS}\n\n{link}\n\n#water #zwolle`],
    ["Een.\n\nTwee.\n\n#water", `Een.\n\nTwee.\n\n${SAYS}\n\n#water`],
    ["Een.\n\nTwee. {link}", `Een.\n\nTwee. ${SAYS} {link}`],
    ["Een mooie dag.\n\nLees hier meer: {link}", `Een mooie dag. ${SAYS}\n\nLees hier meer: {link}`],
    ["Een mooie dag. Lees hier meer: https://go.example/x", `Een mooie dag. ${SAYS} Lees hier meer: https://go.example/x`],
    ["Een mooie dag 👉 ({link})", `Een mooie dag\n\n${SAYS} 👉 ({link})`],
    ["Ik was er stil van toen …\n\n{link}", `Ik was er stil van toen …\n\n${SAYS}\n\n{link}`],
    ["Kijk {link} nou eens", `Kijk {link} nou eens\n\n${SAYS}`],
    ["", SAYS],
    ["{link}", `${SAYS}\n\n{link}`],
  ])("comes before the links and hashtags at the end of %j", (text, said) => {
    expect(withDisclosure(text, SAYS)).toBe(said);
  });

  it("is taken out again, and the text is what it was", () => {
    const random = randomFrom(9);
    for (let i = 0; i < 2000; i += 1) {
      const text = someText(random).replaceAll(SAYS, "");
      const said = withDisclosure(text, SAYS);
      expect(said).toContain(SAYS);
      expect(withoutDisclosure(said, SAYS).trim()).toBe(text.trim());
    }
  });

  it("leaves a text alone that does not have it", () => {
    expect(withoutDisclosure("Een mooie dag. ", SAYS)).toBe("Een mooie dag. ");
  });

  it.each([
    ["Bij Waterwerk praten we over kubieke meters.", true],
    ["Dit is waarom ik graag bij Waterwerk Zwolle werk.", true],
    ["Mijn collega's van WATERWERK zijn geweldig!", true],
    [SAYS, true],
    ["Waterwerk zorgt voor de rivier. Ik ging kijken.", false],
    ["Ons team zoekt een collega.", false],
    ["", false],
  ])("is recognised in one sentence that names the organisation and speaks for somebody: %j", (text, said) => {
    expect(discloses(text, "Waterwerk Zwolle", DUTCH)).toBe(said);
  });

  it("needs more of a name than a small first word", () => {
    expect(discloses("De rivier is mooi, vind ik.", "De Waterwerkers", DUTCH)).toBe(false);
  });

  it.each([
    ["Young people work here, and we love it.", "Young Capital", false],
    ["“Young people work here, and we love it.”", "Young Capital", false],
    ["We at Young love it.", "Young Capital", true],
    ["Young Capital is where I work.", "Young Capital", true],
    ["Young: that is where we work. Today at Young I saw it.", "Young Capital", true],
  ])("is not a common word that begins a sentence and also a name of several words: %j", (text, organisation, said) => {
    expect(discloses(text, organisation, new Set(["i", "we"]))).toBe(said);
  });

  it.each([
    ["I love meeting people.", "ING", false],
    ["We are proud of everything.", "ING", false],
    ["I work at ING.", "ING", true],
    ["Mijn ING-collega's zijn geweldig.", "ING", true],
    ["Ik werk bij #ING en dat is leuk", "ING", true],
    ["Wij zoeken collega's #werkenbijING", "ING", false],
    ["Ik ben dol op waterwerken.", "Water", false],
    ["Ik ben dol op water.", "Water", false],
    ["Ik werk bij Water, al jaren.", "Water", true],
    ["We bij ABN Amro vieren feest.", "ABN AMRO", true],
    ["Ik werk bij ABN\u00a0AMRO!", "ABN AMRO", true],
    ["Ik ben trots op #ABNAMRO", "ABN AMRO", true],
    ["Ik parkeer in Q-Parking.", "Q-Park", false],
    ["Ik werk met plezier bij Q-Park.", "Q-Park", true],
    ["Ik werk bij C&A's mooiste winkel.", "C&A", true],
    ["Ik zag CXA en dacht aan ons.", "C.A", false],
    ["Wij van Zoë\u0308trope.", "Zoë", false],
    ["Ik werk bij Cafe\u0301 Noord.", "Café Noord", true],
    ["Ik werk bij ebay.", "eBay", true],
    ["Ik werk bij Waterwerk B.V.", "Waterwerk B.V.", true],
    ["Ik werk (nog) niet.", "", false],
    ["Ik werk bij A+B (NL).", "A+B (NL)", true],
  ])("knows %j as naming %j or not: a name is a word of its own", (text, organisation, said) => {
    expect(discloses(text, organisation, new Set([...DUTCH, "i", "we"]))).toBe(said);
  });
});
