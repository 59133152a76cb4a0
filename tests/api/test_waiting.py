"""What waits for an editor: how much of each sort, and the first few. Of words no more than the lists tell."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from support.voices import crowd, says, sends, told
from support.world import API, HOST, Headers, World
from vertel.domain.links.destination_check import Answer, LinkChecker
from vertel.worker.destination_checker import DestinationChecker

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
SORTS = ("ideas", "comments", "drafts", "consents", "vacancies", "destinations")


def waiting(world: World, **headers: str) -> dict[str, Any]:
    answer = world.client.get(f"{API}/waiting", headers=world.key() | headers)
    assert answer.status_code == 200, answer.text
    return dict(answer.json)


def moment(**ahead: float) -> str:
    return (datetime.now(UTC) + timedelta(**ahead)).strftime("%Y-%m-%dT%H:%M:%SZ")


def day(**ahead: float) -> str:
    return (datetime.now(AMSTERDAM).date() + timedelta(**ahead)).isoformat()


def titles(found: dict[str, Any]) -> list[str]:
    return [item["title"] for item in found["items"]]


def mark_read(world: World, suggestion: dict[str, Any], *ids: str) -> int:
    path = f"{API}/suggestions/{suggestion['id']}/feedback/read"
    return int(world.client.post(path, json={"ids": [*ids]}, headers=world.key()).status_code)


def comment_ids(world: World, suggestion: dict[str, Any]) -> list[str]:
    return [comment["id"] for comment in told(world, suggestion)["comments"]]


def test_nothing_waits_in_a_new_company(world: World) -> None:
    answer = waiting(world)

    assert {sort: (answer[sort]["count"], answer[sort]["items"]) for sort in SORTS} == dict.fromkeys(SORTS, (0, []))
    assert answer["destinations"]["checked_at"] is None


def test_an_idea_waits_until_an_editor_answers_it_and_again_when_its_sender_says_more(world: World) -> None:
    me = world.sign_in()
    idea = sends(world, me, text="Our new pump\nis in its place.")
    path = f"{API}/ideas/{idea['id']}/reply"
    assert waiting(world)["ideas"] == {
        "count": 1,
        "items": [{"id": idea["id"], "text": "Our new pump\nis in its place.", "sent_on": idea["sent_on"]}],
    }

    world.client.post(path, json={"text": "Lovely! A photo?"}, headers=world.key())
    assert waiting(world)["ideas"]["count"] == 0

    world.client.post(path, json={"text": "Here it is."}, headers=me)
    assert waiting(world)["ideas"]["count"] == 1


def test_ideas_that_editors_may_not_read_do_not_wait(world: World) -> None:
    me, *_ = crowd(world, 2)
    signed = world.client.post(f"{API}/ideas", json={"text": "Mine.", "signed": True}, headers=me).json
    world.client.post(f"{API}/ideas", json={"text": "Who else would send this?"}, headers=me)

    assert [idea["id"] for idea in waiting(world)["ideas"]["items"]] == [signed["id"]]
    assert waiting(world)["ideas"]["count"] == 1


def test_five_of_each_sort_are_told_and_all_are_counted(world: World) -> None:
    for number in range(7):
        world.suggestion(status="draft", title=f"Draft {number}")

    drafts = waiting(world)["drafts"]

    assert (drafts["count"], titles(drafts)) == (7, [f"Draft {number}" for number in (6, 5, 4, 3, 2)])
    assert {item["day"] for item in drafts["items"]} <= {day(days=-1), day()}


def test_comments_wait_until_an_editor_marks_them_as_read(world: World) -> None:
    suggestion, other = world.suggestion(title="One"), world.suggestion(title="Two")
    one, two, three, *_ = crowd(world, 7)
    says(world, one, suggestion, comment="Nice.")
    says(world, two, suggestion, comment="Not mine.", signed=True)
    says(world, three, suggestion)  # without a word there is nothing to read
    says(world, three, other, comment="Hm.")

    comments = waiting(world)["comments"]
    assert comments["count"] == 3
    assert [(item["title"], item["count"]) for item in comments["items"]] == [("One", 2), ("Two", 1)]

    assert mark_read(world, suggestion, *comment_ids(world, suggestion)) == 204
    comments = waiting(world)["comments"]
    assert (comments["count"], titles(comments)) == (1, ["Two"])
    assert [comment["read"] for comment in told(world, suggestion)["comments"]] == [True, True]
    assert [comment["read"] for comment in told(world, other)["comments"]] == [False]


@pytest.mark.parametrize("signed", [True, False])
def test_what_is_said_anew_waits_again(world: World, signed: bool) -> None:
    suggestion = world.suggestion()
    me, *_ = crowd(world, 7)
    says(world, me, suggestion, comment="Nice.", signed=signed)
    mark_read(world, suggestion, *comment_ids(world, suggestion))

    says(world, me, suggestion, comment="On second thought: hm.", signed=signed)

    assert waiting(world)["comments"]["count"] == 1


def test_only_the_comments_that_were_read_are_marked_and_what_is_gone_is_passed_over(world: World) -> None:
    suggestion, other = world.suggestion(), world.suggestion()
    one, two, *_ = crowd(world, 7)
    says(world, one, suggestion, comment="Nice.")
    says(world, one, other, comment="Nice, too.")
    seen = comment_ids(world, suggestion)
    says(world, two, suggestion, comment="Said while the editor was reading.")

    assert mark_read(world, suggestion, *seen, *comment_ids(world, other), world.suggestion()["id"]) == 204

    assert waiting(world)["comments"]["count"] == 2
    assert mark_read(world, {"id": "019aaf4e-6c1b-7d2a-9b0e-3f5d8c7a1e42"}) == 404


def test_unsigned_comments_wait_only_where_editors_may_read_them(world: World) -> None:
    suggestion = world.suggestion()
    one, two, *_ = crowd(world, 5)
    says(world, one, suggestion, comment="Who else would say this?")
    assert waiting(world)["comments"]["count"] == 1

    says(world, two, suggestion, signed=True)  # four are left who did not sign

    assert waiting(world)["comments"] == {"count": 0, "items": []}


def test_comments_wait_as_many_as_the_lists_have(world: World) -> None:
    """However large the audience: the count is that of the list, for signed and unsigned ones together."""
    suggestions = [world.suggestion(audience={"teams": [team]}) for team in ("large", "small")]
    people = {team: crowd(world, number, team=team) for team, number in (("Large", 6), ("Small", 4))}
    for suggestion, members in zip(suggestions, people.values(), strict=True):
        for index, me in enumerate(members):
            says(world, me, suggestion, comment="Hm.", signed=index == 0)

    listed = sum(len(told(world, suggestion)["comments"]) for suggestion in suggestions)

    assert waiting(world)["comments"]["count"] == listed == 7


def test_consent_waits_when_it_ends_within_a_month_or_has_ended(world: World) -> None:
    def shown(title: str, until: str | None, **more: Any) -> None:
        world.suggestion(title=title, people=[{"name": "Samira Haddad", "consent_until": until}], **more)

    shown("Ended", day(days=-3))
    shown("Ends", day(days=20))
    shown("Ends later", day(days=45))
    shown("Is over before", day(days=20), expires_at=moment(days=10))
    shown("A draft", day(days=-3), status="draft")

    consents = waiting(world)["consents"]

    found = [(item["title"], item["day"]) for item in consents["items"]]
    assert found == [("Ended", day(days=-3)), ("Ends", day(days=20))]
    assert consents["count"] == 2


def test_consent_that_does_not_hold_now_has_no_last_day(world: World) -> None:
    world.suggestion(people=[{"name": "Samira Haddad", "consent_until": day(days=60)}])
    tag = world.client.get(f"{API}/settings", headers=world.key("admin")).headers["ETag"]
    headers = world.key("admin") | {"If-Match": tag}
    assert world.client.patch(f"{API}/settings", json={"require_consent": True}, headers=headers).status_code == 200

    assert [item["day"] for item in waiting(world)["consents"]["items"]] == [None]


def test_a_vacancy_waits_in_its_last_week(world: World) -> None:
    tonight = datetime.combine(date.fromisoformat(day(days=3)), datetime.min.time(), AMSTERDAM).astimezone(UTC)
    world.suggestion(title="Closes", expires_at=tonight.strftime("%Y-%m-%dT%H:%M:%SZ"))
    world.suggestion(title="Closes first", expires_at=moment(hours=2))
    world.suggestion(title="Closes later", expires_at=moment(days=8))
    world.suggestion(title="Stays")
    world.suggestion(title="A story", kind="story", expires_at=moment(days=2))
    world.suggestion(title="A draft", status="draft", expires_at=moment(days=2))

    vacancies = waiting(world)["vacancies"]

    assert (vacancies["count"], titles(vacancies)) == (2, ["Closes first", "Closes"])
    assert vacancies["items"][1]["day"] == day(days=2)  # it closes as the third day begins


def test_pages_wait_that_were_not_there_as_long_as_something_leads_there(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    statuses = {"gone": "gone", "silent": "unreachable", "here": "ok", "elsewhere": "moved"}
    monkeypatch.setattr(
        LinkChecker, "check", lambda _, url, *__: Answer(statuses[url.rsplit("/", 1)[1]], "So it is.", None)
    )
    suggestion, *_ = [world.suggestion(title=path, destination_url=f"https://{HOST}/{path}") for path in statuses]
    link = {"destination_url": f"https://{HOST}/silent", "code": "poster"}
    world.client.post(f"{API}/links", json=link, headers=world.key())
    world.client.post(f"{API}/reports/destinations", headers=world.key())
    DestinationChecker(world.client.application.extensions["vertel"].config, world.engine).step()

    found = waiting(world)["destinations"]
    assert (found["count"], found["checked_at"] is not None) == (2, True)
    assert found["items"][0] == {
        "destination_url": f"https://{HOST}/gone",
        "status": "gone",
        "suggestions": [{"id": suggestion["id"], "title": "gone", "titles": []}],
    }

    change(world, suggestion, destination_url=f"https://{HOST}/here")
    assert [item["status"] for item in waiting(world)["destinations"]["items"]] == ["unreachable"]


def change(world: World, suggestion: dict[str, Any], **changes: Any) -> None:
    path = f"{API}/suggestions/{suggestion['id']}"
    tag = world.client.get(path, headers=world.key()).headers["ETag"]
    answer = world.client.patch(path, json=changes, headers=world.key() | {"If-Match": tag})
    assert answer.status_code == 200, answer.text


def test_titles_are_in_the_language_of_who_reads(world: World) -> None:
    dutch = [{"language": "nl", "text": "Een nieuwe pomp"}]
    suggestion = world.suggestion(title="A new pump", titles=dutch, expires_at=moment(days=1))
    world.suggestion(title="A draft", titles=[{"language": "nl", "text": "Een concept"}], status="draft")
    me, *_ = crowd(world, 6)
    says(world, me, suggestion, comment="Nice.")

    answer = waiting(world, **{"Accept-Language": "nl"})

    assert titles(answer["comments"]) == titles(answer["vacancies"]) == ["Een nieuwe pomp"]
    assert titles(answer["drafts"]) == ["Een concept"]
    assert titles(waiting(world)["vacancies"]) == ["A new pump"]


def test_who_reads_reports_only_is_not_told_what_waits(world: World) -> None:
    def status(headers: Headers) -> int:
        return int(world.client.get(f"{API}/waiting", headers=headers).status_code)

    assert [status(world.key("reader")), status(world.sign_in()), status(world.sign_in(role="editor"))] == [
        403,
        403,
        200,
    ]
