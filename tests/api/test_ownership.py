"""An upload changes what it wrote itself: by the name in its source, and field by field what nobody edited since."""

from __future__ import annotations

import json
from typing import Any

import pytest
from sqlalchemy import select, update

from support.world import API, HOST, World, suggestion_request
from vertel.db.models import Link, Suggestion

Verdict = dict[str, Any]
URL = f"https://{HOST}"


def upload(world: World, *documents: dict[str, Any], what: str = "suggestions", **query: str) -> dict[str, Any]:
    body = "\n".join(map(json.dumps, documents))
    answer = world.client.post(
        f"{API}/{what}/import",
        data=body,
        content_type="application/x-ndjson",
        query_string=query,
        headers=world.key(),
    )
    assert answer.status_code == 200, answer.json
    return dict(answer.json)


def row(world: World, document: dict[str, Any], **query: str) -> Verdict:
    (verdict,) = upload(world, document, **query)["rows"]
    return dict(verdict)


def link_row(world: World, document: dict[str, Any], **query: str) -> Verdict:
    return row(world, document, what="links", **query)


def vacancy(title: str = "Monteur", name: str = "17", **more: Any) -> dict[str, Any]:
    return suggestion_request(external_id=name, title=title, **more)


def managed(world: World) -> list[dict[str, Any]]:
    answer = world.client.get(f"{API}/suggestions?view=manage", headers=world.key("reader"))
    return list(answer.json["items"])


def titles(world: World) -> list[str]:
    return sorted(one["title"] for one in managed(world))


def edit(world: World, suggestion_id: str, **changes: Any) -> None:
    path, headers = f"{API}/suggestions/{suggestion_id}", world.key()
    tag = world.client.get(path, headers=headers).headers["ETag"]
    answer = world.client.patch(path, json=changes, headers=headers | {"If-Match": tag})
    assert answer.status_code == 200, answer.json


def warned(verdict: Verdict, code: str) -> list[str]:
    return [one["pointer"] for one in verdict["warnings"] if one["code"] == code]


@pytest.mark.parametrize("source", [{}, {"source": "job-feed"}], ids=["without a source", "with one"])
def test_the_same_source_changes_what_it_made_and_says_what(world: World, source: dict[str, str]) -> None:
    assert row(world, vacancy(), **source)["status"] == "created"
    assert row(world, vacancy(), **source)["status"] == "unchanged"
    tried = row(world, vacancy("Lasser", kind="event"), dry_run="true", **source)
    assert (tried["status"], tried["changes"]) == ("updated", ["kind", "title"])
    assert tried["made_by"] == source.get("source", "uploads without a source")
    assert titles(world) == ["Monteur"]
    assert row(world, vacancy("Lasser", kind="event"), **source)["status"] == "updated"
    assert titles(world) == ["Lasser"]


def test_the_same_name_in_two_sources_is_two_suggestions(world: World) -> None:
    for source, title in ({}, "One"), ({"source": "feed"}, "Two"), ({"source": "ats"}, "Three"):
        assert row(world, vacancy(title), **source)["status"] == "created"
    assert titles(world) == ["One", "Three", "Two"]
    assert {one["external_id"] for one in managed(world)} == {"17"}
    assert row(world, vacancy("Four"), source="feed")["status"] == "updated"
    assert titles(world) == ["Four", "One", "Three"]


@pytest.mark.parametrize("query", [{}, {"dry_run": "true"}, {"existing": "replace"}], ids=str)
def test_what_was_written_by_hand_is_nobody_else_s(world: World, query: dict[str, str]) -> None:
    made = world.suggestion(external_id="17", title="By hand")
    verdict = row(world, vacancy(), **query)
    assert (verdict["status"], verdict["made_by"], verdict["id"]) == ("refused", "editors", made["id"])
    assert "by hand" in verdict["errors"][0]["message"]
    assert titles(world) == ["By hand"]
    assert row(world, vacancy(), source="feed", **query)["status"] == "created"


def test_a_field_that_an_editor_changed_since_stays_and_the_others_follow(world: World) -> None:
    made = row(world, vacancy(kind="vacancy"), source="feed")
    edit(world, made["id"], title="Kom bij ons", audience={"teams": ["techniek"]})
    verdict = row(world, vacancy("Lasser", kind="event"), source="feed")
    assert (verdict["status"], verdict["changes"]) == ("updated", ["kind"])
    assert warned(verdict, "edit-kept") == ["/title", "/audience"]
    (found,) = managed(world)
    assert (found["title"], found["kind"], found["audience"]["teams"]) == ("Kom bij ons", "event", ["techniek"])
    again = row(world, vacancy("Lasser", kind="event"), source="feed")
    assert (again["status"], warned(again, "edit-kept")) == ("unchanged", ["/title", "/audience"])


def test_edits_are_replaced_on_request_and_a_dry_run_says_so(world: World) -> None:
    made = row(world, vacancy(), source="feed")
    edit(world, made["id"], title="Kom bij ons")
    tried = row(world, vacancy("Lasser"), source="feed", existing="replace", dry_run="true")
    assert (tried["changes"], warned(tried, "edit-replaced")) == (["title"], ["/title"])
    assert titles(world) == ["Kom bij ons"]
    row(world, vacancy("Lasser"), source="feed", existing="replace")
    assert titles(world) == ["Lasser"]
    assert warned(row(world, vacancy("Planner"), source="feed"), "edit-kept") == []


def test_what_is_there_is_kept_on_request(world: World) -> None:
    row(world, vacancy(), source="feed")
    verdicts = upload(world, vacancy("Lasser"), vacancy("Planner", "18"), source="feed", existing="keep")["rows"]
    assert [one["status"] for one in verdicts] == ["unchanged", "created"]
    assert warned(verdicts[0], "kept") == [""]
    assert titles(world) == ["Monteur", "Planner"]
    world.suggestion(external_id="19", title="By hand")
    assert row(world, vacancy("Other", "19"), existing="keep")["status"] == "unchanged"


def test_named_fields_are_left_alone(world: World) -> None:
    row(world, vacancy(kind="story", status="draft"), source="feed", leave="status")
    verdict = row(world, vacancy("Lasser", kind="event"), source="feed", leave=" kind, status")
    assert verdict["changes"] == ["title"]
    (found,) = managed(world)
    assert (found["kind"], found["status"], found["title"]) == ("story", "draft", "Lasser")


def test_a_name_that_an_editor_changed_takes_it_out_of_its_source(world: World) -> None:
    made = row(world, vacancy(), source="feed")
    edit(world, made["id"], external_id="my-own", title="Mine")
    assert row(world, vacancy("Lasser"), source="feed")["status"] == "created"
    assert titles(world) == ["Lasser", "Mine"]


@pytest.mark.parametrize(
    ("query", "pointer"),
    [
        ("leave=colour", "/leave"),
        ("missing=archive", "/missing"),
        ("source=Job%20Feed", "/source"),
        ("existing=merge", "/existing"),
    ],
)
def test_terms_that_make_no_sense_are_refused(world: World, query: str, pointer: str) -> None:
    path = f"{API}/suggestions/import?{query}"
    answer = world.client.post(path, data="", content_type="application/x-ndjson", headers=world.key())
    assert (answer.status_code, answer.json["errors"][0]["pointer"]) == (422, pointer)


def test_what_a_source_has_no_more_is_archived_and_comes_back_as_it_was(world: World) -> None:
    three = [vacancy(f"Job {name}", name) for name in ("1", "2", "3")]
    upload(world, *three, source="feed")
    row(world, vacancy("Other feed", "2"), source="ats")
    edit(world, next(one["id"] for one in managed(world) if one["title"] == "Job 1"), title="Edited 1")
    tried = upload(world, three[1], source="feed", missing="archive", dry_run="true")
    assert [one["external_id"] for one in tried["ended"]] == ["1", "3"]
    assert {one["status"] for one in managed(world)} == {"published"}
    assert [one["title"] for one in upload(world, three[1], source="feed", missing="archive")["ended"]] == [
        "Edited 1",
        "Job 3",
    ]
    statuses = {one["title"]: one["status"] for one in managed(world)}
    assert statuses == {
        "Edited 1": "archived",
        "Job 2": "published",
        "Job 3": "archived",
        "Other feed": "published",
    }
    assert upload(world, three[1], source="feed", missing="archive")["ended"] == []
    back = upload(world, *three, source="feed", missing="archive")["rows"]
    assert [(one["status"], one["changes"]) for one in back] == [
        ("updated", ["status"]),
        ("unchanged", []),
        ("updated", ["status"]),
    ]
    assert {one["status"] for one in managed(world)} == {"published"}


def test_what_an_editor_brought_back_by_hand_is_not_ended_again(world: World) -> None:
    made = row(world, vacancy(), source="feed")
    upload(world, source="feed", missing="archive")
    edit(world, made["id"], status="published")
    assert upload(world, source="feed", missing="archive")["ended"] == []
    assert managed(world)[0]["status"] == "published"


def test_a_refused_row_is_still_there_and_a_row_without_a_name_may_be_any(world: World) -> None:
    upload(world, vacancy("One", "1"), vacancy("Two", "2"), source="feed")
    broken = vacancy("One", "1", destination_url="https://elsewhere.example.net/")
    answer = upload(world, broken, vacancy("Two", "2"), source="feed", missing="archive")
    assert (answer["refused"], answer["ended"]) == (1, [])
    answer = upload(world, vacancy("Nameless", "").copy() | {"external_id": None}, source="feed", missing="archive")
    assert answer["ended"] == []
    assert warned(answer["rows"][0], "nothing-ended") == ["/external_id"]


def test_an_atomic_upload_that_is_refused_ends_nothing(world: World) -> None:
    row(world, vacancy("One", "1"), source="feed")
    broken = vacancy("Two", "2", destination_url="https://elsewhere.example.net/")
    answer = upload(world, broken, source="feed", missing="archive", atomic="true")
    assert (answer["stored"], answer["ended"]) == (False, [])
    assert managed(world)[0]["status"] == "published"


def test_what_was_uploaded_before_sources_were_remembered_follows_the_first_that_names_it(world: World) -> None:
    row(world, vacancy())
    link_row(world, {"destination_url": f"{URL}/a", "external_id": "p-1"})
    with world.session() as session:
        for model in (Suggestion, Link):
            session.execute(update(model).values(uploaded=None))
    assert row(world, vacancy("Lasser"), source="feed")["status"] == "updated"
    assert row(world, vacancy("Planner"), source="ats")["status"] == "created"
    assert titles(world) == ["Lasser", "Planner"]
    moved = {"destination_url": f"{URL}/b", "external_id": "p-1"}
    assert link_row(world, moved, source="shortener")["status"] == "updated"
    assert link_row(world, moved, source="other")["status"] == "created"
    with world.session() as session:
        assert sorted(session.scalars(select(Link.destination_url))) == [f"{URL}/b", f"{URL}/b"]


def test_an_event_and_an_export_name_it_as_its_source_does(world: World) -> None:
    somebody = world.employee(name="Samira")
    row(world, vacancy(people=[{"name": "Samira", "consent_until": None}]), source="feed")
    me = world.sign_in(somebody)
    export = world.client.get(f"{API}/me/export", headers=me).json
    assert '"external_id":"17"' in json.dumps(export).replace(" ", "")


def test_another_file_does_not_lead_an_editor_s_link_elsewhere(world: World) -> None:
    by_hand = {"destination_url": f"{URL}/printed", "code": "poster"}
    world.client.post(f"{API}/links", json=by_hand, headers=world.key())
    file = f"keyword,url,title\nPoster,{URL}/other,Other\n"
    for query in ("?dry_run=true", "", "?source=old-tracker", "?existing=replace"):
        answer = world.client.post(
            f"{API}/links/import{query}", data=file, content_type="text/csv", headers=world.key()
        )
        (verdict,) = answer.json["rows"]
        assert (verdict["status"], verdict["made_by"]) == ("refused", "editors")
        assert f"{URL}/printed" in verdict["errors"][0]["message"]
    same = f"keyword,url,title\nPoster,{URL}/printed,Another title\n"
    answer = world.client.post(f"{API}/links/import", data=same, content_type="text/csv", headers=world.key())
    assert answer.json["rows"][0]["status"] == "unchanged"


def test_a_second_tracker_does_not_lead_the_first_one_s_links_elsewhere(world: World) -> None:
    bitly = f"Bitlink,Long URL,Title\nhttps://bit.ly/open-dag,{URL}/one,T\n"
    yourls = f"keyword,url,title\nopen-dag,{URL}/two,T\n"

    def send(file: str, query: str = "") -> Verdict:
        path = f"{API}/links/import{query}"
        answer = world.client.post(path, data=file, content_type="text/csv", headers=world.key())
        return dict(answer.json["rows"][0])

    assert send(bitly)["status"] == "created"
    assert (send(bitly)["status"], send(yourls)["status"]) == ("unchanged", "refused")
    assert send(yourls)["made_by"] == "bitly"
    moved = bitly.replace("/one", "/three")
    refused = send(moved)
    assert "upload with source=bitly" in refused["errors"][0]["message"]
    assert send(moved, "?source=bitly")["status"] == "updated"
    assert send(bitly, "?source=yourls")["status"] == "refused"


def test_what_an_editor_changed_in_an_uploaded_link_stays(world: World) -> None:
    link = {"destination_url": f"{URL}/a", "external_id": "p-1", "title": "A"}
    code = link_row(world, link, source="shortener")["code"]
    world.client.patch(f"{API}/links/{code}", json={"destination_url": f"{URL}/mine"}, headers=world.key())
    verdict = link_row(world, link | {"destination_url": f"{URL}/b", "title": "B"}, source="shortener")
    assert (verdict["changes"], warned(verdict, "edit-kept")) == (["title"], ["/destination_url"])
    read = world.client.get(f"{API}/links/{code}", headers=world.key()).json
    assert (read["destination_url"], read["title"], read["external_id"]) == (f"{URL}/mine", "B", "p-1")
    left = link_row(world, link | {"utm": {"source": "x"}}, source="shortener", leave="utm,title")
    assert left["status"] == "unchanged"
    replaced = link_row(world, link, source="shortener", existing="replace")
    assert replaced["changes"] == ["destination_url", "title"]
    kept = link_row(world, link | {"title": "C"}, source="shortener", existing="keep")
    assert (kept["status"], warned(kept, "kept")) == ("unchanged", [""])


def test_a_dry_run_says_whose_link_would_change(world: World) -> None:
    link = {"destination_url": f"{URL}/a", "external_id": "p-1", "title": "A"}
    link_row(world, link, source="shortener")
    verdict = link_row(world, link | {"title": "B"}, source="shortener", dry_run="true")
    assert (verdict["status"], verdict["changes"], verdict["made_by"]) == ("updated", ["title"], "shortener")
    world.client.post(f"{API}/links", json={"destination_url": f"{URL}/b", "code": "poster"}, headers=world.key())
    kept = link_row(world, {"destination_url": f"{URL}/c", "code": "poster"}, existing="keep", dry_run="true")
    assert (kept["status"], kept["made_by"]) == ("unchanged", "editors")


def test_codes_that_differ_in_capitals_or_domain_are_told_apart_from_one_link_twice(world: World) -> None:
    verdicts = upload(
        world,
        {"destination_url": f"{URL}/one", "code": "aB"},
        {"destination_url": f"{URL}/two", "code": "Ab"},
        {"destination_url": f"{URL}/one", "code": "AB"},
        what="links",
    )["rows"]
    assert [one["status"] for one in verdicts] == ["created", "refused", "refused"]
    assert f"would get to {URL}/one" in verdicts[1]["errors"][0]["message"]
    assert verdicts[2]["errors"][0]["message"] == "Row 1 is about this link already."
