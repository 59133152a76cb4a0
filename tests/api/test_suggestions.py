"""Editors write suggestions."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest

from support.world import API, HOST, World, suggestion_request
from vertel.db.models import IdempotencyKey

PATH = f"{API}/suggestions"


def test_a_new_suggestion_is_answered_with_ids_and_where_it_is(world: World) -> None:
    answer = world.client.post(PATH, json=suggestion_request(), headers=world.key())
    assert answer.status_code == 201
    assert answer.json["captions"][0]["id"]
    read = world.client.get(answer.headers["Location"], headers=world.key("reader"))
    assert read.json == answer.json
    assert read.headers["ETag"] == answer.headers["ETag"]


def test_the_contracts_own_example_is_taken(world: World) -> None:
    image = world.client.post(
        f"{API}/images", data=one_pixel_png(), content_type="image/png", headers=world.key()
    ).json["id"]
    document = {
        "external_id": "vac-2026-017",
        "kind": "vacancy",
        "title": "Onderhoudsmonteur, Zwolle",
        "destination_url": f"https://{HOST}/monteur-zwolle",
        "captions": [{"language": "nl", "tone": "personal", "text": "Ons team in Zwolle zoekt een collega. {link}"}],
        "prompts": [{"language": "nl", "question": "Wat vind jij mooi?", "opening": "Wat ik mooi vind: "}],
        "image": {"id": image, "alt": "Drie monteurs bij een machine"},
        "audience": {"teams": ["techniek"], "locations": ["Zwolle"], "languages": []},
        "people": [{"name": "Samira", "consent_until": "2027-06-30"}],
        "publish_at": "2026-12-01T08:00:00Z",
        "expires_at": "2027-01-15T23:00:00Z",
        "status": "published",
    }
    answer = world.client.post(PATH, json=document, headers=world.key())
    assert answer.status_code == 201, answer.json
    for name in ("external_id", "title", "audience", "publish_at", "expires_at", "status"):
        assert answer.json[name] == document[name]
    (person,) = answer.json["people"]
    assert person == document["people"][0] | {"id": person["id"]}
    assert answer.json["image"]["alt"] == "Drie monteurs bij een machine"


def one_pixel_png() -> bytes:
    import io  # noqa: PLC0415

    from PIL import Image  # noqa: PLC0415

    out = io.BytesIO()
    Image.new("RGB", (1, 1)).save(out, "PNG")
    return out.getvalue()


@pytest.mark.parametrize(
    ("change", "pointer"),
    [
        ({"kind": "advert"}, "/kind"),
        ({"title": " "}, "/title"),
        ({"destination_url": "http://careers.example.com/"}, "/destination_url"),
        ({"destination_url": "https://elsewhere.example.net/"}, "/destination_url"),
        ({"captions": [{"language": "nl", "text": ""}]}, "/captions/0/text"),
        ({"captions": [], "prompts": []}, "/captions"),
        ({"publish_at": "2026-12-02T00:00:00Z", "expires_at": "2026-12-01T00:00:00Z"}, "/expires_at"),
        ({"image": {"id": "019aaf4e-6c1b-7d2a-9b0e-3f5d8c7a1e42"}}, "/image/id"),
        ({"colour": "red"}, "/colour"),
    ],
)
def test_a_fault_is_answered_with_its_place(world: World, change: dict[str, Any], pointer: str) -> None:
    answer = world.client.post(PATH, json=suggestion_request(**change), headers=world.key())
    assert answer.status_code == 422
    assert [fault["pointer"] for fault in answer.json["errors"]] == [pointer]


def test_an_external_id_belongs_to_one_suggestion(world: World) -> None:
    world.suggestion(external_id="a")
    answer = world.client.post(PATH, json=suggestion_request(external_id="a"), headers=world.key())
    assert answer.status_code == 409


def test_replacing_needs_the_etag_that_was_read(world: World) -> None:
    made = world.suggestion()
    path, key = f"{PATH}/{made['id']}", world.key()
    tag = world.client.get(path, headers=key).headers["ETag"]
    change = suggestion_request(title="Another title")
    assert world.client.put(path, json=change, headers=key).status_code == 428
    assert world.client.put(path, json=change, headers=key | {"If-Match": "*"}).status_code == 428
    assert world.client.put(path, json=change, headers=key | {"If-Match": '"99"'}).status_code == 412
    changed = world.client.put(path, json=change, headers=key | {"If-Match": tag})
    assert changed.status_code == 200
    assert changed.json["title"] == "Another title"
    assert changed.headers["ETag"] != tag
    assert world.client.put(path, json=change, headers=key | {"If-Match": tag}).status_code == 412


def test_two_answers_that_differ_never_share_an_etag_and_a_warning_more_makes_nobody_stale(world: World) -> None:
    made = world.suggestion(audience={"teams": ["techniek"], "locations": [], "languages": []})
    path, key = f"{PATH}/{made['id']}", world.key()
    before = world.client.get(path, headers=key)
    world.employee(team="Techniek")
    after = world.client.get(path, headers=key | {"If-None-Match": before.headers["ETag"]})
    assert after.status_code == 200
    assert before.json["warnings"] != after.json["warnings"]
    assert before.headers["ETag"] != after.headers["ETag"]
    assert world.client.get(path, headers=key | {"If-None-Match": after.headers["ETag"]}).status_code == 304
    with_tag = key | {"If-Match": before.headers["ETag"]}
    assert world.client.patch(path, json={"title": "New"}, headers=with_tag).status_code == 200


def test_the_answer_to_a_repeated_request_has_the_etag_of_the_first(world: World) -> None:
    headers = world.key() | {"Idempotency-Key": "once"}
    first, again = (world.client.post(PATH, json=suggestion_request(), headers=headers) for _ in range(2))
    assert first.headers["ETag"] == again.headers["ETag"]
    assert again.headers["Idempotent-Replayed"] == "true"


def test_a_caption_keeps_its_id_while_its_words_stay(world: World) -> None:
    made = world.suggestion()
    old = made["captions"][0]
    new = {"language": "nl", "tone": "short", "text": "Kom erbij. {link}"}
    captions = [new, {name: old[name] for name in ("language", "tone", "text")}]
    changed = patch(world, made, {"captions": captions})
    assert [caption["text"] for caption in changed["captions"]] == [new["text"], old["text"]]
    assert changed["captions"][1]["id"] == old["id"]


def test_a_patch_leaves_the_rest_as_it_was(world: World) -> None:
    made = world.suggestion(audience={"teams": ["a"], "locations": [], "languages": []})
    changed = patch(world, made, {"title": "New"})
    expected = made | {"title": "New", "updated_at": changed["updated_at"]}
    assert changed == expected


def patch(world: World, made: dict[str, Any], changes: dict[str, Any]) -> dict[str, Any]:
    path, key = f"{PATH}/{made['id']}", world.key()
    tag = world.client.get(path, headers=key).headers["ETag"]
    answer = world.client.patch(path, json=changes, headers=key | {"If-Match": tag})
    assert answer.status_code == 200, answer.json
    return dict(answer.json)


def test_deleting_archives(world: World) -> None:
    made = world.suggestion()
    path, key = f"{PATH}/{made['id']}", world.key()
    tag = world.client.get(path, headers=key).headers["ETag"]
    assert world.client.delete(path, headers=key).status_code == 428
    assert world.client.delete(path, headers=key | {"If-Match": "*"}).status_code == 428
    assert world.client.delete(path, headers=key | {"If-Match": tag}).status_code == 204
    assert world.client.get(path, headers=key).json["status"] == "archived"


def test_of_parallel_writers_with_the_same_etag_one_wins(world: World) -> None:
    made = world.suggestion()
    path, key = f"{PATH}/{made['id']}", world.key()
    tag = world.client.get(path, headers=key).headers["ETag"]

    def write(number: int) -> int:
        client = world.client.application.test_client()
        headers = key | {"If-Match": tag}
        return client.patch(path, json={"title": f"Writer {number}"}, headers=headers).status_code

    with ThreadPoolExecutor(8) as pool:
        statuses = list(pool.map(write, range(100)))
    assert sorted(statuses) == [200] + [412] * 99


def test_of_parallel_posts_with_one_idempotency_key_one_counts(world: World) -> None:
    headers = world.key() | {"Idempotency-Key": "once"}

    def post(_: int) -> tuple[int, str]:
        client = world.client.application.test_client()
        answer = client.post(PATH, json=suggestion_request(), headers=headers)
        return answer.status_code, answer.json.get("id")

    with ThreadPoolExecutor(8) as pool:
        answers = set(pool.map(post, range(50)))
    assert len(answers) == 1
    assert answers.pop()[0] == 201
    assert len(world.client.get(f"{PATH}?view=manage", headers=headers).json["items"]) == 1


def test_an_idempotency_key_is_not_for_another_request(world: World) -> None:
    headers = world.key() | {"Idempotency-Key": "once"}
    world.client.post(PATH, json=suggestion_request(), headers=headers)
    other = world.client.post(PATH, json=suggestion_request(title="Other"), headers=headers)
    assert other.status_code == 422


def test_an_idempotency_key_is_forgotten_after_three_days(world: World) -> None:
    headers = world.key() | {"Idempotency-Key": "once"}
    first = world.client.post(PATH, json=suggestion_request(), headers=headers)
    with world.session() as session:
        for row in session.query(IdempotencyKey):
            row.created_at -= timedelta(days=4)
    again = world.client.post(PATH, json=suggestion_request(), headers=headers)
    assert again.status_code == 201
    assert again.json["id"] != first.json["id"]


def test_the_managed_list_has_everything_newest_first_in_pages(world: World) -> None:
    made = [world.suggestion(title=f"Number {n}", status="draft" if n % 2 else "published")["id"] for n in range(5)]
    seen, cursor = [], ""
    while True:
        answer = world.client.get(f"{PATH}?view=manage&limit=2{cursor}", headers=world.key("reader"))
        seen += [item["id"] for item in answer.json["items"]]
        if answer.json["next_cursor"] is None:
            break
        cursor = f"&cursor={answer.json['next_cursor']}"
    assert seen == made[::-1]
    drafts = world.client.get(f"{PATH}?view=manage&status=draft", headers=world.key("reader")).json["items"]
    assert len(drafts) == 2


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"captions": [{"language": "nl", "text": "x" * 3001 + " {link}"}]}, "too-long"),
        ({"captions": [{"language": "nl", "text": "😀" * 1490 + " {link}"}]}, "too-long"),
        ({"captions": [{"language": "nl", "text": "Kom erbij."}]}, "no-link"),
        ({"captions": [{"language": "nl", "text": "{link} #a #b #c #d"}]}, "too-many-hashtags"),
        ({"captions": [{"language": "nl", "text": "Kom erbij. {link}"}]}, "missing-language"),
        ({"destination_url": None}, "no-destination"),
        ({"audience": {"teams": ["nobody"]}}, "unknown-team"),
        ({}, "no-external-id"),
    ],
)
def test_warnings_say_what_to_mend(world: World, change: dict[str, Any], code: str) -> None:
    assert code in [warning["code"] for warning in world.suggestion(**change)["warnings"]]


def test_a_suggestion_with_nothing_to_mend_has_no_warnings(world: World) -> None:
    captions = [{"language": language, "text": "Kom erbij. {link} #werk"} for language in ("nl", "en")]
    titles = [{"language": "en", "text": "Maintenance engineer"}]
    assert world.suggestion(captions=captions, titles=titles, external_id="a")["warnings"] == []
