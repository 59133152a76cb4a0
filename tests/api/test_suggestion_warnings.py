"""What editors are warned of: audiences that nobody is in, texts that a program damaged."""

from __future__ import annotations

import json
from typing import Any

import pytest

from support.channels import REQUEST as CHANNEL
from support.world import API, World, suggestion_request
from vertel.db.models import Employee


def _warned(answer: Any) -> dict[str, str]:
    return {one["code"]: one["pointer"] for one in answer.json["warnings"]}


def test_an_audience_that_nobody_is_in_is_told_wherever_it_is_written(world: World) -> None:
    for number in range(6):
        world.employee(team="Techniek", location="Zwolle", languages=["nl-BE"] if number else ["nl"])
    gone = world.employee(team="Archief", location="Tiel", languages=["fr"])
    with world.session() as session:
        session.get_one(Employee, gone.id).active = False
    audience = {"teams": ["archief", "techneik"], "locations": ["Tiel"], "languages": ["fr"]}
    document = suggestion_request(audience=audience)
    expected = {
        "nobody-in-team": "/audience/teams/0",
        "unknown-team": "/audience/teams/1",
        "unknown-location": "/audience/locations/0",
        "unknown-language": "/audience/languages/0",
        "reaches-nobody": "/audience",
    }
    headers = world.key()
    made = world.client.post(f"{API}/suggestions", json=document, headers=headers)
    path, tag = f"{API}/suggestions/{made.json['id']}", {"If-Match": made.headers["ETag"]}
    assert (_warned(made).items() >= expected.items(), made.json["reach"]) == (True, 0)
    read = world.client.get(path, headers=headers)
    assert _warned(read).items() >= expected.items()
    open_to_all = world.client.patch(path, json={"audience": {}}, headers=headers | tag)
    assert (open_to_all.json["reach"], "reaches-nobody" in _warned(open_to_all)) == (5, False)
    tag = {"If-Match": open_to_all.headers["ETag"]}
    replaced = world.client.put(path, json=document, headers=headers | tag)
    assert _warned(replaced).items() >= expected.items()
    upload = world.client.post(
        f"{API}/suggestions/import?dry_run=true",
        data=json.dumps([document]),
        content_type="application/json",
        headers=headers,
    )
    (row,) = upload.json["rows"]
    assert {one["code"] for one in row["warnings"]} >= expected.keys()
    assert row["reach"] == 0
    listed = world.client.get(f"{API}/suggestions?view=manage", headers=headers).json["items"][0]
    assert (listed["reach"], {one["code"] for one in listed["warnings"]} >= expected.keys()) == (0, True)
    texts = [{"language": "nl", "text": "Waar was je trots op?"}]
    question = {"texts": texts, "open_until": "2999-12-31", "audience": audience}
    asked = world.client.post(f"{API}/questions", json=question, headers=headers)
    assert (asked.status_code, asked.json["reach"], _warned(asked)) == (201, 0, expected)
    (mine,) = world.client.get(f"{API}/questions?view=all", headers=headers).json["items"]
    assert (mine["reach"], mine["warnings"]) == (0, asked.json["warnings"])


def test_a_channel_for_a_team_or_a_location_that_nobody_is_in_says_so(world: World) -> None:
    world.employee(team="Techniek", location="Zwolle")
    gone = world.employee(team="Archief", location="Tiel")
    with world.session() as session:
        session.get_one(Employee, gone.id).active = False
    admin = world.key("admin")

    def warned(**wishes: str) -> dict[str, str]:
        made = world.client.post(f"{API}/channels", json=CHANNEL | wishes, headers=admin)
        assert made.status_code == 201, made.json
        read = world.client.get(f"{API}/channels/{made.json['id']}", headers=admin)
        assert read.json["warnings"] == made.json["warnings"]
        return _warned(made)

    assert warned(team="Techniek", location="Zwolle") == {}
    assert warned() == {}
    assert warned(location="Zwole") == {"unknown-location": "/location"}
    assert warned(team="Archief", location="Tiel") == {"nobody-in-team": "/team", "unknown-location": "/location"}
    listed = world.client.get(f"{API}/channels", headers=admin).json["items"]
    assert [len(one["warnings"]) for one in listed] == [0, 0, 1, 2]


def test_colleagues_are_told_neither_reach_nor_warnings_of_a_question(world: World) -> None:
    texts = [{"language": "nl", "text": "Waar was je trots op?"}]
    world.client.post(f"{API}/questions", json={"texts": texts, "open_until": "2999-12-31"}, headers=world.key())
    (mine,) = world.client.get(f"{API}/questions", headers=world.sign_in()).json["items"]
    assert not {"reach", "warnings"} & mine.keys()


def test_an_upload_that_changes_an_audience_says_how_many_it_reaches(world: World) -> None:
    for _ in range(6):
        world.employee(team="Techniek")
    world.employee(team="Archief")
    for audience, reach in (({}, 5), ({"teams": ["techniek"]}, 5), ({"teams": ["archief"]}, None)):
        upload = world.client.post(
            f"{API}/suggestions/import",
            data=json.dumps([suggestion_request(external_id="17", audience=audience)]),
            content_type="application/json",
            headers=world.key(),
        )
        assert [(row["errors"], row["reach"]) for row in upload.json["rows"]] == [([], reach)]


@pytest.mark.parametrize(
    ("audience", "reach", "codes"),
    [
        ({"locations": ["zwolle"]}, 5, set()),
        ({"locations": ["Zwolle", "Utrecht"]}, 5, {"unknown-location"}),
        ({"languages": ["nl"], "teams": ["techniek"]}, 5, set()),
        ({"languages": ["nl-BE"]}, 5, set()),
        ({"locations": ["Tiel"]}, None, {"reaches-few"}),
        ({"locations": ["Tiel"], "teams": ["techniek"]}, None, {"reaches-few"}),
        ({"languages": ["nl-NL"]}, 0, {"unknown-language", "reaches-nobody"}),
    ],
)
def test_editors_are_told_how_many_it_reaches_in_fives_but_not_of_fewer(
    world: World, audience: dict[str, list[str]], reach: int | None, codes: set[str]
) -> None:
    for number in range(6):
        world.employee(team="Techniek", location="Zwolle", languages=["nl-BE"] if number else ["nl"])
    world.employee(location="Tiel", languages=["en"])
    made = world.suggestion(audience=audience)
    assert made["reach"] == reach
    told = {one["code"] for one in made["warnings"] if one["pointer"].startswith("/audience")}
    assert told == codes
    me = world.sign_in()
    mine = world.client.get(f"{API}/suggestions", headers=me).json["items"]
    assert all("reach" not in one for one in mine)


DAMAGED = {
    "{{link}}": ("Kom kijken: {{link}}", "foreign-placeholder", "{link}"),
    "{{first_name}}": ("Hoi {{first_name}}, kom {link}", "foreign-placeholder", "first_name"),
    "{name}": ("Hoi {name}, kom {link}", "foreign-placeholder", "{name}"),
    "Mailchimp": ("Hoi *|FNAME|*, kom {link}", "foreign-placeholder", "FNAME"),
    "[link]": ("Kom kijken [link]", "foreign-placeholder", "{link}"),
    "${name}": ("Hoi ${name} {link}", "foreign-placeholder", "${name}"),
    "%FIRSTNAME%": ("Hoi %FIRSTNAME% {link}", "foreign-placeholder", "FIRSTNAME"),
    "{0}": ("Hoi {0}, kom {link}", "foreign-placeholder", "{0}"),
    "%s": ("Hoi %s, kom {link}", "foreign-placeholder", "%s"),
    "%1$s": ("Hoi %1$s, kom {link}", "foreign-placeholder", "%1$s"),
    "%link%": ("Kom kijken: %link%", "foreign-placeholder", "{link}"),
    "<link>": ("Kom kijken: <link>", "foreign-placeholder", "{link}"),
    "$link": ("Kom kijken: $link", "foreign-placeholder", "{link}"),
    "@@link@@": ("Kom kijken: @@link@@", "foreign-placeholder", "{link}"),
    "{link|url}": ("Kom kijken: {link|url}", "foreign-placeholder", "{link|url}"),
    "<%= name %>": ("Hoi <%= name %>, kom {link}", "foreign-placeholder", "<%= name %>"),
    "<Voornaam>": ("Hoi <Voornaam>, kom {link}", "foreign-placeholder", "<Voornaam>"),
    "Markdown": ("[Kom kijken](https://careers.example.com/) {link}", "markup", "Markdown"),
    "Markdown around the link": ("[Kom kijken]({link})", "markup", "Markdown"),
    "comment": ("<!-- Kop --> Kom kijken {link}", "markup", "<!--"),
    "section": ("<section>Kom kijken</section> {link}", "markup", "<section>"),
    "Word": ("Kom kijken<o:p></o:p> {link}", "markup", "<o:p>"),
    "#NOM?": ("#NOM? {link}", "spreadsheet-error", "#NOM?"),
    "#VALEUR!": ("Zie #VALEUR! {link}", "spreadsheet-error", "#VALEUR!"),
    "#ZAHL!": ("Zie #ZAHL! {link}", "spreadsheet-error", "#ZAHL!"),
    "#¿NOMBRE?": ("#¿NOMBRE? {link}", "spreadsheet-error", "#¿NOMBRE?"),
    "#RIF!": ("Zie #RIF! {link}", "spreadsheet-error", "#RIF!"),
    "#NAZWA?": ("#NAZWA? {link}", "spreadsheet-error", "#NAZWA?"),
    "#VÄRDEFEL!": ("#VÄRDEFEL! {link}", "spreadsheet-error", "#VÄRDEFEL!"),
    "#NIMI?": ("#NIMI? {link}", "spreadsheet-error", "#NIMI?"),
    "quoted-printable": ("Een caf=C3=A9 {link}", "escape", "=C3=A9"),
    "#NAME?": ("#NAME? {link}", "spreadsheet-error", "#NAME?"),
    "#VERW!": ("Zie #VERW! {link}", "spreadsheet-error", "#VERW!"),
    "_x000D_": ("Een_x000D_\nTwee {link}", "escape", "_x000D_"),
    "literal break": ("Een\\nTwee {link}", "escape", "\\n"),
    "quotes": ("Kom \u00e2\u20ac\u02dckijken\u00e2\u20ac\u2122 {link}", "mojibake", "UTF-8"),
    "accents": ("\u00c3\u00a9\u00c3\u00a9n team {link}", "mojibake", "UTF-8"),
    "emoji": ("Hoera \u00f0\u0178\u017d\u2030 {link}", "mojibake", "UTF-8"),
    "lost": ("Kom \ufffdkijken {link}", "mojibake", "lost"),
    "entity": ("Kom&#8217;s kijken {link}", "markup", "&#8217;"),
    "&amp;": ("Lach &amp; leer {link}", "markup", "&amp;"),
    "tag": ("<p>Kom <b>kijken</b></p> {link}", "markup", "<p>"),
    "br": ("Een<br/>Twee {link}", "markup", "<br/>"),
}


@pytest.mark.parametrize("config", ["sqlite"], indirect=True)  # found by looking at the text
@pytest.mark.parametrize(("text", "code", "said"), DAMAGED.values(), ids=DAMAGED)
def test_a_text_that_a_program_damaged_is_stored_with_a_warning(world: World, text: str, code: str, said: str) -> None:
    made = world.suggestion(captions=[{"language": "nl", "text": text}])
    found = [one for one in made["warnings"] if one["code"] == code]
    assert [one["pointer"] for one in found] == ["/captions/0/text"] * len(found)
    assert any(said in one["message"] for one in found)


def test_all_texts_that_people_read_are_looked_at(world: World) -> None:
    prompt = {"language": "nl", "question": "Wat &amp; waarom?", "opening": "Hoi {{naam}}"}
    made = world.suggestion(title="Lager &amp; Logistik", prompts=[prompt], external_id="1,23457E+14")
    warned = {(one["code"], one["pointer"]) for one in made["warnings"]}
    assert warned >= {
        ("markup", "/title"),
        ("markup", "/prompts/0/question"),
        ("foreign-placeholder", "/prompts/0/opening"),
        ("scientific-id", "/external_id"),
    }


@pytest.mark.parametrize("config", ["sqlite"], indirect=True)  # found by looking at the text
@pytest.mark.parametrize(
    "text",
    [
        "Één team, 100% {link}", "A & B; C {link}", "1 < 2 > 0 {link}", "MENÜ – Küche “Süd” {link}",
        "#werkenbij {link}", "Kom (echt!) [vandaag] {link}", "C:\\nieuw {link}", "São Paulo à « Paris » {link}",
        "50% KORTING, 100% PLEZIER {link}", "5 % van de 100% {link}", "Ik <3 dit team, >5 jaar {link}",
        "$100 voor $ASML en $linktree {link}", "@vertel en @link mail info@example.com {link}",
        "[1] en [2] (zie onder) {link}", "C++, C# en F# {link}", "#NOMADE? #VALEUR #NAVNE #HIVE {link}",
        "a = b, x=12=y, E=MC2 {link}", "(a|b) en {link}", "<https://example.com/> <mailto:hr@example.com> {link}",
        "__init__ en ## kop {link}", "[vandaag](echt waar) {link}", "10%-20% van 3%d {link}", "Wie? <jij!> {link}",
        "[Ook dit] (https://example.com) {link}",
    ],
)  # fmt: skip
def test_a_whole_text_is_left_in_peace(world: World, text: str) -> None:
    codes = {one["code"] for one in world.suggestion(captions=[{"language": "nl", "text": text}])["warnings"]}
    assert not codes & {"foreign-placeholder", "mojibake", "spreadsheet-error", "escape", "markup"}
