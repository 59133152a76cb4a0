"""Answers about links."""

from __future__ import annotations

import pytest

from support.answers.common import TITLES, UTM, Answers, Sent
from support.world import API, HOST, Headers, World
from vertel.domain.links import destination_preview as previews
from vertel.domain.links.destination_check import Answer, LinkChecker
from vertel.domain.links.destination_preview import Preview
from vertel.worker.destination_checker import DestinationChecker


def link(world: World) -> Answers:
    employee, asked = world.sign_in(), {"suggestion_id": world.suggestion()["id"]}
    campaign, again = (world.client.post(f"{API}/links", json=asked, headers=employee) for _ in range(2))
    personal = world.client.post(f"{API}/links", json=asked | {"scope": "personal"}, headers=employee)
    own = {"destination_url": f"https://{HOST}/", "code": "werkenbij"}
    made = world.client.post(f"{API}/links", json=own, headers=world.key())
    return [campaign, again, personal, made]


def links_of_both_scopes(world: World) -> Headers:
    """A team's link and one of its own, in which no field is empty: it was uploaded, changed and withdrawn."""
    editor = world.key()
    headers, *_ = [world.sign_in(team="Large") for _ in range(5)]
    world.link(headers, world.suggestion(titles=TITLES))
    row = {
        "destination_url": f"https://{HOST}/",
        "code": "werkenbij",
        "title": "Poster",
        "external_id": "p-1",
        "utm": UTM,
    }
    upload = world.client.post(f"{API}/links/import", json=[row], headers=editor)
    assert upload.json["created"] == 1
    world.clicked("werkenbij")
    return editor


def managed_link(world: World) -> Answers:
    editor = links_of_both_scopes(world)
    path = f"{API}/links/werkenbij"
    changes = {"destination_url": f"https://{HOST}/new", "withdrawn": True}
    changed = world.client.patch(path, json=changes, headers=editor)
    page = world.client.get(f"{API}/links?scope=campaign", headers=editor)
    campaign = world.client.get(f"{API}/links/{page.json['items'][0]['code']}", headers=editor)
    return [changed, world.client.get(path, headers=editor), campaign]


def link_page(world: World) -> Answers:
    editor = links_of_both_scopes(world)
    world.client.patch(f"{API}/links/werkenbij", json={"withdrawn": True}, headers=editor)
    return [world.client.get(f"{API}/links?limit={limit}&withdrawn=include", headers=editor) for limit in (1, 2)]


def link_import_result(world: World) -> Answers:
    row = {"destination_url": f"https://{HOST}/", "external_id": "p-1", "utm": {"source": "noor@example.com"}}
    rows = [row, {"destination_url": "https://elsewhere.example.net/"}]
    queries = ("?dry_run=true", "?atomic=true", "", "")
    path, headers = f"{API}/links/import", world.key()
    moved = [row | {"title": title} for title in ("One", "Two")]
    sourced = [world.client.post(f"{path}?source=feed", json=[one], headers=headers) for one in moved]
    return [world.client.post(f"{path}{query}", json=rows, headers=headers) for query in queries] + sourced


def destination_check(world: World) -> Answers:
    editor, path = links_of_both_scopes(world), f"{API}/reports/destinations"
    waiting = world.client.post(path, headers=editor)
    do_checks(world)
    return [waiting, *(Sent(page.json["check"]) for page in [world.client.get(path, headers=editor)])]


def destination_report(world: World) -> Answers:
    editor, path = links_of_both_scopes(world), f"{API}/reports/destinations"
    before = world.client.get(path, headers=editor)
    world.client.post(path, headers=editor)
    do_checks(world)
    return [before, *(world.client.get(f"{path}?limit={limit}", headers=editor) for limit in (1, 100))]


def destination_preview(world: World) -> Answers:
    path = f"{API}/destinations/preview?url=https://{HOST}/"
    told = Preview(HOST, "Monteur in Zwolle", "Houd onze gemalen draaiend.")
    answers = []
    for preview in (told, Preview(HOST, message="There is no host of this name.")):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(previews, "read", lambda *_, found=preview: found)
            answers.append(world.client.get(path, headers=world.key()))
    return answers


def do_checks(world: World) -> None:
    """Have all pages say that they moved."""
    moved = Answer("moved", "It moved for good: have the link lead there.", f"https://{HOST}/new")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(LinkChecker, "check", lambda *_: moved)
        DestinationChecker(world.client.application.extensions["vertel"].config, world.engine).step()
