"""An editor whose page is in Dutch reads in Dutch what is wrong: rows of a file, a refused document, a warning."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import update

from support.feeds import feed, item
from support.world import API, HOST, World, suggestion_request
from vertel.config import Config
from vertel.db.models import Channel, Webhook
from vertel.imports.feeds.errors import ANSWERED, FeedError

DUTCH = {"Accept-Language": "nl-NL,nl;q=0.9,en;q=0.5"}


def test_each_row_of_a_file_has_its_reasons_in_dutch_and_a_program_has_them_in_english(world: World) -> None:
    rows = (
        "external_id,kind,title,destination_url,expires_at,caption_nl\n"
        f"v-1,advert,Lasser,https://{HOST}/x,,Kom erbij. {{link}}\n"
        "v-2,story,Lasser,https://elsewhere.example.net/,,Kom erbij. {link}\n"
        "v-3,story,Lasser,,01/12/2026,Kom erbij.\n"
        f"v-4,story,Lasser,https://{HOST}/x,,Kom erbij.\n"
        "v-2,story,Lasser,,,Kom erbij.\n"
    )

    def said(headers: dict[str, str]) -> list[str]:
        path = f"{API}/suggestions/import?dry_run=true"
        answer = world.client.post(path, data=rows, content_type="text/csv", headers=world.key() | headers)
        return [" ".join(one["message"] for one in row["errors"] or row["warnings"]) for row in answer.json["rows"]]

    dutch, english = said(DUTCH), said({})
    for told, word in zip(
        dutch,
        ["Verwacht werd story", "Links mogen niet naar elsewhere.example.net gaan.", "op twee manieren te lezen",
         "Geen {link}, dus gaat de volglink", "Rij 3 heeft deze external_id al."], strict=True,
    ):  # fmt: skip
        assert word in told, told
    assert "(kolom kind)" in dutch[0]
    for told, word in zip(
        english,
        ["Expected story", "Links may not lead", "read in two ways", "No {link}", "Row 3 has this"],
        strict=True,
    ):
        assert word in told, told


def test_a_file_that_is_none_is_called_by_its_name_in_dutch(world: World) -> None:
    path, headers = f"{API}/suggestions/import", world.key() | DUTCH
    answer = world.client.post(path, data=b"%PDF-1.7", content_type="text/csv", headers=headers)
    assert answer.json["errors"][0]["message"].startswith("Dit is een PDF, geen tabel van tekst in UTF-8. Bewaar het")
    assert "Accept-Language" in answer.headers["Vary"]


def test_a_refused_document_says_in_dutch_where_and_what(world: World) -> None:
    document: dict[str, Any] = suggestion_request(kind="advert", captions=[{"language": "nl"}], expire_at=None)
    answer = world.client.post(f"{API}/suggestions", json=document, headers=world.key() | DUTCH)
    told = {one["pointer"]: one["message"] for one in answer.json["errors"]}
    assert told["/captions/0/text"] == "Dit veld is nodig."
    assert told["/expire_at"] == "Dit veld is hier niet bekend."
    assert told["/kind"].startswith("Verwacht werd story, team_moment, success, vacancy, event of article; hier staat")
    assert answer.json["detail"] == "3 dingen vragen aandacht; zie errors."
    assert "Accept-Language" in answer.headers["Vary"]


def test_a_rule_and_a_missing_thing_are_told_in_dutch(world: World) -> None:
    headers = world.key() | DUTCH
    refused = world.client.post(f"{API}/suggestions", json=suggestion_request(captions=[]), headers=headers)
    assert refused.json["errors"][0]["message"] == "Verwacht werd minstens één tekst of startvraag."
    missing = world.client.get(f"{API}/suggestions/0198c0de-0000-7000-8000-000000000001", headers=headers)
    assert missing.json["detail"] == "Er is geen suggestie met dit id."


def test_what_a_page_answered_is_told_in_dutch(world: World) -> None:
    world.link(world.sign_in(), world.suggestion())
    path = f"{API}/reports/destinations"
    report = world.client.get(path, headers=world.key() | DUTCH)
    (page,) = report.json["items"]
    assert page["message"].startswith("Deze pagina is nog niet bekeken.")
    assert "Accept-Language" in report.headers["Vary"]
    assert world.client.get(path, headers=world.key()).json["items"][0]["message"].startswith("It was not asked yet.")


def test_one_reader_s_language_is_not_the_next_one_s(world: World) -> None:
    for headers, word in ((DUTCH, "Dit veld"), ({}, "This field"), (DUTCH, "Dit veld")):
        answer = world.client.post(f"{API}/suggestions", json={"kind": "story"}, headers=world.key() | headers)
        assert answer.json["errors"][0]["message"].startswith(word)


def test_why_a_feed_failed_and_an_item_became_no_draft_is_told_in_dutch(world: World, config: Config) -> None:
    found = feed(world, config)
    closed = item("b", _jobposting={"validThrough": "2026-11-01"})
    elsewhere = item("c", url="https://elsewhere.example.net/a")
    found.look([item("a", title=""), closed, elsewhere])
    answer = world.client.get(found.path, headers={**found.admin, **DUTCH})
    said = [one["message"] for one in answer.json["outcome"]["reasons"]]
    assert said[:2] == ["Het heeft geen titel.", "Het is al gesloten."]
    assert said[2].startswith("Links mogen niet naar elsewhere.example.net gaan.")
    assert "Accept-Language" in answer.headers["Vary"]
    found.source.failure = FeedError(ANSWERED % {"status": "500 Internal Server Error"})
    assert found.look()["failure"].startswith("It answered 500 Internal Server Error.")
    answer = world.client.get(found.path, headers={**found.admin, **DUTCH})
    assert answer.json["failure"].startswith("Het antwoordde 500 Internal Server Error.")


@pytest.mark.parametrize(
    ("model", "path", "document"),
    [
        (Webhook, "webhooks", {"url": "https://hooks.example.com/x", "types": ["suggestion.published"]}),
        (
            Channel,
            "channels",
            {"kind": "slack", "name": "#a", "address": "https://hooks.slack.com/services/T/B/x", "language": "nl"}
            | {"weekday": "monday", "hour": 9},
        ),
    ],
    ids=["webhooks", "channels"],
)
def test_why_a_webhook_or_a_channel_was_switched_off_is_told_in_dutch(
    world: World, model: type[Channel | Webhook], path: str, document: dict[str, Any]
) -> None:
    admin = world.key("admin")
    made = world.client.post(f"{API}/{path}", json=document, headers=admin).json
    reason = "Nothing was taken for three days. The last try: The receiver answered 503 Service Unavailable."
    with world.session() as session:
        session.execute(update(model).values(active=False, disabled_reason=reason))
    answer = world.client.get(f"{API}/{path}/{made['id']}", headers={**admin, **DUTCH})
    assert answer.json["disabled_reason"] == (
        "Drie dagen lang is niets aangenomen. De laatste poging: De ontvanger antwoordde 503 Service Unavailable."
    )
    assert "Accept-Language" in answer.headers["Vary"]
    assert world.client.get(f"{API}/{path}/{made['id']}", headers=admin).json["disabled_reason"] == reason


def test_what_administrators_are_refused_is_told_in_dutch(world: World) -> None:
    admin = {**world.key("admin"), **DUTCH}

    def said(method: str, path: str, document: object = None) -> str:
        answer = world.client.open(f"{API}/{path}", method=method, json=document, headers=admin)
        found = answer.json.get("errors", [{"message": answer.json["detail"]}])
        return str(found[0]["message"])

    url = "http://10.0.0.1/feed"
    assert said("PATCH", "settings", {"name": ""}) == "Schrijf een naam."
    assert said("PATCH", "settings", {"name": "x"}).startswith("Stuur If-Match met de ETag die je las")
    assert said("POST", "feeds", {"name": "x", "url": url, "kind": "story", "language": "nl"}).startswith("Verwacht")
    assert said("GET", "nowhere") == "Op dit adres staat niets. Is het goed geschreven?"
    assert said("DELETE", "suggestions/import") == "Dit kan niet op dit adres; de header Allow zegt wat wel kan."
    assert said("POST", "employees/import").startswith("Stuur het bestand zelf als inhoud, als text/csv,")


def test_what_an_editor_may_not_is_told_in_dutch(world: World) -> None:
    answer = world.client.get(f"{API}/employees", headers={**world.key(), **DUTCH})
    assert answer.json["detail"] == "Hiervoor is de rol admin nodig."


@pytest.mark.parametrize("name", ["", "  "])
@pytest.mark.parametrize(
    ("path", "document", "pointer", "english"),
    [
        ("suggestions", {"kind": "story", "title": None, "captions": []}, "/title", "Write a title."),
        ("keys", {"name": None, "role": "editor"}, "/name", "Write a name."),
        ("feeds", {"name": None, "url": "https://a.example/", "kind": "story", "language": "nl"}, "/name", "a name."),
    ],
    ids=["suggestions", "keys", "feeds"],
)
def test_an_empty_field_says_what_to_write(
    world: World, path: str, document: dict[str, Any], pointer: str, english: str, name: str
) -> None:
    document = {field: name if value is None else value for field, value in document.items()}
    answer = world.client.post(f"{API}/{path}", json=document, headers=world.key("admin"))
    told = {one["pointer"]: one["message"] for one in answer.json["errors"]}
    assert told[pointer].endswith(english)
