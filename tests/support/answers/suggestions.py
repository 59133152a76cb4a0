"""Answers about suggestions."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from support.answers.common import Answers, mechanic, whole_suggestion
from support.feeds import feed, item
from support.world import API, World, suggestion_request


def suggestion(world: World) -> Answers:
    written = world.client.post(f"{API}/suggestions", json=suggestion_request(), headers=world.key())
    path = f"{API}/suggestions/{whole_suggestion(world)['id']}"
    read = world.client.get(path, headers=world.key("reader"))
    with_tag = world.key() | {"If-Match": read.headers["ETag"]}
    patched = world.client.patch(path, json={"title": "Elektromonteur"}, headers=with_tag)
    with_tag["If-Match"] = patched.headers["ETag"]
    mine = world.client.get(f"{API}/suggestions", headers=mechanic(world)).json["items"][0]
    replaced = world.client.put(path, json=suggestion_request(), headers=with_tag)
    return [written, read, patched, replaced, SimpleNamespace(json=mine), of_feed(world)]


def of_feed(world: World) -> Any:
    """A draft that was made of a feed."""
    found = feed(world, world.client.application.extensions["vertel"].config)
    found.look([item("a")])
    (draft,) = found.suggestions()
    return world.client.get(f"{API}/suggestions/{draft['id']}", headers=found.admin)


def suggestion_page(world: World) -> Answers:
    employee = mechanic(world)
    empty = world.client.get(f"{API}/suggestions", headers=employee)
    for number in range(3):
        whole_suggestion(world, external_id=str(number))
    mine = world.client.get(f"{API}/suggestions?limit=2", headers=employee)
    assert len(mine.json["items"]) == 2
    for _ in range(5):
        world.employee()
    world.suggestion()
    managed = world.client.get(f"{API}/suggestions?view=manage&limit=3", headers=world.key("reader"))
    of_feed(world)
    return [empty, mine, managed, world.client.get(f"{API}/suggestions?view=manage&limit=1", headers=world.key())]


def import_result(world: World) -> Answers:
    rows = "external_id,kind,title,caption_nl_personal\nv-1,vacancy,Monteur,Zonder link\nv-2,advert,Monteur,Zonder link"

    def upload(query: str, media_type: str = "text/csv", body: str = rows) -> Any:
        path = f"{API}/suggestions/import{query}"
        return world.client.post(path, data=body, content_type=media_type, headers=world.key())

    dry, atomic = upload("?dry_run=true"), upload("?atomic=true")
    unreadable = upload("", "application/x-ndjson", '{"kind":\n[]\n{"external_id": 5}')
    one, other = (rows.replace("Monteur", title).replace("v-2", name) for title, name in (("A", "v-3"), ("B", "v-4")))
    sourced = [upload(f"?source=feed{more}", body=body) for more, body in (("", one), ("", other))]
    ended = upload("?source=feed&missing=archive", body=rows.replace("v-1", "v-9").replace("advert", "event"))
    return [dry, atomic, upload(""), upload(""), unreadable, *sourced, ended]


def revision_page(world: World) -> Answers:
    path = f"{API}/suggestions/{_changed(world)['id']}/revisions"
    first = world.client.get(f"{path}?limit=1", headers=world.key())
    return [first, world.client.get(path, headers=world.key())]


def whole_revision(world: World) -> Answers:
    path = f"{API}/suggestions/{_changed(world)['id']}/revisions"
    return [world.client.get(f"{path}/{version}", headers=world.key()) for version in (1, 2)]


def _changed(world: World) -> dict[str, Any]:
    """A suggestion of which there are two versions."""
    made = whole_suggestion(world)
    path = f"{API}/suggestions/{made['id']}"
    with_tag = world.key() | {"If-Match": world.client.get(path, headers=world.key()).headers["ETag"]}
    return dict(world.client.patch(path, json={"title": "Elektromonteur"}, headers=with_tag).json)


def audience_reach(world: World) -> Answers:
    for _ in range(6):
        world.employee(team="Techniek")
    path = f"{API}/audience/reach"
    known, unknown = {"teams": ["techniek"]}, {"locations": ["Tiel"]}
    return [world.client.post(path, json=audience, headers=world.key()) for audience in (known, unknown)]


def audience_choices(world: World) -> Answers:
    world.employee(team="Techniek", location="Zwolle", languages=["nl"])
    return [world.client.get(f"{API}/audience/choices", headers=world.key())]


def note(world: World) -> Answers:
    path = f"{API}/suggestions/{world.suggestion()['id']}/notes"
    return [world.client.post(path, json={"text": "Wacht op de foto."}, headers=world.key())]


def note_page(world: World) -> Answers:
    path = f"{API}/suggestions/{world.suggestion()['id']}/notes"
    for text in ("Wacht op de foto.", "De foto is er."):
        world.client.post(path, json={"text": text}, headers=world.sign_in(role="editor"))
    return [world.client.get(f"{path}?limit=1", headers=world.key()), world.client.get(path, headers=world.key())]


def suggestion_usage(world: World) -> Answers:
    return [world.client.get(f"{API}/suggestions/{whole_suggestion(world)['id']}/usage", headers=world.key("reader"))]


def suggestion_check(world: World) -> Answers:
    path, captions = f"{API}/suggestions/check", [{"language": "nl", "text": "Ons team zoekt een collega."}]
    for _ in range(5):
        world.employee()
    written = {"captions": captions, "destination_url": "https://careers.example.com/engineer"}
    return [world.client.post(path, json=document, headers=world.key()) for document in ({}, written)]
