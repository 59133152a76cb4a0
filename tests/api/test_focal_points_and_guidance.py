"""The point of a picture that stays in sight, and what to do and what not in a text about a suggestion."""

from __future__ import annotations

import io
from typing import Any

import pytest
from PIL import Image
from sqlalchemy import select

from support.world import API, World
from vertel.db.models import Suggestion

POINT = {"x": 20, "y": 75}
LINES = [
    {"language": "nl", "do": "Noem de collega die je kent.", "dont": "Noem geen klant."},
    {"language": "en", "do": "Name the colleague you know.", "dont": None},
]


def picture(world: World) -> str:
    file = io.BytesIO()
    Image.new("RGB", (8, 8), "teal").save(file, "PNG")
    answer = world.client.post(f"{API}/images", data=file.getvalue(), content_type="image/png", headers=world.key())
    return str(answer.json["id"])


def whole(world: World) -> dict[str, Any]:
    image = {"id": picture(world), "alt": "Een kraan", "focal_point": POINT}
    return world.suggestion(image=image, guidance=LINES)


def of(document: dict[str, Any]) -> tuple[Any, Any]:
    return document["image"].get("focal_point"), document["guidance"]


def change(world: World, suggestion_id: str, patch: dict[str, Any]) -> Any:
    path, key = f"{API}/suggestions/{suggestion_id}", world.key()
    tag = world.client.get(path, headers=key).headers["ETag"]
    return world.client.patch(path, json=patch, headers=key | {"If-Match": tag})


def upload(world: World, body: str, query: str = "") -> Any:
    path = f"{API}/suggestions/import{query}"
    return world.client.post(path, data=body, content_type="text/csv", headers=world.key()).json["rows"][0]


def test_both_reach_editors_colleagues_and_the_history(world: World) -> None:
    made = whole(world)
    assert of(made) == (POINT, LINES)
    (listed,) = world.client.get(f"{API}/suggestions", headers=world.sign_in()).json["items"]
    assert of(listed) == (POINT, LINES)
    bare = {"image": {"id": made["image"]["id"], "alt": "Een kraan", "focal_point": None}, "guidance": []}
    changed = change(world, made["id"], bare)
    assert of(changed.json) == (None, [])
    path = f"{API}/suggestions/{made['id']}/revisions"
    newest, _first = world.client.get(path, headers=world.key()).json["items"]
    assert {*newest["fields_changed"]} == {"image", "guidance"}
    written = world.client.get(f"{path}/1", headers=world.key()).json["document"]
    assert of(written) == (POINT, LINES)
    # It can be sent as it is, to have the suggestion be so again.
    assert of(change(world, made["id"], {name: written[name] for name in ("image", "guidance")}).json) == (POINT, LINES)


def test_who_does_not_know_them_goes_on_as_before(world: World) -> None:
    made = world.suggestion(image={"id": picture(world), "alt": "Een kraan"})
    assert of(made) == (None, [])
    kept = whole(world)
    assert of(change(world, kept["id"], {"title": "Kraanmachinist"}).json) == (POINT, LINES)


def test_a_point_outside_the_picture_and_a_language_twice_are_refused(world: World) -> None:
    image = {"id": picture(world), "alt": None, "focal_point": {"x": 101, "y": 0}}
    request = {"kind": "story", "title": "x", "captions": [{"language": "nl", "text": "x"}]}
    outside = world.client.post(f"{API}/suggestions", json=request | {"image": image}, headers=world.key())
    twice = world.client.post(f"{API}/suggestions", json=request | {"guidance": [LINES[0]] * 2}, headers=world.key())
    assert [one["pointer"] for one in outside.json["errors"]] == ["/image/focal_point/x"]
    assert twice.json["errors"] == [{"pointer": "/guidance/1/language", "message": "Expected nl once."}]


def test_a_file_has_columns_for_both(world: World) -> None:
    head = "external_id,kind,title,caption_nl,image_id,image_alt,image_focal_point,do_nl,dont_nl,do_en"
    image = picture(world)
    row = f"v-1,story,Kraan,Kom kijken,{image},Een kraan,{{}},{LINES[0]['do']},{LINES[0]['dont']},{LINES[1]['do']}"
    verdict = upload(world, f"{head}\n{row.format('20% 75%')}\n")
    assert verdict["status"] == "created", verdict
    made = world.client.get(f"{API}/suggestions/{verdict['id']}", headers=world.key()).json
    assert of(made) == (POINT, LINES)
    assert upload(world, f"{head}\n{row.format('20 75')}\n")["status"] == "unchanged"


@pytest.mark.parametrize("cell", ["middle", "20", "120 10"])
def test_a_cell_that_is_no_point_says_what_to_write(world: World, cell: str) -> None:
    head = "external_id,kind,title,caption_nl,image_id,image_focal_point"
    verdict = upload(world, f"{head}\nv-1,story,Kraan,Kom kijken,{picture(world)},{cell}\n")
    assert verdict["status"] == "refused"
    assert "0 to 100" in verdict["errors"][0]["message"]
    assert "(column image_focal_point)" in verdict["errors"][0]["message"]


def test_a_point_that_an_editor_set_survives_the_next_upload(world: World) -> None:
    rows = f"external_id,kind,title,caption_nl,image_id,image_alt\nv-1,story,Kraan,Kom kijken,{picture(world)},Kraan\n"
    made = upload(world, rows, "?source=feed")
    read = world.client.get(f"{API}/suggestions/{made['id']}", headers=world.key()).json
    image = {"id": read["image"]["id"], "alt": "Kraan", "focal_point": POINT}
    assert change(world, made["id"], {"image": image, "guidance": LINES}).status_code == 200
    upload(world, rows.replace("Kom kijken", "Kom maar kijken"), "?source=feed")
    assert of(world.client.get(f"{API}/suggestions/{made['id']}", headers=world.key()).json) == (POINT, LINES)


def test_the_first_upload_since_there_are_any_is_no_fight_with_an_editor(world: World) -> None:
    rows = "external_id,kind,title,caption_nl\nv-1,story,Kraan,Kom kijken\n"
    upload(world, rows, "?source=feed")
    with world.session() as session:
        stored = session.scalars(select(Suggestion)).one()
        stored.uploaded = {name: said for name, said in (stored.uploaded or {}).items() if name != "guidance"}
    more = rows.replace("caption_nl\n", "caption_nl,do_nl\n").replace("kijken\n", "kijken,Noem de kraan.\n")
    verdict = upload(world, more, "?source=feed")
    assert (verdict["status"], verdict["changes"]) == ("updated", ["guidance"])
    assert "edit-kept" not in [one["code"] for one in verdict["warnings"]]
