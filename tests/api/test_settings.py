"""What the organisation sets: checked, told to colleagues, and held to."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from support.answers.common import picture
from support.voices import photo
from support.world import API, Headers, World
from vertel.domain.people import accent_colors
from vertel.domain.people.accent_colors import DARK, LIGHT

PATH = f"{API}/settings"


@pytest.fixture
def admin(world: World) -> Headers:
    return world.key("admin")


def change(world: World, admin: Headers, **wishes: Any) -> Any:
    etag = world.client.get(PATH, headers=admin).headers["ETag"]
    return world.client.patch(PATH, json=wishes, headers=admin | {"If-Match": etag})


def organisation(world: World, me: Headers) -> dict[str, Any]:
    return dict(world.client.get(f"{API}/me", headers=me).json["organisation"])


def test_what_is_not_set_has_plain_defaults(world: World, admin: Headers) -> None:
    assert world.client.get(PATH, headers=admin).json == {
        "name": "Vertel",
        "mark": None,
        "accent": None,
        "languages": ["nl", "en"],
        "time_zone": "Europe/Amsterdam",
        "fold_desktop": 210,
        "fold_phone": 140,
        "require_consent": False,
        "offers": {"composer_button": True, "personal_links": True, "ideas": True, "digests": True},
        "guidance": [],
        "data_sheet": dict.fromkeys(("controller", "contact", "data_protection_officer", "legal_basis", "hosting")),
    }


def test_what_is_set_reaches_colleagues(world: World, admin: Headers) -> None:
    mark = picture(world).json["id"]
    lines = {"language": "nl", "do": "Vertel het zelf.", "dont": None}
    answer = change(
        world, admin, name="Waterwerk", languages=["nl"], fold_phone=120, mark_id=mark, guidance=[lines],
        accent={"light": "#0A4F9E", "dark": "#9ac4ff"}, offers={"ideas": False},
    )  # fmt: skip
    assert answer.status_code == 200, answer.json

    told = organisation(world, world.sign_in())
    assert {name: told[name] for name in ("name", "languages", "fold_phone", "guidance")} == {
        "name": "Waterwerk", "languages": ["nl"], "fold_phone": 120, "guidance": [lines],
    }  # fmt: skip
    assert told["accent"] == {"light": "#0a4f9e", "dark": "#9ac4ff"}
    assert told["offers"] == {"composer_button": True, "personal_links": True, "ideas": False, "digests": True}
    assert told["mark"]["id"] == mark
    assert world.client.get(f"{API}/images/{mark}", headers=world.sign_in()).status_code == 200


def test_what_is_not_named_stays(world: World, admin: Headers) -> None:
    change(world, admin, name="Waterwerk", offers={"ideas": False})
    change(world, admin, offers={"digests": False})
    answer = change(world, admin, fold_phone=100)
    assert (answer.json["name"], answer.json["offers"]["ideas"], answer.json["offers"]["digests"]) == (
        "Waterwerk", False, False,
    )  # fmt: skip


def test_nobody_overwrites_what_somebody_else_set(world: World, admin: Headers) -> None:
    first = world.client.get(PATH, headers=admin).headers["ETag"]
    assert world.client.patch(PATH, json={"name": "A"}, headers=admin).status_code == 428
    assert world.client.patch(PATH, json={"name": "A"}, headers=admin | {"If-Match": first}).status_code == 200
    assert world.client.patch(PATH, json={"name": "B"}, headers=admin | {"If-Match": first}).status_code == 412
    assert world.client.get(PATH, headers=admin).json["name"] == "A"
    now = world.client.get(PATH, headers=admin).headers["ETag"]
    assert world.client.get(PATH, headers=admin | {"If-None-Match": now}).status_code == 304


@pytest.mark.parametrize(
    ("wishes", "pointer", "words"),
    [
        (
            {"accent": {"light": "#7dd3ae"}},
            "/accent/light",
            r"of 1\.\d\d:1 on the light ground.* is #[0-9a-f]{6}",
        ),
        ({"accent": {"light": "#1b6b4f", "dark": "#1b6b4f"}}, "/accent/dark", r"on the dark ground.* is #[0-9a-f]{6}"),
        ({"accent": {"light": "green"}}, "/accent/light", "a colour such as #1b6b4f"),
        ({"time_zone": "Europe/Amsterdm"}, "/time_zone", "such as Europe/Amsterdam"),
        ({"time_zone": "Nowhere"}, "/time_zone", "Expected a time zone such as "),
        ({"mark_id": "019aaf4e-6c1b-7d2a-9b0e-3f5d8c7a1e42"}, "/mark_id", "POST /images"),
        ({"guidance": [{"language": "fr", "do": "x"}]}, "/guidance/0/language", "nl, en; got fr"),
        ({"guidance": [{"language": "nl"}, {"language": "nl"}]}, "/guidance/1/language", "nl once"),
        ({"languages": []}, "/languages", "a list of 1 to 20"),
        ({"languages": ["n"]}, "/languages/0", "no language tag"),
        ({"fold_phone": 0}, "/fold_phone", "a whole number from 1"),
        ({"offers": {"idea": True}}, "/offers/idea", "not known"),
        ({"name": " "}, "/name", "Write a name."),
        ({"name": ""}, "/name", "Write a name."),
    ],
)
def test_what_cannot_be_is_refused_with_a_reason(
    world: World, admin: Headers, wishes: dict[str, Any], pointer: str, words: str
) -> None:
    before = world.client.get(PATH, headers=admin).json
    answer = change(world, admin, **wishes)
    assert (answer.status_code, answer.json["errors"][0]["pointer"]) == (422, pointer)
    assert re.search(words, answer.json["errors"][0]["message"]), answer.json
    assert world.client.get(PATH, headers=admin).json == before


def test_a_language_with_lines_is_not_taken_away(world: World, admin: Headers) -> None:
    change(world, admin, guidance=[{"language": "en", "do": "x"}])
    assert change(world, admin, languages=["nl"]).json["errors"][0]["pointer"] == "/languages"
    assert change(world, admin, languages=["nl"], guidance=[]).status_code == 200


def test_the_colour_that_is_suggested_passes_and_is_the_nearest(world: World, admin: Headers) -> None:
    refused = change(world, admin, accent={"light": "#2f9e78"}).json["errors"][0]["message"]
    near = refused.rsplit(" ", 1)[1].rstrip(".")
    assert change(world, admin, accent={"light": near}).status_code == 200
    lighter = accent_colors.write(tuple(channel + 2 for channel in accent_colors.read(near)))  # type: ignore[arg-type]
    assert change(world, admin, accent={"light": lighter}).status_code == 422


def test_the_colour_of_the_dark_ground_follows_from_the_light_one(world: World, admin: Headers) -> None:
    accent = change(world, admin, accent={"light": "#0a4f9e"}).json["accent"]
    assert accent_colors.contrast(accent_colors.read(accent["dark"]), DARK) >= 4.5
    assert change(world, admin, accent=None).json["accent"] is None


def test_colours_are_measured_on_the_grounds_of_the_panel(repository: Path) -> None:
    tokens = (repository / "extension/src/panel/tokens.css").read_text("utf-8")
    for theme, css in zip((LIGHT, DARK), tokens.split("prefers-color-scheme: dark"), strict=True):
        grounds = [re.search(rf"--{name}: (#\w+);", css)[1] for name in ("ground", "sunken")]  # type: ignore[index]
        assert [accent_colors.write(color) for color in theme.grounds] == grounds
        own = re.search(r"--accent: (#\w+);", css)[1]  # type: ignore[index]
        assert accent_colors.contrast(accent_colors.read(own), theme) >= 4.5


@pytest.mark.parametrize(("text", "ratio"), [("#000000", 21.0), ("#ffffff", 1.0), ("#767676", 4.54), ("#777777", 4.48)])
def test_contrast_is_that_of_the_standard(text: str, ratio: float) -> None:
    assert round(accent_colors.ratio(accent_colors.read(text), (255, 255, 255)), 2) == ratio


def test_a_mark_that_a_colleague_uploaded_is_for_everybody_and_stays(world: World, admin: Headers) -> None:
    image = photo(world, world.sign_in(role="admin"))
    assert world.client.get(f"{API}/images/{image['id']}", headers=world.sign_in()).status_code == 404
    change(world, admin, mark_id=image["id"])
    assert world.client.get(f"{API}/images/{image['id']}", headers=world.sign_in()).status_code == 200
    assert change(world, admin, mark_id=None).json["mark"] is None


def test_personal_links_that_are_not_offered_are_not_made_and_those_there_are_go_on(
    world: World, admin: Headers
) -> None:
    me, first, second = world.sign_in(), world.suggestion(), world.suggestion()
    code = world.link(me, first, "personal")
    change(world, admin, offers={"personal_links": False})

    request = {"suggestion_id": second["id"], "scope": "personal"}
    answer = world.client.post(f"{API}/links", json=request, headers=me)

    assert answer.status_code == 409
    assert "campaign" in answer.json["detail"]
    assert world.link(me, first, "personal") == code
    assert world.client.get(f"/r/{code}").status_code == 302
    assert world.link(me, second)


def test_ideas_that_are_not_asked_for_are_refused_and_those_there_are_go_on(world: World, admin: Headers) -> None:
    me = world.sign_in()
    sent = world.client.post(f"{API}/ideas", json={"text": "A story"}, headers=me).json
    change(world, admin, offers={"ideas": False})

    answer = world.client.post(f"{API}/ideas", json={"text": "Another"}, headers=me)

    assert (answer.status_code, "does not take ideas" in answer.json["detail"]) == (409, True)
    assert world.client.get(f"{API}/ideas", headers=me).json["items"][0]["id"] == sent["id"]
    reply = world.client.post(f"{API}/ideas/{sent['id']}/reply", json={"text": "More"}, headers=me)
    assert reply.status_code == 201
