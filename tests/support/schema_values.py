"""Values on which parsers, validators and regular expressions are known to differ."""

from typing import Any

RAW = "\x00raw:"
"""Begins a text that is written into the JSON without its quotation marks."""

NUMBERS: list[Any] = [
    0, 1, -1, 2, 3, 100, 599, 600, 0.5, 1.5, -0.0, 1.0, 2**53 - 1, 2**53, 2**53 + 1, -(2**53), 2**63, 10**25,
    *(RAW + number for number in (
        "-0", "1e0", "1E2", "10e-1", "1.0000000000000000000001", "9007199254740991.0", "9007199254740991.4",
        "9007199254740991.5", "9007199254740992", "1e22", "1e308", "1e309", "-1e400", "1e-400", "1" * 400, "0.1e1",
        "4.5e2", "450.0", "12345678901234567890",
    )),
]  # fmt: skip

CHARACTERS = [
    "\x00", "\x07", "\t", "\n", "\r", "\r\n", "\x0b", "\x0c", "\x1f", " ", "\x7f", "\x85", "\xa0", "\xad", "\u0301",
    "\u061c", "\u1680", "\u180e", "\u200b", "\u200d", "\u200e", "\u2028", "\u2029", "\u202e", "\u2060", "\u2066",
    "\u2800", "\u3000", "\ufeff", "\ufffd", "\uffff", "\ud800", "\udc00", "\udbff", "\ud83d\ude00", "\U0001f600",
    "\U0010ffff", "٣", "９", "K", "ſ", "ı", "İ", "ß", "é", "/", "\\", "@", ":", "%", "%2", "%zz", "#", "?", "[", "-",
    ".", "..", "_", "'", '"', "<", "{", "$", "^", "A", "z", "0",
]  # fmt: skip

ANYTHING: list[Any] = [
    None, True, False, "", " ", "x", "null", "true", "1", [], {}, [[]], [{}], [None], {"": None}, {"x": 1}, ["x", "x"],
    ["__proto__", "__proto__"], ["nl", "NL"], ["constructor"], [1, 1], [True, 1], {"length": 1}, {"0": "x"},
    *NUMBERS, *CHARACTERS, "x" * 201, "x" * 6001, "\U0001f600" * 100, "\U0001f600" * 101,
]  # fmt: skip

TIMES = [
    "2024-02-29", "2024-02-30", "2023-02-29", "1900-02-29", "2000-02-29", "2100-02-29", "1899-12-31", "2999-12-31",
    "3000-01-01", "2026-04-31", "2026-06-30", "2026-00-10", "2026-13-01", "2026-12-32", "2026-1-1", "2026-11-23\n",
    "２０２６-11-23", "20261123", "2026-W48-1", "2026-11-23T09:30:00Z", "2026-11-23t09:30:00z", "2026-11-23 09:30:00Z",
    "2026-11-23T09:30Z", "2026-11-23T24:00:00Z", "2026-11-23T23:59:60Z", "2026-11-23T09:30:00+00:00",
    "2026-11-23T09:30:00", "2026-11-23T09:30:00.Z", "2026-11-23T09:30:00.1234567Z", "2026-11-23T09:30:00,5Z",
    "2026-02-29T00:00:00Z", "2024-02-29T23:59:59.9Z", "2024-02-30T00:00:00Z", "2026-09-31T00:00:00Z",
]  # fmt: skip

IDS = [
    "019aaf4e-6c1b-7d2a-9b0e-3f5d8c7a1e42", "019AAF4E-6C1B-7D2A-9B0E-3F5D8C7A1E42", "019aaf4e6c1b7d2a9b0e3f5d8c7a1e42",
    "{019aaf4e-6c1b-7d2a-9b0e-3f5d8c7a1e42}", "urn:uuid:019aaf4e-6c1b-7d2a-9b0e-3f5d8c7a1e42",
    "00000000-0000-0000-0000-000000000000", "019aaf4e-6c1b-9d2a-9b0e-3f5d8c7a1e42",
    "019aaf4e-6c1b-7d2a-cb0e-3f5d8c7a1e42", "019aaf4e-6c1b-7d2a-9b0e-3f5d8c7a1e42\n",
]  # fmt: skip

ADDRESSES = [
    "noor@example.nl", "noor@localhost", "noor@@example.nl", "noor@exa mple.nl", "noor@-a.nl", "@a.nl", "a@b.c\n",
    f"{'a' * 65}@a.nl", f"a@{'b' * 63}.nl", f"a@{'b' * 64}.nl", f"a@{'b.' * 126}nl", "josé@example.nl",
]  # fmt: skip

URLS = [
    "https://a", "https://a.nl/", "HTTPS://a.nl", "http://a.nl", "https:/a.nl", "https:a.nl", "//a.nl", "https://",
    "https://a.nl:99999", "https://a.nl:123456", "https://a.nl:", "https://a@b.nl", "https://a.nl\\@b.nl",
    "https://a.nl/ ", "https://a.nl/%", "https://a.nl/%2", "https://a.nl/%2f", "https://é.nl", "https://a.nl/é",
    "https://a.nl/\u202e", "https://[::1]/", "https://a.nl/[x]", "https://a.nl?x", "https://a.nl#", "https://.a.nl",
    "https://a.nl.", "https://-", "javascript:alert(1)", "data:text/html,x", f"https://a.nl/{'x' * 1987}",
    f"https://a.nl/{'x' * 1988}", "http://localhost:8000/r/x", "ftp://a.nl", "https://a.nl\n",
]  # fmt: skip

WORDS = [
    "story", "Story", "story ", "personal", "published", "Bearer", "insert", "campaign", "enrolment_code",
    "refresh_token", "nl", "NL", "n", "nld", "dutch", "nl-nl", "nl_NL", "zh-Hant", "zh-Hant-TW-x", "es-419",
    "i-klingon", "ſv", "a-b", "-a", "a-", "a--b", "a_b", "A" * 64, "a" * 64, "a" * 65, "K7QM-4TRV", " x", "x ",
    "!" * 512, "!" * 513, "é",
]  # fmt: skip

NAMES = [
    "", " ", "x", "a/b", "~", "~1", "a.b", "0", "10", "2", "__proto__", "constructor", "prototype", "toString",
    "hasOwnProperty", "_schema", "id", "Kind", "kind", "title", "captions", "suggestion_id", "destination_url",
    "grant_type", "é", "\u2028", "\uffff", "\U0001f600", "\x00", "a\nb", '"', "\ud800",
]  # fmt: skip
