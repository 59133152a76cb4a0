"""Campaign parameters: appended to where links lead, the same for everyone, also for links that are posted already."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
from sqlalchemy import select

from support.world import API, HOST, Headers, World, suggestion_request
from vertel.db.models import Link, Suggestion
from vertel.domain.links import utm

UTM = {"source": "linkedin", "medium": "social", "campaign": "Techniek & Co 100%", "term": "é=ü", "content": "a#b?c+d"}


@pytest.fixture
def editor(world: World) -> Headers:
    return world.key()


def followed(world: World, code: str) -> str:
    world.settle()
    return str(world.client.get(f"/r/{code}").location)


def parameters(url: str) -> dict[str, str]:
    return dict(parse_qsl(urlsplit(url).query, strict_parsing=True))


def patch(world: World, editor: Headers, suggestion: dict[str, Any], **changes: Any) -> Any:
    path = f"{API}/suggestions/{suggestion['id']}"
    tag = world.client.get(path, headers=editor).headers["ETag"]
    return world.client.patch(path, json=changes, headers=editor | {"If-Match": tag})


def test_parameters_arrive_at_the_destination_as_they_were_written(world: World) -> None:
    suggestion = world.suggestion(utm=UTM, destination_url=f"https://{HOST}/engineer?ref=7#apply")
    assert suggestion["utm"] == UTM
    for scope in ("campaign", "personal"):
        url = followed(world, world.link(world.sign_in(), suggestion, scope))
        assert parameters(url) == {"ref": "7"} | {f"utm_{name}": value for name, value in UTM.items()}
        assert url.endswith("#apply")


def test_nothing_is_appended_unless_somebody_said_so(world: World) -> None:
    for suggestion in (world.suggestion(), world.suggestion(utm=None), world.suggestion(utm={})):
        assert suggestion["utm"] is None
        assert followed(world, world.link(world.sign_in(), suggestion)) == suggestion["destination_url"]


def test_everyones_link_has_the_same_parameters(world: World) -> None:
    suggestion = world.suggestion(utm={"source": "linkedin"})
    colleagues = [world.sign_in(team=team) for team in ("Large", *["Other"] * 5)]
    links = [
        followed(world, world.link(me, suggestion, scope)) for me in colleagues for scope in ("campaign", "personal")
    ]
    assert len(set(links)) == 1


def test_links_that_are_posted_already_follow_a_change(world: World, editor: Headers) -> None:
    suggestion = world.suggestion()
    codes = [world.link(world.sign_in(), suggestion, scope) for scope in ("campaign", "personal")]
    for given, query in (({"source": "a b"}, "?utm_source=a%20b"), ({"medium": "x"}, "?utm_medium=x"), (None, "")):
        answer = patch(world, editor, suggestion, utm=given)
        assert (answer.status_code, answer.json["utm"]) == (200, given)
        assert [followed(world, code) for code in codes] == [f"{suggestion['destination_url']}{query}"] * 2


def test_parameters_and_destination_may_change_together_and_apart(world: World, editor: Headers) -> None:
    suggestion = world.suggestion(utm={"source": "x"})
    code = world.link(world.sign_in(), suggestion)
    patch(world, editor, suggestion, destination_url=f"https://{HOST}/two")
    assert followed(world, code) == f"https://{HOST}/two?utm_source=x"
    patch(world, editor, suggestion, destination_url=f"https://{HOST}/three", utm={"source": "y"})
    assert followed(world, code) == f"https://{HOST}/three?utm_source=y"
    patch(world, editor, suggestion, destination_url=None, utm={"source": "z"})
    assert followed(world, code) == f"https://{HOST}/three?utm_source=z"


def test_a_change_of_something_else_is_no_news_to_the_nodes(world: World, editor: Headers) -> None:
    suggestion = world.suggestion(utm={"source": "x"})
    world.link(world.sign_in(), suggestion)
    with world.session() as session:
        before = session.scalars(select(Link.changed_at)).one()
    patch(world, editor, suggestion, title="Another title", utm={"source": "x"})
    for url in (None, suggestion["destination_url"]):
        patch(world, editor, suggestion, destination_url=url)
    with world.session() as session:
        assert session.scalars(select(Link.changed_at)).one() == before


def test_what_the_destination_has_already_stays_with_a_warning(world: World) -> None:
    suggestion = world.suggestion(
        utm={"source": "ours", "medium": "m"}, destination_url=f"https://{HOST}/?utm_source=theirs"
    )
    assert ("utm-twice", "/utm/source") in {(one["code"], one["pointer"]) for one in suggestion["warnings"]}
    url = followed(world, world.link(world.sign_in(), suggestion))
    assert url == f"https://{HOST}/?utm_source=theirs&utm_medium=m"


def test_an_address_of_a_person_is_warned_of(world: World) -> None:
    suggestion = world.suggestion(utm={"source": "linkedin", "content": "noor@example.com"})
    assert [one["pointer"] for one in suggestion["warnings"] if one["code"] == "utm-person"] == ["/utm/content"]


@pytest.mark.parametrize("given", [{"source": "é" * 100, "term": "é" * 100}, {"source": "x" * 101}, {"source": " "}])
def test_parameters_that_do_not_fit_are_refused(world: World, editor: Headers, given: dict[str, str]) -> None:
    answer = world.client.post(f"{API}/suggestions", json=suggestion_request(utm=given), headers=editor)
    assert answer.status_code == 422
    assert answer.json["errors"][0]["pointer"].startswith("/utm")


def test_what_would_silently_be_left_out_is_refused(world: World, editor: Headers) -> None:
    long = f"https://{HOST}/{'x' * 1960}"
    answer = world.client.post(
        f"{API}/suggestions", json=suggestion_request(destination_url=long, utm={"source": "linkedin"}), headers=editor
    )
    assert (answer.status_code, answer.json["errors"][0]["pointer"]) == (422, "/utm")
    assert "2,000" in answer.json["errors"][0]["message"]


def test_a_link_of_its_own_has_parameters_too(world: World, editor: Headers) -> None:
    document = {"destination_url": f"https://{HOST}/", "utm": UTM, "title": "Poster"}
    code = world.client.post(f"{API}/links", json=document, headers=editor).json["code"]
    assert parameters(followed(world, code)) == {f"utm_{name}": value for name, value in UTM.items()}
    path = f"{API}/links/{code}"
    assert world.client.get(path, headers=editor).json["utm"] == UTM
    world.client.patch(path, json={"utm": {"source": "poster"}}, headers=editor)
    assert followed(world, code) == f"https://{HOST}/?utm_source=poster"
    world.client.patch(path, json={"utm": None}, headers=editor)
    assert followed(world, code) == f"https://{HOST}/"


def test_columns_of_an_upload_arrive(world: World, editor: Headers) -> None:
    rows = (
        "external_id,kind,title,destination_url,utm_source,utm_campaign,caption_nl_personal,caption_en_short\n"
        f"a,vacancy,Lasser,https://{HOST}/lasser,linkedin,Techniek & Co,Kom {{link}},Join {{link}}\n"
        f"b,vacancy,Draaier,https://{HOST}/draaier,,,Kom {{link}},Join {{link}}\n"
        f"c,vacancy,Frezer,https://{HOST}/frezer,{'x' * 101},,Kom {{link}},Join {{link}}\n"
    )

    def upload() -> Any:
        path = f"{API}/suggestions/import"
        return world.client.post(path, data=rows, content_type="text/csv", headers=editor).json

    first = upload()
    assert [row["status"] for row in first["rows"]] == ["created", "created", "refused"]
    assert "(column utm_source)" in first["rows"][2]["errors"][0]["message"]
    assert [row["status"] for row in upload()["rows"]] == ["unchanged", "unchanged", "refused"]
    with world.session() as session:
        stored = session.execute(select(Suggestion.external_id, Suggestion.utm).order_by(Suggestion.external_id)).all()
    assert stored == [("a", {"source": "linkedin", "campaign": "Techniek & Co"}), ("b", None)]


def test_a_query_is_read_as_it_was_written() -> None:
    for given in (UTM, {"term": "x"}, None):
        assert utm.read(utm.as_query(given)) == given


def test_a_careers_site_is_told_the_code_of_a_link_and_never_that_of_a_personal_one(world: World) -> None:
    suggestion = world.suggestion(utm={"source": "linkedin", "content": "vertel-{code}"})
    assert suggestion["utm"]["content"] == "vertel-{code}"
    me = world.sign_in()
    code, personal = (world.link(me, suggestion, scope) for scope in ("campaign", "personal"))
    # Once asked of the database, and once of the node's copy.
    for url in (str(world.client.get(f"/r/{code}").location), followed(world, code)):
        assert parameters(url) == {"utm_source": "linkedin", "utm_content": f"vertel-{code}"}
    assert parameters(followed(world, personal)) == {"utm_source": "linkedin"}
