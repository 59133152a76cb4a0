import { describe, expect, it } from "vitest";
import { asAccount, isSame } from "../src/background/account";
import { ALL_OFFERED } from "../src/shared/offers";
import { me, SERVER } from "./documents";

const organisation = (part: object) => ({ organisation: { ...me().organisation, ...part } });

describe("what is kept of an employee", () => {
  it("has the picture that is the organisation's mark, and none where it has none", () => {
    const mark = { id: "019aaf4e-6c1b-7d2a-9b0e-3f5d8c7a1e42", url: `${SERVER}/api/v1/images/019aaf4e` };
    expect(asAccount(SERVER, me(organisation({ mark }))).mark).toBe(mark.id);
    for (const none of [null, undefined]) expect(asAccount(SERVER, me(organisation({ mark: none }))).mark).toBeUndefined();
  });

  it("has what their organisation set for them", () => {
    const account = asAccount(SERVER, me(organisation({
      offers: { composer_button: false, personal_links: true, ideas: false, digests: true },
      guidance: [{ language: "nl", do: "Vertel het zelf.", dont: null }],
      accent: { light: "#0a4f9e", dark: "#9ac4ff" },
    })));
    expect(account.offers).toEqual({ composerButton: false, personalLinks: true, ideas: false });
    expect(account.guidance).toEqual([{ language: "nl", do: "Vertel het zelf.", dont: null }]);
    expect(account.accent).toEqual({ light: "#0a4f9e", dark: "#9ac4ff" });
  });

  it("offers everything where the server is too old to say", () => {
    const account = asAccount(SERVER, me());
    expect([account.offers, account.guidance, account.accent]).toEqual([ALL_OFFERED, [], null]);
  });

  it("knows tips from copied texts only where the server does", () => {
    expect(asAccount(SERVER, me(organisation({ share_methods: ["insert", "copy", "tip"] }))).knowsTips).toBe(true);
    expect(asAccount(SERVER, me()).knowsTips).toBe(false);
  });

  it("is another when the organisation changes what it offers", () => {
    const offers = { composer_button: true, personal_links: false, ideas: true, digests: true };
    expect(isSame(asAccount(SERVER, me()), asAccount(SERVER, me(organisation({ offers }))))).toBe(false);
  });
});
