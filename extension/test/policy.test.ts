import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readPolicy } from "../src/shared/policy";

const NOTHING = { server: undefined, organisation: undefined, buttonAllowed: true };

describe("the organisation's policy", () => {
  it("says where the server is, whose it is, and whether the button may be offered", () => {
    const policy = { server_address: "https://vertel.example.com/", organisation_name: " Ottervliet ", composer_button_allowed: false };
    expect(readPolicy(policy)).toEqual({ server: "https://vertel.example.com", organisation: "Ottervliet", buttonAllowed: false });
  });

  it("allows the button where nothing is said", () => {
    expect(readPolicy({})).toEqual(NOTHING);
  });

  it.each([
    ["an address in the clear", { server_address: "http://vertel.example.com" }],
    ["an address with a password in it", { server_address: "https://a:b@vertel.example.com" }],
    ["an address that is none", { server_address: { toString: "https://x" } }],
    ["an empty name", { organisation_name: "  " }],
    ["a name without end", { organisation_name: "x".repeat(101) }],
    ["a name that is a number", { organisation_name: 7 }],
    ["a permission that is text", { composer_button_allowed: "false" }],
    ["something unknown", { token: "secret" }],
  ])("does as if it had not been said: %s", (_, policy) => {
    expect(readPolicy(policy)).toEqual(NOTHING);
  });

  it("reads every key of the schema and no other", () => {
    const schema = JSON.parse(readFileSync(join(import.meta.dirname, "..", "managed-schema.json"), "utf8")) as { properties: object };
    const read = new Set<string>();
    readPolicy(new Proxy({}, { get: (_, key) => void read.add(String(key)) }));
    expect(Object.keys(schema.properties).sort()).toEqual([...read].sort());
  });
});
