"""What came of my own sharing, for me alone."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import delete, select

from support.voices import shares
from support.world import API, Headers, World
from vertel.db.models import Application, Click, Link


def impact(world: World, me: Headers, query: str = "?since=2026-10-01&until=2026-10-31") -> dict[str, object]:
    answer = world.client.get(f"{API}/me/impact{query}", headers=me)
    assert answer.status_code == 200, answer.json
    return dict(answer.json)


def numbers(part: dict[str, object]) -> tuple[object, ...]:
    return part["shares"], part["clicks"], part["applications"]


def test_i_see_my_shares_and_what_my_personal_links_led_to(world: World) -> None:
    me, story, vacancy = world.sign_in(), world.suggestion(title="Story"), world.suggestion(title="Vacancy")
    code = world.link(me, story, "personal")
    shares(world, me, story, link_code=code, occurred_at="2026-10-05T09:00:00Z")
    shares(world, me, vacancy, occurred_at="2026-10-12T09:00:00Z")
    world.clicked(code, "2026-10-06T10:00:00Z", "2026-10-06T11:00:00Z", "2026-10-20T10:00:00Z")
    with world.session() as session:
        link = session.scalars(select(Link).where(Link.code == code)).one()
        session.add(Application(id="a-1", link_id=link.id, day=date(2026, 10, 20)))

    answer = impact(world, me)

    assert numbers(answer) == (2, 3, 1)
    assert [(each["title"], *numbers(each)) for each in answer["by_suggestion"]] == [
        ("Story", 1, 3, 1), ("Vacancy", 1, 0, 0),
    ]  # fmt: skip
    days = {step["start"]: numbers(step) for step in answer["over_time"]}
    assert len(days) == 31
    assert {day: found for day, found in days.items() if any(found)} == {
        "2026-10-05": (1, 0, 0), "2026-10-06": (0, 2, 0), "2026-10-12": (1, 0, 0), "2026-10-20": (0, 1, 1),
    }  # fmt: skip


def test_a_tip_is_a_share_that_i_see_as_a_tip(world: World) -> None:
    me, vacancy = world.sign_in(), world.suggestion(title="Vacancy")
    code = world.link(me, vacancy, "personal")
    shares(world, me, vacancy, method="tip", link_code=code, occurred_at="2026-10-05T09:00:00Z")
    shares(world, me, vacancy, method="copy", occurred_at="2026-10-06T09:00:00Z")

    answer = impact(world, me)

    assert (answer["shares"], answer["tips"]) == (2, 1)
    assert [(each["shares"], each["tips"]) for each in answer["by_suggestion"]] == [(2, 1)]
    tipped = {step["start"]: step["tips"] for step in answer["over_time"] if step["tips"]}
    assert tipped == {"2026-10-05": 1}


def test_the_clicks_of_a_campaign_link_are_not_mine(world: World) -> None:
    me, suggestion = world.sign_in(), world.suggestion()
    world.clicked(world.link(me, suggestion), "2026-10-06T10:00:00Z")

    assert numbers(impact(world, me)) == (0, 0, 0)


def test_somebody_else_s_numbers_are_not_in_mine(world: World) -> None:
    me, colleague, suggestion = world.sign_in(), world.sign_in(role="admin"), world.suggestion()
    code = world.link(colleague, suggestion, "personal")
    shares(world, colleague, suggestion, link_code=code, occurred_at="2026-10-05T09:00:00Z")
    world.clicked(code, "2026-10-06T10:00:00Z")

    assert numbers(impact(world, me)) == (0, 0, 0)
    assert numbers(impact(world, colleague)) == (1, 1, 0)


def test_a_program_has_no_impact(world: World) -> None:
    assert world.client.get(f"{API}/me/impact", headers=world.key("admin")).status_code == 403


@pytest.mark.parametrize(
    ("interval", "starts"),
    [("week", ["2026-09-28", "2026-10-05", "2026-10-12", "2026-10-19", "2026-10-26"]), ("month", ["2026-10-01"])],
)
def test_it_is_told_by_the_week_and_by_the_month(world: World, interval: str, starts: list[str]) -> None:
    me, suggestion = world.sign_in(), world.suggestion()
    world.clicked(world.link(me, suggestion, "personal"), "2026-10-06T10:00:00Z", "2026-10-11T10:00:00Z")

    steps = impact(world, me, f"?since=2026-10-01&until=2026-10-31&interval={interval}")["over_time"]

    assert [step["start"] for step in steps] == starts
    assert [step["clicks"] for step in steps if step["clicks"]] == [2]


def test_a_day_is_one_of_the_organisation_s_time_zone(world: World) -> None:
    me, suggestion = world.sign_in(), world.suggestion()
    code = world.link(me, suggestion, "personal")
    shares(world, me, suggestion, link_code=code, occurred_at="2026-10-05T22:30:00Z")
    world.clicked(code, "2026-10-05T22:30:00Z")

    answer = impact(world, me, "?since=2026-10-06&until=2026-10-06")

    assert numbers(answer) == (1, 1, 0)


def test_it_stays_when_single_clicks_are_gone(world: World) -> None:
    me, suggestion = world.sign_in(), world.suggestion()
    world.clicked(world.link(me, suggestion, "personal"), "2026-10-06T10:00:00Z")
    with world.session() as session:
        session.execute(delete(Click))

    assert numbers(impact(world, me)) == (0, 1, 0)


def test_a_suggestion_that_was_archived_still_counts(world: World) -> None:
    me, suggestion = world.sign_in(), world.suggestion(title="Gone")
    world.clicked(world.link(me, suggestion, "personal"), "2026-10-06T10:00:00Z")
    path = f"{API}/suggestions/{suggestion['id']}"
    headers = world.key() | {"If-Match": world.client.get(path, headers=world.key()).headers["ETag"]}
    world.client.delete(path, headers=headers)

    assert [each["title"] for each in impact(world, me)["by_suggestion"]] == ["Gone"]


@pytest.mark.parametrize("query", ["?since=2026-10-02&until=2026-10-01", "?since=2010-01-01", "?interval=hour"])
def test_a_period_that_makes_no_sense_is_refused(world: World, query: str) -> None:
    assert world.client.get(f"{API}/me/impact{query}", headers=world.sign_in()).status_code == 422
