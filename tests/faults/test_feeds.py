"""Hostile answers over real sockets: each is refused in time and in plain words, and stores nothing."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler

import pytest

from support.feed_server import FeedServer, answering
from support.feeds import item, json_feed
from support.world import HOST
from vertel.config import Config
from vertel.imports.feeds import reading
from vertel.imports.feeds.entries import Reading
from vertel.imports.feeds.errors import FeedError
from vertel.imports.feeds.fetching import LARGEST, Fetcher
from vertel.outbound.deadline import Deadline

SECONDS = 30.0
XML, JSON, HTML = "application/rss+xml", "application/json", "text/html"
BOMB = "".join(
    f"<!ENTITY l{level} \"{f'&l{level - 1};' * 10}\">" for level in range(1, 10)
)  # fmt: skip
LAUGHS = f'<!DOCTYPE rss [<!ENTITY l0 "ha">{BOMB}]><rss><channel><item><title>&l9;</title></item></channel></rss>'
OUTSIDE = (
    '<!DOCTYPE rss [<!ENTITY file SYSTEM "file:///etc/passwd">]>'
    "<rss><channel><item><guid>a</guid><title>&file;</title></item></channel></rss>"
)


@pytest.fixture
def server() -> Iterator[FeedServer]:
    with answering() as found:
        yield found


@pytest.fixture
def config() -> Config:
    """Settings of a server on this machine, which may ask this machine."""
    return Config.from_environment({"VERTEL_SECRET_KEYS": "a key that is only good for the tests"})


def read(config: Config, url: str, seconds: float = SECONDS) -> Reading:
    found = reading.look(Fetcher(config), url, Deadline(seconds)).reading
    assert found is not None
    return found


def rss(inner: str) -> bytes:
    return f'<rss version="2.0"><channel><title>x</title>{inner}</channel></rss>'.encode()


def items(number: int) -> str:
    return "".join(f"<item><guid>{one}</guid><title>T</title></item>" for one in range(number))


@pytest.mark.parametrize(
    ("body", "media_type", "said"),
    [
        (LAUGHS.encode(), XML, "entities of its own"),
        (LAUGHS.encode("utf-16"), XML, "entities of its own"),
        (OUTSIDE.encode(), XML, "entities of its own"),
        (OUTSIDE.replace("rss", "workzag-jobs").encode(), XML, "entities of its own"),
        (rss("<a>" * 50_000 + "</a>" * 50_000), XML, "100 deep"),
        (rss(items(3000)), XML, "more than 2,000 items"),
        (rss("<x/>" * 250_000), XML, "200,000 elements"),
        (b" " * (LARGEST + 1), XML, "larger than 4 MB"),
        (b"<html><script>JobPosting</script>" + b"<div>" * 50_000, HTML, "5000 deep"),
        (b"[" * 100_000, JSON, "no feed at this address"),
        (b'{"version": "https://jsonfeed.org/version/1", "items": ' + b"[" * 100_000, JSON, "no feed at this address"),
        (b"", XML, "no feed at this address"),
        (b"\x00\xff\xfe" * 1000, XML, "no feed at this address"),
    ],
    ids=[
        "billion laughs", "billion laughs in UTF-16", "a file of the server", "a file, for Personio", "deep XML",
        "thousands of items", "many elements", "large", "deep HTML", "deep JSON", "deep items", "nothing", "bytes",
    ],
)  # fmt: skip
def test_a_body_that_is_a_trap_is_refused(
    server: FeedServer, config: Config, body: bytes, media_type: str, said: str
) -> None:
    server.answer(body, media_type)
    with pytest.raises(FeedError, match=said):
        read(config, server.url)


def test_an_answer_without_an_end_is_cut_off(server: FeedServer, config: Config) -> None:
    def write(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.end_headers()
        while not server.over.is_set():
            handler.wfile.write(b"<rss>" * 10_000)

    server.pages["/feed"] = write
    with pytest.raises(FeedError, match="larger than 4 MB"):
        read(config, server.url)


@pytest.mark.parametrize("sent", [b"", b"HTTP/1.1 200 OK\r\n", b"HTTP/1.1 200 OK\r\n\r\n<rss>"])
def test_an_answer_that_does_not_go_on_is_given_up(server: FeedServer, config: Config, sent: bytes) -> None:
    def write(handler: BaseHTTPRequestHandler) -> None:
        handler.wfile.write(sent)
        server.over.wait(60)

    server.pages["/feed"] = write
    with pytest.raises(FeedError, match="did not answer in time"):
        read(config, server.url, seconds=0.5)


def test_a_body_that_was_cut_short_is_no_whole_answer(server: FeedServer, config: Config) -> None:
    whole = json_feed([item("a"), item("b")])
    server.answer(whole[: len(whole) // 2], JSON)
    with pytest.raises(FeedError, match="no feed at this address"):
        read(config, server.url)


def test_a_body_that_is_shorter_than_it_says_is_no_answer(server: FeedServer, config: Config) -> None:
    def write(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Length", "1000")
        handler.end_headers()
        handler.wfile.write(json_feed([item("a")]))

    server.pages["/feed"] = write
    with pytest.raises(FeedError, match="ended before all of it"):
        read(config, server.url)


def test_a_page_without_its_end_is_not_whole(server: FeedServer, config: Config) -> None:
    page = b'<html><script type="application/ld+json">{"@type": "JobPosting", "title": "Cook", "url": "/c"}</script>'

    def until_the_connection_ends(body: bytes) -> None:
        def write(handler: BaseHTTPRequestHandler) -> None:
            handler.send_response(200)
            handler.send_header("Content-Type", HTML)
            handler.end_headers()
            handler.wfile.write(body)

        server.pages["/feed"] = write

    until_the_connection_ends(page)
    assert not read(config, server.url).whole
    until_the_connection_ends(page + b"</html>")
    assert read(config, server.url).whole


def test_a_page_of_the_length_that_was_announced_is_whole_though_html_leaves_out_its_last_tags(
    server: FeedServer, config: Config
) -> None:
    page = b'<html><script type="application/ld+json">{"@type": "JobPosting", "title": "Cook", "url": "/c"}</script>'
    server.answer(page, HTML)
    assert read(config, server.url).whole
    server.answer(page + b'<script type="application/ld+json">{"@type": "JobPost', HTML)
    assert not read(config, server.url).whole


def test_a_compressed_answer_that_was_not_asked_for_is_not_opened(server: FeedServer, config: Config) -> None:
    server.answer(gzip.compress(b" " * 50_000_000), XML, Content_Encoding="gzip")
    with pytest.raises(FeedError, match="compressed"):
        read(config, server.url)


@pytest.mark.parametrize(
    ("location", "said"),
    [
        ("http://169.254.169.254/latest/meta-data/", "Expected https"),
        ("https://169.254.169.254/latest/meta-data/", "VERTEL_FEED_NETWORKS"),
        ("https://10.0.0.1/feed", "VERTEL_FEED_NETWORKS"),
        ("https://[fd00::1]/feed", "VERTEL_FEED_NETWORKS"),
        ("https://2130706433/feed", "could not be found|VERTEL_FEED_NETWORKS|not reached"),
        ("file:///etc/passwd", "Expected https"),
        ("ftp://careers.example.com/feed", "Expected https"),
        ("https://user:secret@careers.example.com/feed", "without user name"),
        ("/feed", "leads on more than 3 times"),
    ],
)
def test_a_redirect_is_checked_like_an_address(server: FeedServer, config: Config, location: str, said: str) -> None:
    server.answer(b"", XML, 302, Location=location)
    with pytest.raises(FeedError, match=said):
        read(config, server.url)


def test_a_redirect_on_the_same_site_is_followed_and_addresses_are_relative_to_its_end(
    server: FeedServer, config: Config
) -> None:
    server.answer(b"", XML, 301, Location="/new/feed.json")
    server.answer(json_feed([item("a", url="jobs/a")]), JSON, path="/new/feed.json")
    (one,) = read(config, server.url).items
    assert one.url == f"{server.base}/new/jobs/a"


def test_a_server_that_is_public_asks_no_private_address(server: FeedServer) -> None:
    public = {"VERTEL_SECRET_KEYS": "a key that is only good for the tests", "VERTEL_PUBLIC_URL": f"https://{HOST}"}
    with pytest.raises(FeedError, match="Expected https"):
        read(Config.from_environment(public), server.url)
    assert server.asked == []


@pytest.mark.parametrize(
    ("status", "said"),
    [
        (401, "signing in"),
        (403, "no programs"),
        (404, "any more"),
        (410, "any more"),
        (500, "tries again"),
        (206, "206"),
    ],
)
def test_a_status_says_what_to_do(server: FeedServer, config: Config, status: int, said: str) -> None:
    server.answer(b"", XML, status)
    with pytest.raises(FeedError, match=said):
        read(config, server.url)


def test_a_wait_that_was_asked_for_is_at_most_a_day(server: FeedServer, config: Config) -> None:
    for said, waits in (("120", 120), ("99999999", 86_400), ("soon", None), ("9" * 5000, None)):
        server.answer(b"", XML, 429, Retry_After=said)
        with pytest.raises(FeedError) as error:
            read(config, server.url)
        assert error.value.wait == waits


def test_what_the_server_said_of_its_answer_is_sent_back_and_nothing_is_read_anew(
    server: FeedServer, config: Config
) -> None:
    server.answer(json_feed([item("a")]), JSON, ETag='"one"', Last_Modified="Mon, 23 Nov 2026 10:30:00 GMT")
    fetch = Fetcher(config)
    first = reading.look(fetch, server.url, Deadline(SECONDS))
    assert (first.etag, first.last_modified) == ('"one"', "Mon, 23 Nov 2026 10:30:00 GMT")
    server.answer(b"", JSON, 304)
    known = reading.Fetched(None, first.etag, first.last_modified)
    assert reading.look(fetch, server.url, Deadline(SECONDS), known).reading is None
    _, headers = server.asked[-1]
    assert (headers["if-none-match"], headers["if-modified-since"]) == (first.etag, first.last_modified)


@pytest.mark.parametrize(
    "raw", [b"not HTTP at all\r\n\r\n", b"HTTP/1.1 9999 x\r\n\r\n", b"HTTP/1.1 200 OK\r\nX: " + b"a" * 70_000]
)
def test_what_is_no_http_is_said_to_be_none(server: FeedServer, config: Config, raw: bytes) -> None:
    def write(handler: BaseHTTPRequestHandler) -> None:
        handler.wfile.write(raw)

    server.pages["/feed"] = write
    with pytest.raises(FeedError, match=r"something else than HTTP|not reached"):
        read(config, server.url)
