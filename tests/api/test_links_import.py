"""Links are uploaded many at a time, also from another tracker, with a verdict per row."""

from __future__ import annotations

import json
from typing import Any

import pytest
from sqlalchemy import func, select

from support.hostile_addresses import HOSTILE
from support.world import API, HOST, World
from vertel.db.models import Link

PATH = f"{API}/links/import"


def upload(world: World, body: str | bytes, query: str = "", media_type: str = "text/csv") -> Any:
    return world.client.post(PATH + query, data=body, content_type=media_type, headers=world.key())


def verdicts(world: World, body: str | bytes, query: str = "", media_type: str = "text/csv") -> list[str]:
    answer = upload(world, body, query, media_type)
    assert answer.status_code == 200, answer.json
    return [row["status"] for row in answer.json["rows"]]


def stored(world: World) -> dict[str, tuple[str, str | None]]:
    with world.session() as session:
        rows = session.execute(select(Link.code, Link.destination_url, Link.title).order_by(Link.id)).all()
    return {code: (url.removeprefix(f"https://{HOST}/"), title) for code, url, title in rows}


def lines(*rows: str) -> str:
    return "\n".join(("destination_url,code,title,external_id,utm_source", *rows))


def row(path: str, code: str = "", title: str = "", external_id: str = "", source: str = "") -> str:
    return f"https://{HOST}/{path},{code},{title},{external_id},{source}"


def test_rows_are_created_then_unchanged_then_updated(world: World) -> None:
    first = lines(
        row("a", "open-dag", "Open dag"), row("b", external_id="p-1"), row("c"), row("d", "X", external_id="p-2")
    )
    created = upload(world, first).json
    assert [one["status"] for one in created["rows"]] == ["created"] * 4
    codes = [one["code"] for one in created["rows"]]
    assert (codes[0], codes[3]) == ("open-dag", "x")
    assert [one["external_id"] for one in created["rows"]] == [None, "p-1", None, "p-2"]
    again = upload(world, first).json
    assert [(one["status"], one["code"]) for one in again["rows"]] == [("unchanged", code) for code in codes]
    changed = lines(
        row("a2", "OPEN-DAG"), row("b2", external_id="p-1"), row("c"), row("d", "x", external_id="p-2", source="s")
    )
    assert verdicts(world, changed) == ["updated", "updated", "unchanged", "updated"]
    assert [url for url, _ in stored(world).values()] == ["a2", "b2", "c", "d"]
    answer = world.client.get(f"{API}/links/open-dag", headers=world.key()).json
    assert (answer["title"], answer["history"][0]["changed_by"]) == (None, "upload")
    assert world.client.get(f"{API}/links/{codes[1]}", headers=world.key()).json["external_id"] == "p-1"
    world.settle()
    assert world.client.get(f"/r/{codes[1]}").location == f"https://{HOST}/b2"
    assert world.client.get("/r/x").location == f"https://{HOST}/d?utm_source=s"


def test_a_row_is_refused_with_its_reason_and_the_others_go_on(world: World) -> None:
    personal = world.link(world.sign_in(), world.suggestion(), "personal")
    body = lines(
        row("a", "api"),
        row("b", personal),
        row("c", "not/possible"),
        "https://elsewhere.example.net/,fine,,,",
        "http://careers.example.com/,fine,,,",
        row("d", "good"),
        row("e", "Good"),
        row("f", external_id="twice"),
        row("g", external_id="twice"),
        row("h"),
        row("h"),
        ",no-destination,,,",
    )
    answer = upload(world, body).json
    refused = {one["row"]: [fault["pointer"] for fault in one["errors"]] for one in answer["rows"] if one["errors"]}
    assert refused == {
        2: ["/code"],
        3: ["/code"],
        4: ["/code"],
        5: ["/destination_url"],
        6: ["/destination_url"],
        8: ["/code"],
        10: ["/external_id"],
        12: [""],
        13: ["/destination_url"],
    }
    assert (answer["created"], answer["refused"]) == (3, 9)
    assert "Row 7" in answer["rows"][6]["errors"][0]["message"]
    assert "(column code)" in answer["rows"][2]["errors"][0]["message"]
    assert {"good", personal} < stored(world).keys()


def test_a_code_never_changes_and_is_not_taken_over(world: World) -> None:
    assert verdicts(world, lines(row("a", "one", external_id="p-1"))) == ["created"]
    answer = upload(world, lines(row("a", "two", external_id="p-1"), row("b", "one", external_id="p-2"))).json
    assert [one["status"] for one in answer["rows"]] == ["refused", "refused"]
    assert "'one'" in answer["rows"][0]["errors"][0]["message"]
    assert stored(world) == {"one": ("a", None)}


def test_a_row_is_not_about_a_link_that_an_earlier_one_was_about_by_another_name(world: World) -> None:
    assert verdicts(world, lines(row("a", "one", external_id="p-1"))) == ["created"]
    body = lines(row("b", external_id="p-1"), row("c", "one"))
    assert verdicts(world, body) == ["updated", "refused"]
    assert stored(world) == {"one": ("b", None)}


def test_links_that_differ_in_a_parameter_alone_are_links_of_their_own(world: World) -> None:
    body = lines(row("a", source="poster"), row("a", source="newsletter"), row("a"))
    assert verdicts(world, body) == ["created"] * 3
    assert verdicts(world, body) == ["unchanged"] * 3


def test_a_link_that_was_made_by_hand_is_nobody_else_s(world: World) -> None:
    document = {"destination_url": f"https://{HOST}/a", "code": "one"}
    world.client.post(f"{API}/links", json=document, headers=world.key())
    assert verdicts(world, lines(row("a", "one", external_id="p-1"))) == ["unchanged"]
    for query in ("?dry_run=true", "", "?existing=replace", "?source=shlink"):
        answer = upload(world, lines(row("b", "one", external_id="p-1")), query).json["rows"][0]
        assert (answer["status"], answer["made_by"]) == ("refused", "editors")
        assert f"of editors and leads to https://{HOST}/a" in answer["errors"][0]["message"]
    assert stored(world) == {"one": ("a", None)}


def test_a_dry_run_says_what_would_happen_and_stores_nothing(world: World) -> None:
    answer = upload(world, lines(row("a"), row("b", "chosen"), row("c", "api")), "?dry_run=true").json
    assert [(one["status"], one["code"]) for one in answer["rows"]] == [
        ("created", None),
        ("created", "chosen"),
        ("refused", None),
    ]
    assert stored(world) == {}


def test_an_atomic_upload_stores_all_rows_or_none(world: World) -> None:
    assert upload(world, lines(row("a"), row("b", "api")), "?atomic=true").json["stored"] is False
    assert stored(world) == {}
    assert upload(world, lines(row("a"), row("b", "fine")), "?atomic=true").json["stored"] is True
    assert len(stored(world)) == 2


@pytest.mark.parametrize("media_type", ["application/json", "application/x-ndjson"])
def test_json_is_taken_too(world: World, media_type: str) -> None:
    documents = [
        {"destination_url": f"https://{HOST}/a", "code": "a", "title": "A", "utm": {"source": "poster"}},
        {"destination_url": f"https://{HOST}/b", "shoe_size": 44},
    ]
    body = json.dumps(documents) if media_type == "application/json" else "\n".join(map(json.dumps, documents))
    for expected in ("created", "unchanged"):
        answer = upload(world, body, media_type=media_type).json
        assert [one["status"] for one in answer["rows"]] == [expected, "refused"]
        assert answer["rows"][1]["errors"][0]["pointer"] == "/shoe_size"


def test_warnings_name_persons_and_withdrawn_links(world: World) -> None:
    body = lines(row("a", "one", source="noor@example.com"))
    assert [one["code"] for one in upload(world, body).json["rows"][0]["warnings"]] == ["utm-person"]
    world.client.patch(f"{API}/links/one", json={"withdrawn": True}, headers=world.key())
    again = upload(world, body).json["rows"][0]
    assert (again["status"], [one["code"] for one in again["warnings"]]) == ("unchanged", ["utm-person", "withdrawn"])


def test_damaged_titles_and_names_are_warned_of(world: World) -> None:
    body = lines(row("a", "one", "Open &amp; dag", "1.23E+14"))
    warnings = upload(world, body).json["rows"][0]["warnings"]
    assert {(one["code"], one["pointer"]) for one in warnings} == {
        ("markup", "/title"),
        ("scientific-id", "/external_id"),
    }


SHLINK = (
    "createdAt,domain,shortCode,shortUrl,longUrl,title,tags,visits\n"
    f'2026-01-01T10:00:00+01:00,go.example.com,Open-Dag,https://go.example.com/,https://{HOST}/a,"Open, dag",x|y,7\n'
    f"2026-01-01T10:00:00+01:00,go.example.com,a/b,https://go.example.com/a/b,https://{HOST}/b,,,0\n"
)
SHLINK_IMPORT = (
    f"Long URL;Tags;Domain;Short code;Title\nhttps://{HOST}/a;x;;Open-Dag;Open, dag\nhttps://{HOST}/b;;;a_b;\n"
)
YOURLS = (
    '"keyword","url","title","timestamp","ip","clicks"\n'
    f'"Open-Dag","https://{HOST}/a","Open, dag","2026-01-01 10:00:00","192.0.2.1","7"\n'
    f'"a_b","https://{HOST}/b","","2026-01-01 10:00:00","192.0.2.1","7"\n'
)
YOURLS_PLUGIN = f"source,target,hits\r\n/Open-Dag/,https://{HOST}/a,7\r\n/a_b/,https://{HOST}/b,0\r\n"
BITLY = (
    "Link,Custom Link,Title,Destination URL,Created,Tags\n"
    f'https://bit.ly/3xYz12,https://go.example.com/Open-Dag,"Open, dag",https://{HOST}/a,2026-01-01,\n'
    f"https://bit.ly/a_b,,,https://{HOST}/b,2026-01-01,\n"
)
BITLY_OLD = f'bitlink,long_url,title\nbit.ly/Open-Dag,https://{HOST}/a,"Open, dag"\nbit.ly/a_b,https://{HOST}/b,\n'

DUB = (
    "id,domain,key,url,archived,expiresAt,title,utm_source,clicks,shortLink\n"
    f'1,go.example.com,Open-Dag,https://{HOST}/a,false,null,"Open, dag",linkedin,3,https://go.example.com/Open-Dag\n'
    f"2,go.example.com,a_b,https://{HOST}/b,false,null,,,0,https://go.example.com/a_b\n"
)
DUB_REPORT = (
    "Short link,Destination URL,Title,Clicks\n"
    f'https://go.example.com/Open-Dag,https://{HOST}/a,"Open, dag",3\nhttps://go.example.com/a_b,https://{HOST}/b,,0\n'
)
KUTT = f'address,target,description,visit_count\nOpen-Dag,https://{HOST}/a,"Open, dag",3\na_b,https://{HOST}/b,,0\n'
REBRANDLY = f'title,slashtag,destination,domain\n"Open, dag",Open-Dag,https://{HOST}/a,x\n,a_b,https://{HOST}/b,x\n'
SHORT_IO = (
    "Original URL,Path,Short link,Title\n"
    f'https://{HOST}/a,Open-Dag,https://go.example.com/Open-Dag,"Open, dag"\nhttps://{HOST}/b,a_b,,\n'
)
BY_HAND = (
    f"Short URL;Long URL;Title\ngo.example.com/Open-Dag;https://{HOST}/a;Open, dag\nx.example/a_b;https://{HOST}/b;\n"
)
TRACKERS = {
    "Shlink": SHLINK, "Shlink's import": SHLINK_IMPORT, "YOURLS": YOURLS, "YOURLS plugin": YOURLS_PLUGIN,
    "Bitly": BITLY, "Bitly, older": BITLY_OLD, "Dub": DUB, "Dub, by name": DUB_REPORT, "Kutt": KUTT,
    "Rebrandly": REBRANDLY, "Short.io": SHORT_IO, "by hand": BY_HAND,
}  # fmt: skip


@pytest.mark.parametrize("body", TRACKERS.values(), ids=TRACKERS)
def test_a_file_of_another_tracker_keeps_its_codes_working(world: World, body: str) -> None:
    for expected in ("created", "unchanged"):
        answer = upload(world, body.encode("utf-8-sig")).json
        assert [one["status"] for one in answer["rows"]] == [expected, "refused"]
        assert answer["rows"][1]["errors"][0]["pointer"] == "/code"
    title = None if body is YOURLS_PLUGIN else "Open, dag"
    assert stored(world) == {"open-dag": ("a", title)}
    world.settle()
    assert world.client.get("/r/Open-Dag").location == f"https://{HOST}/a"
    with world.session() as session:
        assert "192.0.2.1" not in str(session.execute(select(Link.__table__)).all())


def test_a_title_that_a_tracker_took_from_a_page_is_made_to_fit(world: World) -> None:
    body = f'keyword,url,title\na,https://{HOST}/a,"  Two\nlines \u202e and  {"x" * 300}"\n'
    assert verdicts(world, body) == ["created"]
    assert stored(world)["a"][1] == f"Two lines and {'x' * 186}"


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("", "destination_url"),
        ("shoe size\n44", "'shoe size'"),
        ("destination_url,colour\nx,y", "'colour'"),
        ("code\nx", "destination_url"),
        ("destination_url,code,code\na,b,c", "twice"),
        (f'destination_url\n"https://{HOST}/', "quotes"),
    ],
)
def test_a_file_that_is_none_is_refused_as_a_whole(world: World, body: str, said: str) -> None:
    answer = upload(world, body)
    assert answer.status_code == 422
    assert said in answer.json["errors"][0]["message"]
    assert stored(world) == {}


def test_a_media_type_that_is_none_is_refused(world: World) -> None:
    assert upload(world, "x", media_type="application/pdf").status_code == 415


def test_no_hostile_destination_comes_in_by_an_upload(world: World) -> None:
    body = json.dumps([{"destination_url": address} for address in HOSTILE])
    answer = upload(world, body, media_type="application/json").json
    # Four of them do lead to an allowed host, however they look.
    assert answer["refused"] >= len(HOSTILE) - 4
    with world.session() as session:
        urls = session.scalars(select(Link.destination_url)).all()
    assert all(url.startswith(tuple(f"https://{HOST}{mark}" for mark in "/?#")) for url in urls)


def test_more_rows_than_a_batch_arrive_each_once(world: World) -> None:
    body = lines(*(row(str(number), f"code-{number}") for number in range(450)))
    assert verdicts(world, body) == ["created"] * 450
    assert verdicts(world, body) == ["unchanged"] * 450
    with world.session() as session:
        assert session.scalar(select(func.count()).select_from(Link)) == 450
