"""Each kind of feed is read into the same plain items, from a sample of its own; and what is cleaned on the way."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from support.feeds import BASE, item, json_feed, sample
from vertel.imports.feeds import reading, texts
from vertel.imports.feeds.answers import Answer
from vertel.imports.feeds.entries import Entry, Item, Reading, clean, moment
from vertel.imports.feeds.errors import FeedError
from vertel.imports.feeds.fetching import Fetched
from vertel.imports.feeds.sources import SOURCES
from vertel.outbound.deadline import NEVER

AMSTERDAM = ZoneInfo("Europe/Amsterdam")


def read(*answers: Answer) -> Reading:
    """What a feed says that answers so, page after page."""
    waiting = [*answers]
    looked = reading.look(lambda *_, **__: Fetched(waiting.pop(0)), answers[0].url, NEVER)
    assert looked.reading is not None
    return looked.reading


def rss(inner: str, declaration: str = "") -> Answer:
    text = f'{declaration}<rss version="2.0"><channel><title>x</title>{inner}</channel></rss>'
    return Answer(BASE, "application/rss+xml", None, text.encode())


def only(found: Reading) -> Item:
    (one,) = found.items
    return one


def test_rss() -> None:
    found = read(sample("news.rss"))
    pump, without = found.items
    assert (found.format, found.whole) == ("rss", True)
    assert (pump.name, pump.title) == ("post-17", "De nieuwe pomp draait & draait")
    assert pump.url == "https://careers.example.com/nieuws/pomp?utm_source=rss"
    assert pump.text == "Na drie weken bouwen staat hij er.\n\nKom kijken!"
    assert pump.published_at == datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
    assert without.name == without.url == "https://careers.example.com/nieuws/zonder"
    assert without.text == "Platte tekst — met een streep."
    assert without.published_at is None


def test_atom() -> None:
    found = only(read(sample("news.atom")))
    assert found.title == "How we measure a weld"
    assert found.url == "https://careers.example.com/blog/weld"
    assert found.text == "A weld tells much."
    assert found.published_at == datetime(2026, 11, 20, 11, tzinfo=UTC)


def test_json_feed() -> None:
    found = only(read(sample("news.json")))
    assert (found.name, found.title) == ("42", "Open day at the plant")
    assert found.text == "Come and see the new hall.\n\nThere is soup."
    assert found.published_at == datetime(2026, 11, 25, 8, tzinfo=UTC)


def test_teamtailor() -> None:
    found = read(sample("teamtailor.json"))
    job = only(found)
    assert found.format == "json-feed"
    assert job.title == "Onderhoudsmonteur, Zwolle"
    assert job.url == "https://careers.example.com/jobs/5012345-onderhoudsmonteur"
    assert job.text == "Over het werk\n\nJij houdt onze lijnen draaiend.\n\nStoringen\n\nOnderhoud"
    assert job.in_zone(AMSTERDAM).expires_at == datetime(2026, 12, 31, 23, tzinfo=UTC)


def test_job_postings_in_a_page() -> None:
    found = read(sample("job-posting.html", "text/html"))
    welder, planner = found.items
    assert found.format == "job-posting"
    assert (welder.name, welder.title) == ("V-88", "Lasser & constructiewerker, Deventer")
    assert welder.url == "https://careers.example.com/vacatures/lasser"
    assert welder.text == "Je last frames."
    assert welder.expires_at == datetime(2026, 12, 24, 22, 59, 59, tzinfo=UTC)
    assert planner.name == "https://careers.example.com/vacatures/planner"


def test_a_job_posting_that_stands_alone_is_its_page() -> None:
    page = '<html><script type="application/ld+json">{"@type": "JobPosting", "title": "Kok"}</script></html>'
    found = only(read(Answer(f"{BASE}/kok", "text/html", None, page.encode())))
    assert (found.title, found.url) == ("Kok", f"{BASE}/kok")


def test_personio() -> None:
    found = read(sample("personio.xml", url="https://example.jobs.personio.de/xml?language=de"))
    job = only(found)
    assert found.format == "personio"
    assert (job.name, job.title) == ("1834567", "Mechatroniker (m/w/d), Berlin")
    assert job.url == "https://example.jobs.personio.de/job/1834567"
    assert job.text == "Du hältst die Anlagen am Laufen.\n\nEine Ausbildung."
    assert job.published_at == datetime(2026, 10, 27, 12, 46, 37, tzinfo=UTC)


def test_recruitee() -> None:
    found = read(sample("recruitee.json"))
    job = only(found)
    assert found.format == "recruitee"
    assert (job.name, job.title) == ("1204567", "Data-analist, Utrecht")
    assert job.url == "https://careers.example.com/o/data-analist"
    assert job.published_at == datetime(2026, 11, 2, 9, tzinfo=UTC)
    assert job.in_zone(AMSTERDAM).expires_at == datetime(2026, 12, 15, 23, tzinfo=UTC)


def test_every_sample_is_of_one_kind_and_the_names_fit_the_contract() -> None:
    names = ["news.rss", "news.atom", "news.json", "teamtailor.json", "job-posting.html", "personio.xml"]
    for name in [*names, "recruitee.json"]:
        assert len([source.NAME for source in SOURCES if source.recognises(sample(name))]) == 1, name
    assert all(len(source.NAME) <= 20 for source in SOURCES)


def test_pages_are_followed_on_the_same_site_and_only_all_of_them_are_whole() -> None:
    def page(name: str, next_url: str | None) -> Answer:
        return Answer(BASE, "application/json", None, json_feed([item(name)], next_url=next_url))

    found = read(page("a", f"{BASE}?page=2"), page("b", None))
    assert ([one.name for one in found.items], found.whole) == (["a", "b"], True)
    elsewhere = read(page("a", "https://elsewhere.example.net/2"))
    assert ([one.name for one in elsewhere.items], elsewhere.whole) == (["a"], False)
    endless = read(*(page(str(number), f"{BASE}?page={number + 1}") for number in range(20)))
    assert (len(endless.items), endless.whole) == (10, False)


def test_an_item_that_has_neither_name_nor_address_makes_the_answer_less_than_whole() -> None:
    found = read(rss("<item><title>Nameless</title></item><item><guid>a</guid><title>A</title></item>"))
    assert ([one.name for one in found.items], found.whole) == (["a"], False)


def test_of_items_with_the_same_name_the_first_counts() -> None:
    found = read(rss("<item><guid>a</guid><title>First</title></item><item><guid>a</guid><title>Second</title></item>"))
    assert ([one.title for one in found.items], found.repeated, found.whole) == (["First"], 1, True)


@pytest.mark.parametrize(
    ("body", "charset"),
    [
        ("Café".encode("latin-1"), "iso-8859-1"),
        ("Café".encode("latin-1"), None),
        ("Café".encode(), "iso-8859-1"),
        ("Café".encode(), "no-such-encoding"),
    ],
    ids=["said", "not said", "wrongly said", "unknown"],
)
def test_letters_survive_encodings_that_are_said_wrongly(body: bytes, charset: str | None) -> None:
    whole = b"<rss><channel><item><guid>a</guid><title>" + body + b"</title></item></channel></rss>"
    assert only(read(Answer(BASE, "text/xml", charset, whole))).title == "Café"


def test_utf_16_with_a_byte_order_mark_is_read() -> None:
    answer = rss("<item><guid>a</guid><title>Één</title></item>", '<?xml version="1.0" encoding="utf-16"?>')
    assert only(read(replace(answer, body=answer.body.decode().encode("utf-16")))).title == "Één"


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("<p>One<br>two</p><p>three</p>", "One\n\ntwo\n\nthree"),
        ("a <script>alert(1)</script><style>p {}</style>b", "a b"),
        ('<img src=x onerror="alert(1)">text', "text"),
        ("&lt;img src=x onerror=alert(1)&gt;text", "text"),
        ("5 &lt; 6 and 7 &amp;amp; 8", "5 < 6 and 7 &amp; 8"),
        ("left\u202eright\u2066 \u200bzero\x07", "leftright zero"),
        ("family \U0001f468\u200d\U0001f469", "family \U0001f468\u200d\U0001f469"),
        ("\u2800\u3164", ""),
        ("Read on: {link} or { LINK }", "Read on: or"),
        ("<div>" * 5000 + "deep", ""),
    ],
)
def test_text_is_plain(markup: str, expected: str) -> None:
    assert texts.plain(markup) == expected


def test_a_long_text_ends_with_a_sentence_or_a_word() -> None:
    assert texts.beginning("One two. Three four five six.", 20) == "One two."
    assert texts.beginning("One two three four five six", 15) == "One two three…"
    assert texts.beginning("Short.", 20) == "Short."


@pytest.mark.parametrize(
    "value", [None, 17, ["2026-11-01"], "yesterday", "0001-01-01", "9999-12-31", "2026-13-01", "x" * 500]
)
def test_what_is_no_date_is_none(value: object) -> None:
    assert moment(value) is None


@pytest.mark.parametrize(
    ("written", "begins", "ends"),
    [
        ("2027-01-31", "2027-01-31T05:00", "2027-02-01T05:00"),
        ("20270131", "2027-01-31T05:00", "2027-02-01T05:00"),
        ("2027-03-13", "2027-03-13T05:00", "2027-03-14T05:00"),
        ("2027-03-14", "2027-03-14T05:00", "2027-03-15T04:00"),
        ("2027-01-31T09:00:00", "2027-01-31T14:00", "2027-01-31T14:00"),
        ("2027-01-31 09:00:00 UTC", "2027-01-31T09:00", "2027-01-31T09:00"),
        ("2027-01-31T09:00:00+01:00", "2027-01-31T08:00", "2027-01-31T08:00"),
        ("Sun, 31 Jan 2027 09:00:00 -0000", "2027-01-31T09:00", "2027-01-31T09:00"),
        ("Sun, 31 Jan 2027 09:00:00 UTC", "2027-01-31T09:00", "2027-01-31T09:00"),
    ],
    ids=[
        "day", "day without hyphens", "day before summer time", "first day of summer time", "time", "time in UTC",
        "time with an offset", "RFC 2822, -0000", "RFC 2822, UTC",
    ],
)  # fmt: skip
def test_what_names_no_offset_is_by_the_organisations_clock(written: str, begins: str, ends: str) -> None:
    found = clean(Entry("a", "A", published=written, expires=written), BASE)
    assert found is not None
    there = found.in_zone(ZoneInfo("America/New_York"))
    assert (there.published_at, there.expires_at) == tuple(
        datetime.fromisoformat(f"{told}+00:00") for told in (begins, ends)
    )


@pytest.mark.parametrize("value", [True, None, 3.5, {"a": 1}, ["x"]])
def test_an_entry_of_other_types_than_expected_does_no_harm(value: object) -> None:
    assert clean(Entry(value, value, value, value, value, value, value), BASE) is None


def test_xml_that_is_not_well_formed_says_where() -> None:
    with pytest.raises(FeedError, match=r"no well-formed XML: .* line 1"):
        read(rss("<item><title>A</item>"))


def test_an_undeclared_prefix_is_no_reason_to_guess() -> None:
    with pytest.raises(FeedError, match="no well-formed XML"):
        read(rss("<item><media:title>A</media:title></item>"))


def test_what_is_no_feed_says_what_would_be_one() -> None:
    with pytest.raises(FeedError, match="RSS, Atom, JSON Feed"):
        read(Answer(BASE, "text/html", None, b"<html><body>Welcome</body></html>"))


def test_many_comments_before_the_outermost_element_cost_no_time() -> None:
    assert Answer(BASE, "text/xml", None, b"<!---->" * 1000).root == ""
    assert Answer(BASE, "text/xml", None, b"<!-- <html> --><!DOCTYPE rss><rss/>").root == "rss"


def test_what_a_source_trips_over_is_the_feeds_failure(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("vertel.imports.feeds.sources.rss.feedparser.parse", lambda *_, **__: 1 / 0)
    with pytest.raises(FeedError, match=r"tripped over it \(ZeroDivisionError\)"):
        read(rss("<item/>"))
