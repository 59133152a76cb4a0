"""What is said of a suggestion while it is written: the same as once it is stored, and nothing is stored."""

from __future__ import annotations

import json
from typing import Any

from support.world import API, World, suggestion_request


def checked(world: World, **written: Any) -> dict[str, Any]:
    answer = world.client.post(f"{API}/suggestions/check", json=written, headers=world.key())
    assert answer.status_code == 200, answer.json
    return dict(answer.json)


def test_what_has_no_title_yet_is_told_so_beside_its_warnings(world: World) -> None:
    found = checked(world, captions=[{"language": "nl", "text": "Kom kijken: {{link}}"}])
    assert [fault["pointer"] for fault in found["errors"]] == ["/kind", "/title"]
    assert "foreign-placeholder" in {warning["code"] for warning in found["warnings"]}
    assert [fault["pointer"] for fault in checked(world)["errors"]] == ["/kind", "/title", "/captions"]
    assert world.client.get(f"{API}/suggestions?view=manage", headers=world.key()).json["items"] == []


def test_what_is_finished_is_told_the_same_as_by_an_upload_and_once_it_is_stored(world: World) -> None:
    for _ in range(6):
        world.employee(team="Techniek")
    people = [{"name": "Samira"}]
    document = suggestion_request(audience={"teams": ["techniek", "techneik"]}, people=people, title="Caf\u00c3\u00a9")
    found = checked(world, **document)
    upload = world.client.post(
        f"{API}/suggestions/import?dry_run=true",
        data=json.dumps([document]),
        content_type="application/json",
        headers=world.key(),
    )
    (row,) = upload.json["rows"]
    assert (found["errors"], found["warnings"], found["reach"]) == ([], row["warnings"], row["reach"])
    stored = world.suggestion(**document)
    assert (found["warnings"], found["reach"]) == (stored["warnings"], stored["reach"])


def test_what_would_be_refused_says_where(world: World) -> None:
    found = checked(world, **suggestion_request(destination_url="https://elsewhere.example.net/"))
    assert [fault["pointer"] for fault in found["errors"]] == ["/destination_url"]
