"""The demo company's past: what an editor finds who looks around in it."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import func, select

from support.voices import shares
from support.world import API, World
from vertel.clock import now
from vertel.db.models import (
    Click,
    ClickDay,
    DaySum,
    Employee,
    Idea,
    Organisation,
    Part,
    Share,
    SignIn,
    Suggestion,
    Thanks,
)  # fmt: skip
from vertel.domain.audience import eligible
from vertel.domain.channels import messages
from vertel.domain.counting.parts import EARLIER
from vertel.domain.feeds import schedule
from vertel.domain.privacy import expired_rows
from vertel.seed import demo_company, demo_year

# The year takes some seconds, and the rules by which it is lived through are shown on both databases elsewhere.
pytestmark = pytest.mark.parametrize("config", ["sqlite"], indirect=True)

NONE_ADDED = "Added: 0 organisations, 0 employees, 0 suggestions.\n"


def seed(vertel: Any, *options: str) -> str:
    result = vertel("seed", *options, VERTEL_DESTINATION_HOSTS=",".join(demo_company.destination_hosts()))
    assert result.exit_code == 0, result.output
    return str(result.stderr)


def numbers(world: World) -> dict[str, Any]:
    """How many rows there are of everything that a second seeding could double."""
    models = (Share, Click, Idea, Employee, Suggestion, Thanks, SignIn)
    with world.session() as session:
        return {model.__name__: session.scalar(select(func.count()).select_from(model)) for model in models}


def read(world: World, path: str) -> dict[str, Any]:
    answer = world.client.get(f"{API}/{path}", headers=world.key("admin"))
    assert answer.status_code == 200, answer.get_data(as_text=True)
    return dict(answer.json)


def test_a_year_is_in_the_reports_and_five_people_are_behind_each_number(vertel, world: World) -> None:
    said = seed(vertel)

    assert said.startswith("Added: 1 organisations, 61 employees, 43 suggestions, ")
    today = now().date()
    begin = today - timedelta(days=360)
    months = read(world, f"reports/clicks?interval=month&since={begin}&until={today}")["rows"]
    assert len(months) >= 12
    assert all(month["shares"] and month["clicks"] for month in months[1:])
    assert sum(month["applications"] for month in months) >= 5
    by_team = read(world, f"reports/overview?since={begin}&until={today}")["by_team"]
    assert {row["team"] for row in by_team} >= {"Engineering", "Buitendienst", "Werkplaats", "Meetdata", "Mensen"}
    _five_people_are_in_each_part(world)
    _clicks_add_up(world)
    _weekends_are_quiet(world)
    _there_is_something_to_answer(world)
    _feeds_and_channels_are_paused(world)
    _stays_as_it_is_when_seeded_again(vertel, world)
    _housekeeping_takes_nobody_s_sign_in(world)


def _five_people_are_in_each_part(world: World) -> None:
    with world.session() as session:
        people = eligible.current(session)
        parts = session.scalars(select(Part).where(Part.id != EARLIER)).all()
        assert parts
        for part in parts:
            by_team = people.by_team(part.audience)
            in_part = [number for team, number in by_team.items() if team and team.hex == part.group]
            assert sum(in_part or by_team.values()) >= 5


def _clicks_add_up(world: World) -> None:
    with world.session() as session:
        total = session.scalar(select(func.sum(DaySum.clicks)).where(DaySum.facet == "total"))
        raw = session.scalar(select(func.count()).select_from(Click))
        by_link = session.scalar(select(func.sum(ClickDay.clicks)))
        last = session.scalar(select(func.max(Click.clicked_at)))
        recorded = session.scalar(select(func.max(Share.recorded_at)))
    assert raw == by_link
    assert 0 < total <= raw
    assert max(last, recorded) <= now()


def _weekends_are_quiet(world: World) -> None:
    with world.session() as session:
        days = Counter(moment.weekday() for moment in session.scalars(select(Share.recorded_at)))
    assert days[5] + days[6] < min(days[day] for day in range(5))


def _feeds_and_channels_are_paused(world: World) -> None:
    (feed,) = read(world, "feeds")["items"]
    assert (feed["state"], feed["next_look_at"], feed["outcome"]["drafted"]) == ("paused", None, 2)
    (channel,) = read(world, "channels")["items"]
    assert (channel["active"], channel["next_at"], channel["last_message"]["state"]) == (False, None, "delivered")
    with world.session() as session:
        assert not schedule.is_due(session, now() + timedelta(days=365))
        assert not messages.are_due(session, now() + timedelta(days=365))


def _there_is_something_to_answer(world: World) -> None:
    ideas = read(world, "ideas?limit=100")["items"]
    assert {idea["status"] for idea in ideas} == {"waiting", "answered", "declined", "adopted"}
    assert {idea["colleague"] is None for idea in ideas} == {True, False}
    assert any(idea["images"] for idea in ideas if idea["status"] == "waiting")
    library = read(world, "suggestions?view=manage&limit=100")["items"]
    ids = {one["external_id"]: one["id"] for one in library}
    comments = [
        comment
        for name in ("verhaal-paling", "vac-servicemonteur")
        for comment in read(world, f"suggestions/{ids[name]}/feedback")["comments"]
    ]
    assert {comment["reaction"] for comment in comments} == {"like", "not_for_me"}
    assert {comment["colleague"] is None for comment in comments} == {True, False}
    coming = [one for one in library if one["publish_at"] and one["publish_at"] > f"{now():%Y-%m-%dT%H:%M:%SZ}"]
    assert coming, "something has to be scheduled"
    assert not any("Zwolle" in one["audience"]["locations"] for one in coming), "the calendar has to have a gap"
    states = {one["state"] for name in ids for one in _consents(world, ids[name])}
    assert states >= {"asked", "agreed"}
    links = read(world, "links?scope=own&withdrawn=include")["items"]
    assert len(links) == 6
    assert all(link["clicks"] for link in links)
    assert [link["code"] for link in links if link["withdrawn_at"]] == ["opendag"]
    moved = read(world, "links/werken")
    assert moved["destination_url"] not in [moved["history"][0]["destination_url"], None]
    pages = read(world, "reports/destinations")["items"]
    assert "gone" in {page["status"] for page in pages}


def _consents(world: World, suggestion_id: str) -> list[dict[str, Any]]:
    return list(read(world, f"suggestions/{suggestion_id}/consents")["items"])


def _stays_as_it_is_when_seeded_again(vertel: Any, world: World) -> None:
    before = numbers(world)
    with world.session() as session:
        session.get_one(Organisation, 1).name = "Ours"

    assert seed(vertel) == NONE_ADDED

    assert numbers(world) == before
    with world.session() as session:
        assert session.get_one(Organisation, 1).name == "Ours"


def _housekeeping_takes_nobody_s_sign_in(world: World) -> None:
    with world.session() as session:
        before = eligible.current(session).number({"teams": [], "locations": [], "languages": []})

    expired_rows.delete_all(world.engine, now())

    with world.session() as session:
        session.info.clear()
        assert eligible.current(session).number({"teams": [], "locations": [], "languages": []}) == before == 57


def test_the_organisation_says_that_it_is_a_demo(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(demo_year.Year, "plan", lambda _: None)
    with world.session() as session:
        demo_company.load(session)
        demo_year.load(session)

        assert session.get_one(Organisation, 1).name == "Ottervliet Watertechniek (demo)"


def test_a_company_that_is_used_gets_no_past(vertel, world: World) -> None:
    seed(vertel, "--without-year")
    me = world.sign_in()
    suggestion = world.client.get(f"{API}/suggestions?kind=story", headers=me).json["items"][0]
    assert shares(world, me, suggestion).json["accepted"] == 1

    assert seed(vertel) == NONE_ADDED

    assert numbers(world)["Share"] == 1
