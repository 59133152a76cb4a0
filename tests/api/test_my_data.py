"""All that is held about me, and leaving."""

from __future__ import annotations

import json

from sqlalchemy import select

from support.voices import photo, says, sends, shares
from support.world import API, BROWSER, Headers, World
from vertel.db.models import Employee, Link
from vertel.domain.privacy import personal_data


def leave(world: World, me: Headers) -> int:
    tag = world.client.get(f"{API}/me", headers=me).headers["ETag"]
    return int(world.client.delete(f"{API}/me", headers=me | {"If-Match": tag}).status_code)


def test_i_can_fetch_everything_that_is_held_about_me(world: World) -> None:
    me, suggestion = world.sign_in(email="noor@example.com"), world.suggestion()
    says(world, me, suggestion, comment="Lovely.")
    sends(world, me, text="A pump.")
    shares(world, me, suggestion, link_code=world.link(me, suggestion, "personal"))

    answer = world.client.get(f"{API}/me/export", headers=me)

    assert answer.status_code == 200
    assert set(answer.json) == set(personal_data.PARTS)
    assert answer.json["employee"]["email"] == "noor@example.com"
    parts = ("sign_ins", "personal_links", "shares", "feedback", "ideas")
    assert {part: len(answer.json[part]) for part in parts} == dict.fromkeys(parts, 1)
    assert "attachment" in answer.headers["Content-Disposition"]


def test_an_export_holds_no_secret(world: World) -> None:
    me = world.sign_in()

    body = world.client.get(f"{API}/me/export", headers=me).get_data(as_text=True)

    assert me["Authorization"].partition(" ")[2] not in body
    assert not any(word in body for word in ("hash", "vr_", "va_", "token"))


def test_leaving_by_accident_is_not_possible(world: World) -> None:
    me = world.sign_in()

    without = world.client.delete(f"{API}/me", headers=me)
    whatever = world.client.delete(f"{API}/me", headers=me | {"If-Match": "*"})
    stale = world.client.delete(f"{API}/me", headers=me | {"If-Match": '"0123456789012345678901234567890123456789"'})

    assert (without.status_code, whatever.status_code, stale.status_code) == (428, 428, 412)
    assert world.client.get(f"{API}/me", headers=me).status_code == 200


def test_what_i_read_before_a_change_is_no_longer_good_for_leaving(world: World) -> None:
    me = world.sign_in()
    tag = world.client.get(f"{API}/me", headers=me).headers["ETag"]
    world.client.patch(f"{API}/me", json={"languages": ["fr"]}, headers=me)

    assert world.client.delete(f"{API}/me", headers=me | {"If-Match": tag}).status_code == 412


def test_leaving_signs_me_out_everywhere_at_once_and_nobody_else(world: World) -> None:
    noor = world.employee()
    here, there, colleague = world.sign_in(noor), world.sign_in(noor), world.sign_in()

    assert leave(world, here) == 204

    statuses = [world.client.get(f"{API}/me", headers=who).status_code for who in (here, there, colleague)]
    assert statuses == [401, 401, 200]
    with world.session() as session:
        assert session.get(Employee, noor.id) is None


def test_after_leaving_my_links_lead_where_they_led(world: World) -> None:
    me, suggestion = world.sign_in(), world.suggestion()
    code = world.link(me, suggestion, "personal")
    world.settle()

    leave(world, me)
    world.settle()

    answer = world.client.get(f"/r/{code}", headers={"User-Agent": BROWSER})
    assert (answer.status_code, answer.location) == (302, suggestion["destination_url"])
    with world.session() as session:
        link = session.scalars(select(Link).where(Link.code == code)).one()
        assert (link.employee_id, link.owner) == (None, None)


def test_after_leaving_editors_read_nothing_of_mine_but_what_they_made_of_it(world: World) -> None:
    me, key = world.sign_in(name="Noor de Wit", email="noor@example.com"), world.key()
    idea = sends(world, me, text="A pump.", images=[{"id": photo(world, me)["id"]}], signed=True)
    made = world.client.post(f"{API}/ideas/{idea['id']}/adopt", headers=key).json["suggestion_id"]
    says(world, me, world.suggestion(), comment="I am Noor.", signed=True)

    leave(world, me)

    suggestions = world.client.get(f"{API}/suggestions?view=manage", headers=key).json["items"]
    assert world.client.get(f"{API}/ideas", headers=key).json["items"] == []
    assert made in [item["id"] for item in suggestions]
    told = [world.client.get(f"{API}/suggestions/{item['id']}/feedback", headers=key).json for item in suggestions]
    assert "Noor" not in json.dumps([suggestions, told])
    image = next(item["image"] for item in suggestions if item["id"] == made)
    assert world.client.get(f"{API}/images/{image['id']}", headers=key).status_code == 200
