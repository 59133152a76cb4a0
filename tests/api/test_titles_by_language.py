"""Titles and what pictures show, in each reader's language."""

from __future__ import annotations

import io
from typing import Any

import pytest
from PIL import Image
from sqlalchemy import select

from support.world import API, World
from vertel.db.models import Organisation, Suggestion

NL, EN = "Onderhoudsmonteur, Zwolle", "Maintenance engineer, Zwolle"
TITLES = [{"language": "nl", "text": NL}, {"language": "en", "text": EN}]
ALT_TEXTS = [
    {"language": "nl", "text": "Drie monteurs bij een machine"},
    {"language": "en", "text": "Three engineers beside a machine"},
]
CAPTIONS = [
    {"language": "nl", "tone": "personal", "text": "Wij zoeken een collega. {link}"},
    {"language": "en", "tone": "personal", "text": "We are looking for a colleague. {link}"},
]


def picture(world: World) -> str:
    file = io.BytesIO()
    Image.new("RGB", (8, 8), "teal").save(file, "PNG")
    answer = world.client.post(f"{API}/images", data=file.getvalue(), content_type="image/png", headers=world.key())
    return str(answer.json["id"])


def two_languages(world: World, **values: Any) -> dict[str, Any]:
    """A suggestion that says everything in Dutch and English."""
    image = {"id": picture(world), "alt": ALT_TEXTS[0]["text"], "alt_texts": ALT_TEXTS}
    return world.suggestion(**{"title": NL, "titles": TITLES, "captions": CAPTIONS, "image": image} | values)


def warnings(answer: Any) -> dict[str, str]:
    """The warnings about missing languages, by their codes."""
    found = {one["code"]: one["message"] for one in answer["warnings"]}
    return {code: message for code, message in found.items() if code.startswith("missing")}


def test_a_title_and_a_picture_s_description_stand_in_each_language(world: World) -> None:
    made = two_languages(world)
    assert (made["title"], made["titles"]) == (NL, TITLES)
    assert made["image"]["alt_texts"] == ALT_TEXTS
    (listed,) = world.client.get(f"{API}/suggestions", headers=world.sign_in()).json["items"]
    assert (listed["title"], listed["titles"]) == (NL, TITLES)
    assert (listed["image"]["alt"], listed["image"]["alt_texts"]) == (ALT_TEXTS[0]["text"], ALT_TEXTS)


def test_who_writes_one_language_goes_on_as_before(world: World) -> None:
    made = world.suggestion(image={"id": picture(world), "alt": "A machine"})
    assert (made["titles"], made["image"]["alt"], made["image"]["alt_texts"]) == ([], "A machine", [])


@pytest.mark.parametrize("field", ["titles", "image"])
def test_a_changed_text_of_one_language_gives_the_list_another_etag(world: World, field: str) -> None:
    made, me = two_languages(world), world.sign_in()
    before = world.client.get(f"{API}/suggestions", headers=me)
    path, key = f"{API}/suggestions/{made['id']}", world.key()
    tag = world.client.get(path, headers=key).headers["ETag"]
    shorter = {"titles": TITLES[:1], "image": {"id": made["image"]["id"], "alt": "x", "alt_texts": ALT_TEXTS[1:]}}
    changed = world.client.patch(path, json={field: shorter[field]}, headers=key | {"If-Match": tag})
    assert changed.status_code == 200
    after = world.client.get(f"{API}/suggestions", headers=me | {"If-None-Match": before.headers["ETag"]})
    assert after.status_code == 200
    assert after.json["items"][0]["titles" if field == "titles" else "image"] != before.json["items"][0][field]


@pytest.mark.parametrize("word", ["onderhoudsmonteur", "MAINTENANCE"])
def test_search_finds_a_title_in_each_language(world: World, word: str) -> None:
    two_languages(world)
    mine = world.client.get(f"{API}/suggestions?q={word}", headers=world.sign_in())
    all_of_them = world.client.get(f"{API}/suggestions?view=manage&q={word}", headers=world.key())
    assert (len(mine.json["items"]), len(all_of_them.json["items"])) == (1, 1)


def test_a_language_stands_there_once(world: World) -> None:
    request = {"kind": "story", "title": NL, "titles": [TITLES[0], TITLES[0]], "captions": CAPTIONS}
    request["image"] = {"id": picture(world), "alt_texts": [ALT_TEXTS[1], ALT_TEXTS[1]]}
    answer = world.client.post(f"{API}/suggestions", json=request, headers=world.key())
    assert answer.status_code == 422
    assert {(one["pointer"], one["message"]) for one in answer.json["errors"]} == {
        ("/titles/1/language", "Expected nl once."),
        ("/image/alt_texts/1/language", "Expected en once."),
    }


def test_who_writes_is_told_in_plain_words_which_language_is_missing(world: World) -> None:
    made = world.suggestion(captions=CAPTIONS[:1], image={"id": picture(world), "alt": "Een machine"})
    assert warnings(made) == {
        "missing-language": "There is no text to post in English yet. Colleagues who read that see another language.",
        "missing-title-language": (
            "The title is not there in English yet. Colleagues who read that see it in another language."
        ),
        "missing-alt-text-language": (
            "What the picture shows is not told in English yet, for colleagues who cannot see it."
        ),
    }
    assert warnings(two_languages(world)) == {}


def test_what_is_missing_is_told_in_the_editor_s_language(world: World) -> None:
    made = world.suggestion(captions=CAPTIONS[:1])
    path, dutch = f"{API}/suggestions/{made['id']}", world.key() | {"Accept-Language": "nl-NL,nl;q=0.9"}
    read = world.client.get(path, headers=dutch)
    assert "Accept-Language" in read.headers["Vary"]
    assert warnings(read.json)["missing-title-language"].startswith("De titel staat er nog niet in het Engels.")
    rows = "external_id;kind;title;caption_nl\nv-1;story;De paling;Een paling"
    path = f"{API}/suggestions/import?dry_run=true"
    verdict = world.client.post(path, data=rows, content_type="text/csv", headers=dutch).json["rows"][0]
    assert warnings(verdict)["missing-title-language"].startswith("De titel staat er nog niet in het Engels.")


def test_a_suggestion_for_readers_of_one_language_needs_no_other(world: World) -> None:
    made = world.suggestion(captions=CAPTIONS[:1], audience={"teams": [], "locations": [], "languages": ["nl"]})
    assert warnings(made) == {}


def test_csv_has_a_column_for_each_language(world: World) -> None:
    rows = (
        "external_id,kind,title_nl,title_en,image_id,image_alt_nl,image_alt_en,caption_nl,caption_en\n"
        f'v-1,vacancy,"{NL}","{EN}",{picture(world)},Drie monteurs,Three engineers,Kom erbij,Join us\n'
    )
    path = f"{API}/suggestions/import"
    verdict = world.client.post(path, data=rows, content_type="text/csv", headers=world.key()).json["rows"][0]
    assert (verdict["status"], warnings(verdict)) == ("created", {})
    made = world.client.get(f"{API}/suggestions/{verdict['id']}", headers=world.key()).json
    assert (made["title"], made["titles"]) == (NL, TITLES)
    assert made["image"]["alt"] == "Drie monteurs"
    assert [alt["text"] for alt in made["image"]["alt_texts"]] == ["Drie monteurs", "Three engineers"]


def test_a_column_of_a_language_says_what_is_wrong_in_it(world: World) -> None:
    rows = f"external_id,kind,title,title_en,caption_nl\nv-1,story,De paling,{'x' * 201},Een paling\n"
    path = f"{API}/suggestions/import"
    verdict = world.client.post(path, data=rows, content_type="text/csv", headers=world.key()).json["rows"][0]
    assert verdict["status"] == "refused"
    assert "(column title_en)" in verdict["errors"][0]["message"]


def test_the_first_upload_with_titles_is_no_fight_with_an_editor(world: World) -> None:
    path, key = f"{API}/suggestions/import?source=jobs", world.key()

    def upload(body: str) -> Any:
        return world.client.post(path, data=body, content_type="text/csv", headers=key).json["rows"][0]

    upload(f'external_id,kind,title,caption_nl,caption_en\nv-1,vacancy,"{NL}",Kom erbij,Join us\n')
    forget_titles(world)
    rows = f'external_id,kind,title,title_en,caption_nl,caption_en\nv-1,vacancy,"{NL}","{EN}",Kom erbij,Join us\n'
    verdict = upload(rows)
    assert (verdict["status"], verdict["changes"]) == ("updated", ["titles"])
    assert [one["code"] for one in verdict["warnings"]] == []
    assert upload(rows)["status"] == "unchanged"


def forget_titles(world: World) -> None:
    """Leave what is remembered of uploads as the version before titles had languages left it."""
    with world.session() as session:
        stored = session.scalars(select(Suggestion)).one()
        stored.uploaded = {name: said for name, said in (stored.uploaded or {}).items() if name != "titles"}


@pytest.mark.parametrize(("accepted", "title"), [("en-GB,en", EN), ("nl", NL), ("fr", NL), (None, NL)])
def test_reports_name_a_suggestion_in_the_editor_s_language(world: World, accepted: str | None, title: str) -> None:
    made = two_languages(world)
    for _ in range(5):
        me = world.sign_in()
        world.clicked(world.link(me, made))
    asked = world.key("reader") | ({"Accept-Language": accepted} if accepted else {})
    for path in ("overview", "suggestions", "suggestions?sort=title", "clicks?group_by=suggestion"):
        answer = world.client.get(f"{API}/reports/{path}", headers=asked)
        assert answer.status_code == 200, answer.json
        assert "Accept-Language" in answer.headers["Vary"]
        rows = answer.json.get("by_suggestion") or answer.json.get("items") or answer.json["rows"]
        assert {row.get("title") or row["group"] for row in rows if row["id"]} == {title}, path


def test_thanks_and_my_numbers_have_the_title_in_each_language(world: World) -> None:
    made, me = two_languages(world), world.sign_in()
    share = {
        "id": "0198c0de-0000-7000-8000-000000000001",
        "suggestion_id": made["id"],
        "caption_id": made["captions"][0]["id"],
        "link_code": None,
        "method": "insert",
        "similarity": 1.0,
        "occurred_at": made["created_at"],
    }
    assert world.client.post(f"{API}/shares", json=[share], headers=me).json["accepted"] == 1
    thanks = f"{API}/suggestions/{made['id']}/thanks"
    assert world.client.post(thanks, json={"text": "Dank je"}, headers=world.key()).status_code == 201
    told = world.client.get(f"{API}/me/thanks", headers=me).json["items"][0]
    numbers = world.client.get(f"{API}/me/impact", headers=me).json["by_suggestion"][0]
    assert [(one["title"], one["titles"]) for one in (told, numbers)] == [(NL, TITLES)] * 2


def test_an_organisation_of_one_language_is_not_asked_for_another(world: World) -> None:
    with world.session() as session:
        session.merge(Organisation(id=1, name="Waterwerk", languages=["nl"]))
    assert warnings(world.suggestion(captions=CAPTIONS[:1])) == {}
