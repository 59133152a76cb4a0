import { describe, expect, test } from "vitest";

import { glue, holdsText, sameText, withPlainBreaks } from "../../src/composer/text";

const LINK = "https://go.example.nl/r/abc2345";

describe("what is put around an insertion", () => {
  test.each([
    ["nothing in an empty editor", "", `Kijk: ${LINK}`, "", `Kijk: ${LINK}`],
    ["a space after a typed word", "Hoi", "daar", "", " daar"],
    ["a space before a typed word, so that the link stays whole", "", LINK, "END", `${LINK} `],
    ["nothing where a space is already typed", "Hoi ", LINK, " END", LINK],
    ["nothing where a no-break space is already typed", "Hoi\u00a0", LINK, "\u00a0END", LINK],
    ["nothing beside a new line", "Hoi\n", LINK, "\nEND", LINK],
    ["nothing when the text itself begins and ends with space", "Hoi", "\ndaar\n", "END", "\ndaar\n"],
    ["a space after a word that an editor ended in a zero-width character", "Hoi\ufeff", "daar", "", " daar"],
    ["nothing at all for no text", "Hoi", "", "END", ""],
  ])("%s", (_what, before, text, after, glued) => {
    expect(glue(before, text, after)).toBe(glued);
  });

  test.each(["#trots", "werk mee #techniek", "dank @Noor", "(#één", "#"])(
    "a space closes %j, which would open a list of suggestions",
    (text) => {
      expect(glue("", text, "")).toBe(`${text} `);
      expect(glue("", text, "\nEND")).toBe(`${text} `);
    },
  );

  test.each(["noor@example.nl", "https://example.nl/#top", "#trots.", "C# !", "1 # 2"])(
    "%j is no hashtag or mention at the end, and stays as it is",
    (text) => {
      expect(glue("", text, "")).toBe(text);
    },
  );
});

describe("when two texts count as the same", () => {
  test.each([
    ["no-break spaces", "een\u00a0twee", "een twee"],
    ["zero-width characters", "een\u200b twee\ufeff", "een twee"],
    ["Windows line ends", "een\r\ntwee", "een\ntwee"],
  ])("%s make no difference", (_what, one, other) => {
    expect(sameText(one, other)).toBe(true);
  });

  test.each([
    ["a lost blank line", "een\n\ntwee", "een\ntwee"],
    ["a line break turned into a space", "een\ntwee", "een twee"],
    ["a doubled text", "een", "eeneen"],
    ["a lost space", "een twee", "eentwee"],
    ["a lost accent", "één", "een"],
    ["a torn emoji family", "👩\u200d🔧", "👩🔧"],
  ])("%s does", (_what, one, other) => {
    expect(sameText(one, other)).toBe(false);
  });

  test("a text is found inside a longer one in the same loose sense", () => {
    expect(holdsText("Hoi een\u00a0twee!", "een twee")).toBe(true);
    expect(holdsText("Hoi een!", "een twee")).toBe(false);
  });
});

test("every kind of line end becomes one that is split on", () => {
  expect(withPlainBreaks("a\r\nb\rc\u2028d\u2029e\nf")).toBe("a\nb\nc\nd\ne\nf");
});
