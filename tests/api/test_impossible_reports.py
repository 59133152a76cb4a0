"""Reports that cannot be made, as the data sheet promises; what else it promises is proved where it is at home."""

from __future__ import annotations

import re

from flask import Flask

from support.reporting import busy, report
from support.voices import crowd, says
from support.world import API, World
from vertel.api import transparency
from vertel.domain.datasheet.contract import contract
from vertel_schema.words import GROUPS, REPORT_ORDERS, REPORT_TABLES

SOMEBODY = {"identity", "access", "work", "administration"}
"""Categories of fields by which somebody could be told from others."""


def test_no_number_about_use_stands_beside_a_person(application: Flask) -> None:
    """Neither in the same document, nor as something to group or to order by."""
    both = [
        document.name
        for document in contract().documents
        if any(field.about in {"group", "everyone"} for field in document.fields)
        and any(field.category in SOMEBODY for field in document.fields)
    ]
    assert both == []
    words = {*GROUPS, *REPORT_TABLES, *REPORT_ORDERS}
    assert not words & {"employee", "colleague", "person", "name", "email", "sharer", "author"}
    spec = application.extensions["flask-smorest"]["apis"][""]["ext_obj"].spec.to_dict()
    asked = {
        parameter["name"]
        for path, described in spec["paths"].items()
        if path.startswith(f"{API}/reports/")
        for method in transparency.METHODS & described.keys()
        for parameter in described[method].get("parameters", ())
        if parameter.get("in") == "query"
    }
    assert asked, "reports have parameters"
    assert not [name for name in asked if re.search(r"employee|colleague|person|email|user", name)]


def test_what_four_colleagues_do_is_in_no_report(world: World) -> None:
    suggestion = world.suggestion()
    for me in crowd(world, 4, team="Techniek"):
        busy(world, me, suggestion)
        says(world, me, suggestion, "not_for_me", reason="other", comment="Hm.")

    for role in ("reader", "editor", "admin"):
        key = world.key(role)
        overview = world.client.get(f"{API}/reports/overview", headers=key).json
        assert (overview["shares"], overview["clicks"], overview["by_suggestion"]) == (0, 0, [])
        assert [team for team in overview["by_team"] if team["shares"] or team["clicks"]] == []
        assert world.client.get(f"{API}/reports/suggestions", headers=key).json["items"] == []
        rows = world.client.get(f"{API}/reports/clicks?group_by=team&interval=month", headers=key).json["rows"]
        assert [row for row in rows if row["shares"] or row["clicks"]] == []
    feedback = world.client.get(f"{API}/suggestions/{suggestion['id']}/feedback", headers=world.key()).json
    assert (feedback["not_for_me"], feedback["comments"]) == (0, [])


def test_clicks_on_a_colleagues_own_link_are_told_to_nobody_else(world: World) -> None:
    suggestion = world.suggestion()
    noor, *_ = crowd(world, 6)
    code = world.link(noor, suggestion, "personal")
    world.clicked(code)

    assert world.client.get(f"{API}/me/impact", headers=noor).json["clicks"] == 1
    for headers in (world.key("reader"), world.key("editor"), world.key("admin"), world.sign_in(role="admin")):
        assert world.client.get(f"{API}/links/{code}", headers=headers).status_code in {403, 404}
        listed = world.client.get(f"{API}/links?q={code}&withdrawn=include", headers=headers)
        assert listed.status_code == 403 or listed.json["items"] == []
        assert code not in world.client.get(f"{API}/audit", headers=headers).text
    assert report(world).json["by_scope"] == []
