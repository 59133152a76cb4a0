"""Who counts as a person: every browser, and nothing else."""

from __future__ import annotations

import crawleruseragents
import pytest

from support.user_agents import APPENDED, DRESSED_UP, IPHONE, PEOPLE, PROGRAMS, WEBVIEW, WITHOUT_MOZILLA
from vertel.redirect.crawlers import is_person

BROWSER = PEOPLE["Chrome on Windows"]


def request(agent: str, **more: str) -> dict[str, str]:
    """What WSGI makes of a request."""
    return {"REQUEST_METHOD": "GET", "HTTP_USER_AGENT": agent} | more


@pytest.mark.parametrize("agent", PEOPLE.values(), ids=PEOPLE)
def test_a_browser_is_a_person(agent: str) -> None:
    assert is_person(request(agent))


@pytest.mark.parametrize("agent", PROGRAMS.values(), ids=PROGRAMS)
def test_a_program_is_not(agent: str) -> None:
    assert not is_person(request(agent))


@pytest.mark.parametrize("more", APPENDED)
def test_what_an_app_appends_makes_no_program_of_a_person(more: str) -> None:
    for agent in (f"{IPHONE} Mobile/15E148 {more}", f"{WEBVIEW} {more}", f"{more} {BROWSER}"):
        assert is_person(request(agent)), agent


@pytest.mark.parametrize("agent", WITHOUT_MOZILLA.values(), ids=WITHOUT_MOZILLA)
def test_a_browser_may_call_itself_what_it_likes(agent: str) -> None:
    assert is_person(request(agent))


@pytest.mark.parametrize("agent", DRESSED_UP.values(), ids=DRESSED_UP)
def test_a_program_that_dresses_up_as_a_browser_is_known_by_what_it_calls_itself(agent: str) -> None:
    assert not is_person(request(agent))


def test_99_percent_of_the_agents_that_the_package_knows_are_recognised() -> None:
    known = [agent for entry in crawleruseragents.CRAWLER_USER_AGENTS_DATA for agent in entry["instances"]]
    missed = [agent for agent in known if is_person(request(agent))]
    assert len(missed) <= len(known) // 100, missed


def test_without_a_user_agent_there_is_no_person() -> None:
    assert not is_person({"REQUEST_METHOD": "GET"})


@pytest.mark.parametrize("method", ["HEAD", "POST", "OPTIONS"])
def test_only_a_get_is_a_visit(method: str) -> None:
    assert not is_person(request(BROWSER, REQUEST_METHOD=method))


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("Sec-Purpose", "prefetch"),
        ("Sec-Purpose", "prefetch;prerender"),
        ("Sec-Purpose", "prefetch;anonymous-client-ip"),
        ("Purpose", "prefetch"),
        ("X-Purpose", "preview"),
        ("X-Moz", "prefetch"),
        ("sec-purpose", "Prefetch"),
        ("DNT", "1"),
        ("Sec-GPC", "1"),
    ],
)
def test_a_look_ahead_and_who_asks_not_to_be_counted_is_not(name: str, value: str) -> None:
    assert not is_person(request(BROWSER, **{f"HTTP_{name.upper().replace('-', '_')}": value}))


@pytest.mark.parametrize(("name", "value"), [("DNT", "0"), ("Sec-GPC", "0"), ("Sec-Purpose", ""), ("Purpose", "visit")])
def test_who_sends_such_a_header_with_another_meaning_is(name: str, value: str) -> None:
    assert is_person(request(BROWSER, **{f"HTTP_{name.upper().replace('-', '_')}": value}))


def test_an_agent_that_is_longer_than_any_browsers_is_not_even_looked_at() -> None:
    assert is_person(request(f"{BROWSER} {'x' * 500}"))
    assert not is_person(request(f"{BROWSER} {'x' * 1000}"))
