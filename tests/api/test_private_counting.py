"""What five people at least could have caused is counted, from then on for good; everything else never is."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import update

from support.reporting import busy, by, report, rows, share
from support.voices import crowd, shares
from support.world import API, Headers, World
from vertel.db.models import Employee
from vertel.domain.links import destination_report
from vertel.worker.counting import recorder_on

NOTHING = (0, 0)


def numbers(world: World) -> tuple[int, int]:
    overview = report(world).json
    return overview["shares"], overview["clicks"]


def patch(world: World, suggestion: dict[str, Any], **changes: Any) -> None:
    path = f"{API}/suggestions/{suggestion['id']}"
    headers = world.key() | {"If-Match": world.client.get(path, headers=world.key()).headers["ETag"]}
    answer = world.client.patch(path, json=changes, headers=headers)
    assert answer.status_code == 200, answer.text


def pause(world: World, me: Headers, *, counting: bool = False) -> None:
    assert world.client.patch(f"{API}/me", json={"counting": counting}, headers=me).status_code == 200


def sign_out(world: World, me: Headers) -> None:
    assert world.client.post(f"{API}/auth/revoke", headers=me).status_code == 204


def listed(world: World) -> list[str]:
    return [link["code"] for link in world.client.get(f"{API}/links", headers=world.key()).json["items"]]


# What is shown when something happens afterwards.


def test_taking_the_audience_off_a_suggestion_for_one_shows_nothing_of_that_one(world: World) -> None:
    crowd(world, 6, team="Large")
    suggestion = world.suggestion(audience={"teams": ["alone"]})
    busy(world, world.sign_in(team="Alone"), suggestion)
    patch(world, suggestion, audience=None)
    assert (numbers(world), report(world).json["by_suggestion"]) == (NOTHING, [])
    assert rows(world, "group_by=suggestion&interval=month") == []


def test_colleagues_who_join_a_team_of_one_do_not_uncover_what_she_shared(world: World) -> None:
    crowd(world, 6, team="Large")
    me, suggestion = world.sign_in(team="Alone"), world.suggestion()
    share(world, me, suggestion)
    crowd(world, 4, team="Alone")
    assert by(world, "by_team", "team")["Alone"] == NOTHING
    assert sum(found[0] for found in by(world, "by_team", "team").values()) == 1
    share(world, me, suggestion)
    assert by(world, "by_team", "team")["Alone"] == (1, 0)


def test_the_total_less_two_teams_of_five_is_nobody(world: World) -> None:
    suggestion = world.suggestion()
    one, *_ = crowd(world, 5, team="One")
    two, *_ = crowd(world, 6, team="Two")
    alone = world.sign_in()
    for me in (one, two, alone):
        busy(world, me, suggestion)
    found = by(world, "by_team", "team")
    assert sum(found[0] for found in found.values()) == report(world).json["shares"] == 3
    assert found["Other teams"] == NOTHING
    assert sorted(found.values()) == [(0, 0), (1, 1), (2, 2)]


def test_erasing_somebody_does_not_uncover_another_ones_personal_clicks(world: World) -> None:
    people = crowd(world, 6)
    suggestions = [world.suggestion() for _ in range(4)]
    for suggestion in suggestions:
        world.clicked(world.link(people[0], suggestion, "personal"))
    world.clicked(world.link(people[1], suggestions[0], "personal"))
    before = report(world).json
    assert before["by_scope"] == []
    tag = world.client.get(f"{API}/me", headers=people[0]).headers["ETag"]
    assert world.client.delete(f"{API}/me", headers=people[0] | {"If-Match": tag}).status_code == 204
    assert report(world).json == before
    assert report(world, "clicks?group_by=scope").json["rows"] == []


def test_that_the_only_colleague_asked_or_shared_is_seen_nowhere(world: World) -> None:
    crowd(world, 6, location="Zwolle")
    suggestion = world.suggestion(kind="event", audience={"locations": ["Tiel"]})
    me, reader = world.sign_in(location="Tiel"), world.key("reader")
    paths = ["overview", "suggestions", "clicks?group_by=kind", "clicks?group_by=suggestion&since=2026-01-01"]
    before = [world.client.get(f"{API}/reports/{path}", headers=reader) for path in paths]
    for scope in ("campaign", "personal"):
        busy(world, me, suggestion, scope)
    after = [world.client.get(f"{API}/reports/{path}", headers=reader) for path in paths]
    assert [answer.json for answer in after] == [answer.json for answer in before]
    assert [answer.headers["ETag"] for answer in after[:2]] == [answer.headers["ETag"] for answer in before[:2]]
    assert listed(world) == []
    ended = {"publish_at": "2025-01-01T00:00:00Z", "expires_at": "2026-01-01T00:00:00Z"}
    patch(world, suggestion, destination_url="https://careers.example.com/over", **ended)
    with world.session() as session:
        pages = destination_report.page(session, 100).items
    assert "https://careers.example.com/over" not in [page.url for page in pages]


# Who could have.


def test_the_first_four_of_a_company_are_not_on_view_and_the_fifth_makes_them_a_group(world: World) -> None:
    suggestion = world.suggestion()
    people = crowd(world, 4)
    for me in people:
        busy(world, me, suggestion)
    assert numbers(world) == NOTHING
    busy(world, world.sign_in(), suggestion)
    assert numbers(world) == (1, 1), "what was before is never counted"


def test_who_paused_signed_out_or_was_never_connected_does_not_hide_others(world: World) -> None:
    suggestion, (me, *others) = world.suggestion(), crowd(world, 5)
    share(world, me, suggestion)
    assert numbers(world) == (1, 0)
    for stop, start in ((pause, lambda who: pause(world, who, counting=True)), (sign_out, None)):
        stop(world, others[0])
        share(world, me, suggestion)
        assert numbers(world) == (1, 0)
        if start:
            start(others[0])
    world.employee()
    share(world, me, suggestion)
    assert numbers(world) == (1, 0)


def test_who_is_outside_the_audience_when_it_is_recorded_is_not_counted(world: World) -> None:
    suggestion = world.suggestion(audience={"teams": ["large"]})
    crowd(world, 6, team="Large")
    outside = world.sign_in(team="Other")
    share(world, outside, suggestion)
    assert numbers(world) == NOTHING
    impact = world.client.get(f"{API}/me/impact", headers=outside).json
    assert impact["shares"] == 1, "it is theirs to see all the same"


def test_a_share_counts_when_it_is_recorded_and_its_own_date_is_for_the_sharer_alone(world: World) -> None:
    me, *_ = crowd(world, 5)
    day = (datetime.now(UTC) - timedelta(days=40)).replace(hour=12)  # the same day in every time zone near
    share(world, me, world.suggestion(), day)
    assert report(world).json["shares"] == 1
    assert report(world, f"overview?since={day.date()}&until={day.date()}").json["shares"] == 0
    impact = world.client.get(f"{API}/me/impact?since={day.date()}&until={day.date()}", headers=me).json
    assert impact["shares"] == 1


# Links carry their cell.


def test_a_link_whose_people_became_fewer_than_five_leads_on_and_never_counts_again(world: World) -> None:
    suggestion, (me, *others) = world.suggestion(), crowd(world, 5)
    campaign, personal = world.link(me, suggestion), world.link(me, suggestion, "personal")
    for code in (campaign, personal):
        world.clicked(code)
    assert numbers(world) == (0, 2)
    sign_out(world, others[0])
    world.sign_in()
    for code in (campaign, personal):
        world.clicked(code)
        assert shares(world, me, suggestion, link_code=code).json["accepted"] == 1
    assert numbers(world) == (0, 2)
    assert world.link(me, suggestion) not in {campaign, personal}
    again, own = world.link(me, suggestion), world.link(me, suggestion, "personal")
    assert own != personal
    for code in (again, own):
        world.clicked(code)
    assert numbers(world) == (0, 4)
    world.settle()
    assert world.client.get(f"/r/{campaign}").status_code == 302
    impact = world.client.get(f"{API}/me/impact", headers=me).json
    assert impact["clicks"] == 3, "all clicks of my own links are mine to see"


def test_in_a_large_organisation_the_recorder_retires_links(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("vertel.domain.counting.parts.SMALL_ORGANISATION", 0)
    suggestion, (me, other, *_) = world.suggestion(), crowd(world, 5)
    code = world.link(me, suggestion)
    recorder = recorder_on(world.client.application.extensions["vertel"].config, world.engine)
    recorder.step()
    sign_out(world, other)
    recorder.step()
    world.sign_in()
    world.clicked(code)
    recorder.close()
    assert numbers(world) == NOTHING


def test_a_link_of_another_audience_leads_on_and_never_counts_again(world: World) -> None:
    suggestion, (me, *_) = world.suggestion(), crowd(world, 6, location="Zwolle")
    code = world.link(me, suggestion)
    patch(world, suggestion, title="Another title")
    world.clicked(code)
    assert (numbers(world), world.link(me, suggestion)) == ((0, 1), code)
    for audience in ({"locations": ["Zwolle"]}, None):
        patch(world, suggestion, audience=audience)
        world.clicked(code)
        assert numbers(world) == (0, 1)
    assert world.link(me, suggestion) != code


def test_a_link_that_was_made_among_few_is_never_counted(world: World) -> None:
    suggestion, me = world.suggestion(), world.sign_in()
    campaign, personal = world.link(me, suggestion), world.link(me, suggestion, "personal")
    crowd(world, 6)
    for code in (campaign, personal):
        world.clicked(code)
        shares(world, me, suggestion, link_code=code)
    assert (numbers(world), listed(world)) == (NOTHING, [])


def test_a_share_goes_where_its_link_is_counted(world: World) -> None:
    suggestion = world.suggestion()
    one, *_ = crowd(world, 6, team="One")
    crowd(world, 5, team="Two")
    code = world.link(one, suggestion)
    moving = employees_of(world, "One")[0]
    with world.session() as session:
        team = session.get_one(Employee, employees_of(world, "Two")[0].id).team_id
        session.execute(update(Employee).where(Employee.id == moving.id).values(team_id=team))
    assert shares(world, one, suggestion, link_code=code).json["accepted"] == 1
    share(world, one, suggestion)
    found = by(world, "by_team", "team")
    assert (found["One"], found["Two"]) == ((1, 0), (1, 0))


def employees_of(world: World, team: str) -> list[Employee]:
    with world.session() as session:
        found = session.query(Employee).order_by(Employee.id)
        return [each for each in found if each.team and each.team.name == team]


def test_a_list_shows_a_link_when_it_is_counted_and_by_the_day(world: World) -> None:
    suggestion, (me, *others) = world.suggestion(), crowd(world, 5)
    code = world.link(me, suggestion)
    (link,) = world.client.get(f"{API}/links", headers=world.key()).json["items"]
    assert link["code"] == code
    assert link["created_at"].endswith("T00:00:00Z")
    sign_out(world, others[0])
    assert listed(world) == [code], "or it would tell that somebody signed out"


# Groups.


def test_who_is_in_a_small_team_is_counted_with_the_smallest_group_until_there_are_five_others(world: World) -> None:
    suggestion = world.suggestion()
    crowd(world, 5, team="Five")
    crowd(world, 6, team="Six")
    me = world.sign_in(team="Small")
    share(world, me, suggestion)
    crowd(world, 2, team="Five")
    share(world, me, suggestion)
    found = by(world, "by_team", "team")
    assert (found["Five"], found["Six"], found["Other teams"]) == ((2, 0), (0, 0), (0, 0)), "the host stays the host"
    crowd(world, 4)
    share(world, me, suggestion)
    assert by(world, "by_team", "team")["Other teams"] == (1, 0)


def test_teams_are_named_by_who_is_active_whoever_uses_vertel(world: World) -> None:
    for _ in range(5):
        world.employee(team="Nobody signed in")
    for _ in range(4):
        world.employee(team="Four")
    assert by(world, "by_team", "team") == {"Nobody signed in": NOTHING, "Other teams": NOTHING}


def test_past_counts_stay_with_a_team_that_shrank(world: World) -> None:
    me, *_ = crowd(world, 5, team="Techniek")
    crowd(world, 6, team="Zorg")
    share(world, me, world.suggestion())
    for each in employees_of(world, "Techniek")[1:]:
        with world.session() as session:
            session.execute(update(Employee).where(Employee.id == each.id).values(active=False))
    assert by(world, "by_team", "team") == {"Techniek": (1, 0), "Zorg": NOTHING, "Other teams": NOTHING}


# Sums.


def test_what_a_suggestion_is_today_is_where_its_numbers_stand(world: World) -> None:
    me, *_ = crowd(world, 5, location="Zwolle")
    suggestion = world.suggestion(kind="story")
    busy(world, me, suggestion)
    english = {"language": "en", "tone": "personal", "text": "Hello {link}"}
    patch(world, suggestion, kind="event", captions=[english, english | {"language": "nl", "text": "Hoi {link}"}])
    kinds = by(world, "by_kind", "kind")
    assert (kinds["story"], kinds["event"]) == (NOTHING, (1, 1))
    assert by(world, "by_language", "group") == {"en, nl": (1, 1)}
    assert [row[1:] for row in rows(world, "group_by=kind")] == [("event", 1)]
    assert [row[1:] for row in rows(world, "group_by=kind&interval=hour")] == [("event", 1)]


def test_rows_add_up_to_the_total_also_with_links_of_no_suggestion(world: World) -> None:
    me, *_ = crowd(world, 5, team="Techniek")
    busy(world, me, world.suggestion(audience={"teams": ["techniek"]}))
    busy(world, me, world.suggestion())
    own = {"destination_url": "https://careers.example.com/", "code": "poster"}
    assert world.client.post(f"{API}/links", json=own, headers=world.key()).status_code == 201
    world.clicked("poster")
    overview = report(world).json
    assert overview["clicks"] == 3
    assert overview["unassigned"] == {"shares": 0, "clicks": 1, "clicks_per_share": None, "applications": 0}
    for part in ("by_kind", "by_suggestion", "by_team", "by_location", "by_language"):
        assert sum(row["clicks"] for row in overview[part]) == 2, part
    for group in ("none", "kind", "suggestion", "team", "location", "language"):
        for interval in ("hour", "day", "week", "month"):
            found = report(world, f"clicks?group_by={group}&interval={interval}").json["rows"]
            assert sum(row["clicks"] for row in found) == 3, (group, interval)
            assert sum(row["shares"] for row in found) == 2, (group, interval)


def test_an_employee_who_is_added_counts_only_once_connected(world: World) -> None:
    me, *_ = crowd(world, 4)
    suggestion, new = world.suggestion(), world.employee()
    share(world, me, suggestion)
    assert numbers(world) == NOTHING
    world.sign_in(new)
    share(world, me, suggestion)
    assert numbers(world) == (1, 0)


def test_whoever_signed_out_a_moment_ago_could_not_have_done_it(world: World) -> None:
    suggestion, (me, other, *_) = world.suggestion(), crowd(world, 5)
    code = world.link(me, suggestion)
    busy(world, me, suggestion)
    assert numbers(world) == (1, 1)
    sign_out(world, other)
    shares(world, me, suggestion)
    world.clicked(code)
    assert numbers(world) == (1, 1), "who could have is counted anew with every change of people"
