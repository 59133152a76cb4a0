"""Teams over HTTP: how large they are, what they are called, and what becomes of one that is merged or removed."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import uuid
from typing import Any

import pytest
from sqlalchemy import select

from support.answers.common import some_traffic
from support.world import API, Headers, World
from vertel.config import Config
from vertel.db import people_version
from vertel.db.models import AuditEntry, Suggestion, Team
from vertel.domain.people import employees, provisioning

PATH = f"{API}/teams"


@pytest.fixture
def admin(world: World) -> Headers:
    return world.key("admin")


def listed(world: World, admin: Headers) -> dict[str, dict[str, Any]]:
    """The teams by their slugs, all pages of them."""
    found: dict[str, dict[str, Any]] = {}
    cursor = ""
    while True:
        page = world.client.get(f"{PATH}?limit=2{cursor}", headers=admin).json
        found |= {team["slug"]: team for team in page["items"]}
        if page["next_cursor"] is None:
            return found
        cursor = f"&cursor={page['next_cursor']}"


def team_id(world: World, admin: Headers, slug: str) -> str:
    return str(listed(world, admin)[slug]["id"])


def rename(world: World, admin: Headers, slug: str, name: str) -> Any:
    return world.client.patch(f"{PATH}/{team_id(world, admin, slug)}", json={"name": name}, headers=admin)


def merge(world: World, admin: Headers, slug: str, into: str) -> Any:
    own, other = team_id(world, admin, slug), team_id(world, admin, into)
    return world.client.post(f"{PATH}/{own}/merge", json={"into": other}, headers=admin)


def remove(world: World, admin: Headers, slug: str) -> Any:
    return world.client.delete(f"{PATH}/{team_id(world, admin, slug)}", headers=admin)


def upload(world: World, admin: Headers, *rows: tuple[str, str]) -> list[str]:
    """What became of people who are put into teams by a file."""
    text = "email,name,team\n" + "".join(f"{email},{email},{team}\n" for email, team in rows)
    answer = world.client.post(f"{API}/employees/import", data=text, content_type="text/csv", headers=admin)
    return [row["status"] for row in answer.json["rows"]]


def seen(world: World, me: Headers) -> set[str]:
    """The titles that a colleague is shown."""
    return {item["title"] for item in world.client.get(f"{API}/suggestions", headers=me).json["items"]}


def test_a_list_has_each_team_with_how_many_may_sign_in(world: World, admin: Headers) -> None:
    world.sign_in(team="Techniek")
    for team in ("Techniek", "Meetdata", "IT"):
        world.employee(team=team)
    left = world.employee(team="IT")
    with world.session() as session:
        provisioning.disable(session, employees.get(session, left.id))

    assert [(slug, team["name"], team["people"]) for slug, team in listed(world, admin).items()] == [
        ("it", "IT", 1), ("meetdata", "Meetdata", 1), ("techniek", "Techniek", 2),
    ]  # fmt: skip
    one = world.client.get(f"{PATH}/{team_id(world, admin, 'it')}", headers=admin)
    assert one.json == listed(world, admin)["it"]


def test_a_renamed_team_keeps_its_people_and_what_is_meant_for_it_whatever_a_file_calls_it(
    world: World, admin: Headers
) -> None:
    upload(world, admin, ("noor@example.com", "Techniek"))
    world.suggestion(title="For technicians", audience={"teams": ["techniek"]})

    renamed = rename(world, admin, "techniek", "Onderhoud")
    old, new, joined = (
        upload(world, admin, (email, team))
        for email, team in (
            ("noor@example.com", "Techniek"), ("noor@example.com", "ONDERHOUD"), ("piet@example.com", "Onderhoud"),
        )
    )  # fmt: skip

    assert (renamed.json["slug"], renamed.json["name"]) == ("techniek", "Onderhoud")
    assert (old, new, joined) == (["unchanged"], ["unchanged"], ["created"])
    assert [(slug, team["people"]) for slug, team in listed(world, admin).items()] == [("techniek", 2)]
    with world.session() as session:
        piet = employees.find_by_email(session, "piet@example.com")
    assert seen(world, world.sign_in(piet)) == {"For technicians"}
    query = "team=Onderhoud"
    assert len(world.client.get(f"{API}/employees?{query}", headers=admin).json["items"]) == 2


def test_a_name_of_another_team_is_refused_and_its_own_is_not(world: World, admin: Headers) -> None:
    for team in ("Techniek", "Meetdata"):
        world.employee(team=team)

    taken = rename(world, admin, "techniek", "MEETDATA")

    assert (taken.status_code, rename(world, admin, "techniek", "TECHNIEK").status_code) == (409, 200)
    assert "merge the two" in taken.json["detail"]
    assert rename(world, admin, "techniek", "Onderhoud").status_code == 200
    assert rename(world, admin, "techniek", "Techniek").json["name"] == "Techniek"
    assert rename(world, admin, "meetdata", "Onderhoud").status_code == 409


def test_a_merged_team_takes_its_people_and_what_is_meant_for_it_along(world: World, admin: Headers) -> None:
    tiel, zwolle = world.sign_in(team="Tiel"), world.sign_in(team="Zwolle")
    world.suggestion(title="For Tiel", audience={"teams": ["tiel"]})
    both = world.suggestion(title="For both", audience={"teams": ["zwolle", "tiel"]})
    draft = world.suggestion(title="Draft", audience={"teams": ["tiel"]}, status="draft")
    near = world.suggestion(title="A place called so", audience={"locations": ["tiel"]})
    assert seen(world, zwolle) == {"For both"}

    merged = merge(world, admin, "tiel", "zwolle")

    assert (merged.json["slug"], merged.json["people"]) == ("zwolle", 2)
    assert seen(world, tiel) == seen(world, zwolle) == {"For Tiel", "For both"}
    with world.session() as session:
        audiences = {str(row.id): row.audience for row in session.scalars(select(Suggestion))}
    assert audiences[both["id"]]["teams"] == ["zwolle"]
    assert audiences[draft["id"]]["teams"] == ["zwolle"]
    assert audiences[near["id"]] == {"teams": [], "locations": ["tiel"], "languages": []}


KILLED_AT_ITS_LAST_WRITE = """
import os, signal, sys
from vertel.app import create_app
from vertel.auth import auditing
from vertel.config import Config

auditing.record = lambda *_, **__: os.kill(os.getpid(), signal.SIGKILL)
path, into, key = sys.argv[1:]
client = create_app(Config.from_environment(os.environ)).test_client()
client.post(path, json={"into": into}, headers={"Authorization": key})
"""


def test_a_server_that_is_killed_while_it_merges_has_merged_nothing(
    world: World, admin: Headers, config: Config
) -> None:
    tiel = world.sign_in(team="Tiel")
    world.employee(team="Zwolle")
    world.suggestion(title="For Tiel", audience={"teams": ["tiel"]})
    before = listed(world, admin)
    path, into = f"{PATH}/{before['tiel']['id']}/merge", before["zwolle"]["id"]
    environment = os.environ | {
        "VERTEL_DATABASE_URL": config.database_url,
        "VERTEL_SECRET_KEYS": config.secret_keys[0],
        "VERTEL_PUBLIC_URL": config.public_url,
        "VERTEL_STATE_DIR": str(config.state_dir),
    }
    command = [sys.executable, "-c", KILLED_AT_ITS_LAST_WRITE, path, into, admin["Authorization"]]

    killed = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60, check=False)

    assert killed.returncode == -signal.SIGKILL, killed.stderr
    assert listed(world, admin) == before
    with world.session() as session:
        assert [row.audience["teams"] for row in session.scalars(select(Suggestion))] == [["tiel"]]
    assert seen(world, tiel) == {"For Tiel"}
    assert merge(world, admin, "tiel", "zwolle").json["people"] == 2
    assert seen(world, tiel) == {"For Tiel"}


def test_a_file_that_names_a_merged_team_puts_people_into_the_one_that_goes_on(world: World, admin: Headers) -> None:
    upload(world, admin, ("a@example.com", "A"), ("b@example.com", "B"), ("c@example.com", "C"))
    merge(world, admin, "a", "b")
    merge(world, admin, "b", "c")

    again = upload(world, admin, ("a@example.com", "A"), ("b@example.com", "B"), ("d@example.com", "A"))

    assert again == ["unchanged", "unchanged", "created"]
    assert [(slug, team["people"]) for slug, team in listed(world, admin).items()] == [("c", 4)]


def test_a_removed_team_leaves_its_people_and_nobody_is_shown_what_was_for_it_alone(
    world: World, admin: Headers
) -> None:
    upload(world, admin, ("noor@example.com", "Techniek"))
    with world.session() as session:
        noor = employees.find_by_email(session, "noor@example.com")
    me = world.sign_in(noor)
    world.suggestion(title="For technicians", audience={"teams": ["techniek"]})

    removed = remove(world, admin, "techniek")

    assert (removed.status_code, listed(world, admin), seen(world, me)) == (204, {}, set())
    assert world.client.get(f"{API}/employees/{noor.id}", headers=admin).json["team"] is None
    assert upload(world, admin, ("noor@example.com", "Techniek")) == ["updated"]
    assert listed(world, admin)["techniek"]["people"] == 1
    assert seen(world, me) == {"For technicians"}


@pytest.mark.parametrize("end", ["merge", "remove"])
def test_past_numbers_keep_the_name_of_a_team_that_is_gone(world: World, admin: Headers, end: str) -> None:
    some_traffic(world)
    world.settle()

    def figures() -> dict[str, Any]:
        rows = world.client.get(f"{API}/reports/overview", headers=admin).json["by_team"]
        return {row["team"]: {name: row[name] for name in ("shares", "clicks")} for row in rows}

    before = figures()
    gone = merge(world, admin, "large", "next-smallest") if end == "merge" else remove(world, admin, "large")

    assert gone.status_code in {200, 204}
    assert figures()["Large"] == before["Large"]
    assert sum(row["shares"] for row in figures().values()) == sum(row["shares"] for row in before.values())


def test_what_counting_goes_by_moves_with_every_change_of_teams(world: World, admin: Headers) -> None:
    def token() -> uuid.UUID | None:
        with world.session() as session:
            return people_version.token(session)

    for team in ("A", "B", "C"):
        world.employee(team=team)
    tokens = [token()]
    for change in (rename, merge):
        assert change(world, admin, "a", "b" if change is merge else "Other").status_code == 200
        tokens.append(token())
    remove(world, admin, "b")
    tokens.append(token())

    assert len(set(tokens)) == len(tokens)


def test_what_was_done_to_teams_is_recorded(world: World, admin: Headers) -> None:
    for team in ("A", "B"):
        world.employee(team=team)
    rename(world, admin, "a", "Alpha")
    merge(world, admin, "a", "b")
    remove(world, admin, "b")

    with world.session() as session:
        entries = session.scalars(select(AuditEntry).order_by(AuditEntry.at, AuditEntry.id)).all()
    assert [(entry.action, entry.subject_name, entry.details) for entry in entries] == [
        ("team.renamed", "Alpha", {"changes": {"name": {"before": "A", "after": "Alpha"}}}),
        ("team.merged", "Alpha", {"into": "B"}),
        ("team.removed", "B", {}),
    ]


def test_a_team_that_is_not_there_is_not_found(world: World, admin: Headers) -> None:
    for team in ("A", "B", "C"):
        world.employee(team=team)
    gone = team_id(world, admin, "a")
    merge(world, admin, "a", "b")
    left = team_id(world, admin, "c")
    remove(world, admin, "c")
    there = team_id(world, admin, "b")

    for missing in (gone, left, str(uuid.uuid4())):
        path = f"{PATH}/{missing}"
        answers = [
            world.client.get(path, headers=admin),
            world.client.patch(path, json={"name": "N"}, headers=admin),
            world.client.delete(path, headers=admin),
            world.client.post(f"{path}/merge", json={"into": there}, headers=admin),
        ]
        assert [answer.status_code for answer in answers] == [404] * 4
        into = world.client.post(f"{PATH}/{there}/merge", json={"into": missing}, headers=admin)
        assert (into.status_code, into.json["errors"][0]["pointer"]) == (422, "/into")
    itself = world.client.post(f"{PATH}/{there}/merge", json={"into": there}, headers=admin)
    assert (itself.status_code, itself.json["errors"][0]["pointer"]) == (422, "/into")


def test_an_editor_who_names_a_team_that_is_gone_is_warned(world: World, admin: Headers) -> None:
    world.employee(team="Techniek")
    remove(world, admin, "techniek")

    written = world.suggestion(audience={"teams": ["techniek"]})

    assert "unknown-team" in {warning["code"] for warning in written["warnings"]}
    with world.session() as session:
        assert session.scalars(select(Team.slug)).all() == ["techniek"]
