"""Answers about numbers."""

from __future__ import annotations

from support.answers.common import Answers, some_traffic
from support.world import API, World
from vertel.domain.counting import cells
from vertel.domain.people import organisations
from vertel_schema.words import GROUPS, INTERVALS, REPORT_ORDERS


def overview(world: World) -> Answers:
    empty = world.client.get(f"{API}/reports/overview", headers=world.key("reader"))
    some_traffic(world)
    with world.session() as session:  # what the version before counted
        cells.add_days(session, "shares", {organisations.today(session): 1})
    return [empty, world.client.get(f"{API}/reports/overview", headers=world.key("reader"))]


def click_report(world: World) -> Answers:
    some_traffic(world)
    queries = [f"interval={interval}&group_by={group}" for interval in INTERVALS for group in GROUPS]
    return [world.client.get(f"{API}/reports/clicks?{query}", headers=world.key("reader")) for query in queries]


def suggestion_report(world: World) -> Answers:
    empty = world.client.get(f"{API}/reports/suggestions", headers=world.key("reader"))
    some_traffic(world)
    some_traffic(world)
    path = f"{API}/reports/suggestions?limit=1&sort="
    return [empty, *[world.client.get(f"{path}{order}", headers=world.key("reader")) for order in REPORT_ORDERS]]


def application_result(world: World) -> Answers:
    application = {"id": "2026-004711", "link_code": world.link(world.sign_in(), world.suggestion())}
    return [world.client.post(f"{API}/applications", json=application, headers=world.key()) for _ in range(2)]
