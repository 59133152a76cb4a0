import { describe, expect, it } from "vitest";
import { invitationIn } from "../src/shared/invitation";

const CODE = "K7QM-4TRV-9XWE";
const ADDRESS = "https://vertel.ottervliet.example";
const BOTH = { server: ADDRESS, code: CODE };

const MAIL = `Hello Noor,

Colleagues at Waterbedrijf (www.ottervliet.example) share stories. Questions: vertel@ottervliet.example.

To begin, open this page or the Vertel extension in your browser, and type your one-time code:

${ADDRESS}/app/

    ${CODE}

The code is yours alone. It is good for 14 days, and once.`;

describe("an invitation that was pasted", () => {
  it.each([
    ["the whole mail", MAIL, BOTH],
    ["the mail on one line, as a field makes it", MAIL.replace(/\s+/g, " "), BOTH],
    ["a link with the code in it", `${ADDRESS}/app/#code=k7qm-4trv-9xwe`, { server: ADDRESS, code: "k7qm-4trv-9xwe" }],
    ["a line in a chat", `vertel.ottervliet.example, code ${CODE}.`, BOTH],
    ["the page before any other address", `See https://intranet.ottervliet.example/vertel. ${ADDRESS}/app/ ${CODE}`, BOTH],
    ["a server on this computer", `http://127.0.0.1:8000/app/ ${CODE}`, { server: "http://127.0.0.1:8000", code: CODE }],
    ["the code alone", ` ${CODE} `, { code: CODE }],
    ["an address alone", `${ADDRESS}/app/`, { server: ADDRESS }],
    ["an address where others could read along", `http://vertel.ottervliet.example/app/ ${CODE}`, { code: CODE }],
    ["an e-mail address", `vertel@ottervliet.example ${CODE}`, { code: CODE }],
    ["words that look a little like a code", "once-upon-time WDJB-MJHT 2026-1128-1952-0000", {}],
  ])("%s", (_, pasted, found) => {
    expect(invitationIn(pasted)).toEqual(found);
  });
});
