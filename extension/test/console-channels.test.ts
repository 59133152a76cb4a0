import type { Channel } from "vertel-schema";
import { describe, expect, it } from "vitest";
import { asPatch, asRequest, emptyForm, formOf } from "../src/console/organisation/channels/channel-form";
import { hourName } from "../src/console/organisation/channels/weekdays";

const CHANNEL: Channel = {
  id: "019aaf4e-6c1b-7d2a-9b0e-3f5d8c7a1e42",
  kind: "teams",
  name: "Everyone",
  language: "en",
  weekday: "friday",
  hour: 9,
  team: null,
  location: "Zwolle",
  active: true,
  disabled_reason: null,
  next_at: null,
  looked_at: null,
  last_sent_at: null,
  last_message: null,
  last_test: null,
  created_at: "2026-11-23T09:30:00Z",
};

describe("what is filled in about a channel", () => {
  it("keeps the address that is there when none is entered, and replaces it by one that is", () => {
    expect(asPatch(formOf(CHANNEL))).not.toHaveProperty("address");
    expect(asPatch({ ...formOf(CHANNEL), address: " https://hooks.slack.com/x " }).address).toBe("https://hooks.slack.com/x");
  });

  it("is sent as it was read when nothing was touched", () => {
    const { name, language, weekday, hour, team, location } = CHANNEL;
    expect(asPatch(formOf(CHANNEL))).toEqual({ name, language, weekday, hour, team, location });
  });

  it("begins on a Tuesday morning, for everyone, in the page's language", () => {
    const begun = { kind: "slack", name: "", address: "", weekday: "tuesday", hour: 10, team: null, location: null };
    expect(asRequest(emptyForm("nl-NL"))).toEqual({ ...begun, language: "nl" });
    expect(asRequest(emptyForm("en")).language).toBe("en");
  });

  it("takes blanks for nothing", () => {
    expect(asRequest({ ...emptyForm("en"), name: " #general ", location: "  " })).toMatchObject({ name: "#general", location: null });
  });
});

it("writes hours as a clock does", () => {
  expect([0, 9, 23].map(hourName)).toEqual(["00:00", "09:00", "23:00"]);
});
