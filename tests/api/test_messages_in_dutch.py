"""An editor whose page is in Dutch reads in Dutch what is wrong: rows of a file, a refused document, a warning."""

from __future__ import annotations

from typing import Any

from support.world import API, HOST, World, suggestion_request

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
