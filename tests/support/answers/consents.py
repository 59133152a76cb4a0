"""Answers about the consent of people who are shown."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from support.answers.common import Answers, whole_suggestion
from support.world import API, World


def consent_requested(world: World) -> Answers:
    """Somebody asked by a link, who says yes; then once more, by mail."""
    suggestion = whole_suggestion(world)
    path = f"{API}/suggestions/{suggestion['id']}/people/{suggestion['people'][0]['id']}/consent-request"
    first = world.client.post(path, json={"by": "link"}, headers=world.key())
    page = urlsplit(first.json["url"]).path
    fields = dict(re.findall(r'name="(csrf|seen|until)"[^>]*value="([^"]*)"', world.client.get(page).text))
    world.client.post(page, data=fields | {"answer": "yes"})
    again = world.client.post(path, json={"by": "mail", "email": "samira@example.com"}, headers=world.key())
    return [first, again]


def consent_list(world: World) -> Answers:
    """Before anybody was asked, and when somebody agreed."""
    suggestion = whole_suggestion(world, external_id="other")
    before = world.client.get(f"{API}/suggestions/{suggestion['id']}/consents", headers=world.key())
    consent_requested(world)
    managed = world.client.get(f"{API}/suggestions?view=manage", headers=world.key()).json["items"]
    agreed = next(item for item in managed if item["external_id"] == "vac-2026-017")
    return [before, world.client.get(f"{API}/suggestions/{agreed['id']}/consents", headers=world.key())]
