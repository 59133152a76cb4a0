import type { Employee, Settings } from "vertel-schema";
import { describe, expect, it } from "vitest";
import { asChanges, asRequest, formOf, tagsIn } from "../src/console/organisation/people/person-form";
import { asPatch, settingsForm } from "../src/console/organisation/settings/settings-form";

const PERSON: Employee = {
  id: "019aaf4e-6c1b-7d2a-9b0e-3f5d8c7a1e42",
  email: "noor@example.nl",
  name: "Noor de Wit",
  team: "Techniek",
  location: null,
  languages: ["nl", "en"],
  role: "employee",
  active: true,
  source: "scim",
  external_id: "17",
  created_at: "2026-11-23T09:30:00Z",
  updated_at: "2026-11-23T09:30:00Z",
};

const SETTINGS: Settings = {
  name: "Waterwerk",
  mark: null,
  accent: null,
  languages: ["nl", "en"],
  time_zone: "Europe/Amsterdam",
  fold_desktop: 210,
  fold_phone: 140,
  require_consent: false,
  offers: { composer_button: true, personal_links: true, ideas: true, digests: false },
  guidance: [{ language: "nl", do: "Zeg het in je eigen woorden", dont: null }],
};

describe("what is filled in about a colleague", () => {
  it("changes nothing when nothing was touched", () => {
    expect(asChanges(formOf(PERSON), PERSON)).toEqual({});
  });

  it("sends only what differs, so that what HR's systems change at the same time stays", () => {
    expect(asChanges({ ...formOf(PERSON), team: " ", role: "editor" }, PERSON)).toEqual({ team: null, role: "editor" });
  });

  it("takes languages as people write them", () => {
    expect(tagsIn(" nl,en;  fr ")).toEqual(["nl", "en", "fr"]);
  });

  it("begins with a colleague who may sign in", () => {
    expect(asRequest({ ...formOf(undefined), name: " Bo ", email: "bo@example.nl" })).toEqual({
      name: "Bo",
      email: "bo@example.nl",
      team: null,
      location: null,
      languages: [],
      role: "employee",
      active: true,
    });
  });
});

describe("the settings as they are filled in", () => {
  it("are no change when nothing was touched", () => {
    expect(asPatch(settingsForm(SETTINGS), SETTINGS)).toEqual({});
  });

  it("offer a line in each of the organisation's languages, and send none that is empty", () => {
    const form = settingsForm(SETTINGS);
    expect(form.guidance.map(({ language }) => language)).toEqual(["nl", "en"]);
    const guidance = form.guidance.map((lines) => (lines.language === "nl" ? { ...lines, do: null } : lines));
    expect(asPatch({ ...form, guidance }, SETTINGS)).toEqual({ guidance: [] });
  });

  it("leave the dark colour to follow from the light one, until it is chosen", () => {
    const form = settingsForm(SETTINGS);
    expect(asPatch({ ...form, accentLight: "#aa2200" }, SETTINGS)).toEqual({ accent: { light: "#aa2200" } });
    expect(asPatch({ ...form, accentLight: "#aa2200", accentDark: "#ffbb99" }, SETTINGS)).toEqual({ accent: { light: "#aa2200", dark: "#ffbb99" } });
  });

  it("give numbers as numbers, and let the server refuse what is none", () => {
    expect(asPatch({ ...settingsForm(SETTINGS), foldPhone: "150" }, SETTINGS)).toEqual({ fold_phone: 150 });
    expect(asPatch({ ...settingsForm(SETTINGS), foldPhone: "many" }, SETTINGS).fold_phone).toBeNaN();
  });

  it("send what only the organisation knows when it was touched, and nothing of it to a server that has no data sheet", () => {
    const own = { controller: null, contact: null, data_protection_officer: null, legal_basis: null, hosting: null };
    const settings = { ...SETTINGS, data_sheet: own };
    expect(asPatch(settingsForm(settings), settings)).toEqual({});
    const ownTexts = { ...own, controller: "Waterwerk B.V." };
    expect(asPatch({ ...settingsForm(settings), ownTexts }, settings)).toEqual({ data_sheet: ownTexts });
    expect(settingsForm(SETTINGS).ownTexts).toBeUndefined();
  });
});
