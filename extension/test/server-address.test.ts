import { describe, expect, it } from "vitest";
import { serverAddress } from "../src/shared/server-address";

describe("the server's address", () => {
  it.each([
    ["https://vertel.example.nl", "https://vertel.example.nl"],
    [" vertel.example.nl ", "https://vertel.example.nl"],
    ["vertel.example.nl:8443/app?x#y", "https://vertel.example.nl:8443"],
    ["HTTPS://Vertel.Example.NL/", "https://vertel.example.nl"],
    ["localhost:8000", "http://localhost:8000"],
    ["127.0.0.1", "http://127.0.0.1"],
    ["http://localhost:8000/", "http://localhost:8000"],
  ])("reads %j as %j", (typed, origin) => {
    expect(serverAddress(typed)).toBe(origin);
  });

  it.each([
    "",
    "http://vertel.example.nl",
    "http://localhost.example.nl",
    "http://127.0.0.1.example.nl",
    "localhost.example.nl:80 x",
    "https://user:secret@vertel.example.nl",
    "https://localhost@vertel.example.nl",
    "ftp://vertel.example.nl",
    "javascript:alert(1)",
    "data:text/html,x",
    "https://",
    "een adres",
  ])("does not take %j", (typed) => {
    expect(serverAddress(typed)).toBeUndefined();
  });
});
