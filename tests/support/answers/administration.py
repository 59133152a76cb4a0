"""Answers to administrators: settings, API keys, and who changed what."""

from __future__ import annotations

from typing import Any

from support.answers.common import Answers, Sent, picture
from support.telling import listen
from support.world import API, World

OWN_TEXTS = {
    "controller": "Waterwerk B.V., Zwolle",
    "contact": "privacy@waterwerk.example",
    "data_protection_officer": "Noor de Wit",
    "legal_basis": "Legitimate interest.",
    "hosting": "Our own data centre.",
}
"""What only an organisation knows, for its data sheet."""


def settings(world: World) -> Answers:
    """As nothing is set, and as all of it is."""
    admin = world.key("admin")
    first = world.client.get(f"{API}/settings", headers=admin)
    wishes = {
        "name": "Waterwerk",
        "mark_id": picture(world).json["id"],
        "accent": {"light": "#0a4f9e"},
        "languages": ["nl", "en"],
        "offers": {"digests": False},
        "require_consent": True,
        "guidance": [
            {"language": "nl", "do": "Vertel het in je eigen woorden."},
            {"language": "en", "dont": "No names."},
        ],
        "data_sheet": OWN_TEXTS,
    }
    changed = world.client.patch(f"{API}/settings", json=wishes, headers=admin | {"If-Match": first.headers["ETag"]})
    return [first, changed]


def keys(world: World) -> tuple[Answers, Answers]:
    """Keys as they were made, and pages of them: in force, revoked, and from before their beginning was kept."""
    admin, path = world.sign_in(role="admin"), f"{API}/keys"
    wishes: list[dict[str, Any]] = [
        {"name": "Importer", "role": "editor", "expires_at": "2099-12-01T00:00:00Z"},
        {"name": "Directory", "role": "scim"},
    ]
    made = [world.client.post(path, json=wish, headers=admin) for wish in wishes]
    world.client.get(f"{API}/reports/overview", headers={"Authorization": f"Bearer {made[0].json['secret']}"}).close()
    world.client.delete(f"{path}/{made[1].json['id']}", headers=admin)
    world.key("reader")
    first = world.client.get(f"{path}?limit=1", headers=admin)
    return made, [first, world.client.get(f"{path}?limit=1&cursor={first.json['next_cursor']}", headers=admin),
                  world.client.get(path, headers=admin)]  # fmt: skip


def key_page(world: World) -> Answers:
    return keys(world)[1]


def key(world: World) -> Answers:
    return [Sent(item) for page in keys(world)[1] for item in page.json["items"]]


def audit_page(world: World) -> Answers:
    keys(world)
    settings(world)
    admin = world.key("admin")
    first = world.client.get(f"{API}/audit?limit=1", headers=admin)
    later = world.client.get(f"{API}/audit?limit=100&cursor={first.json['next_cursor']}", headers=admin)
    return [first, later]


def agreement(world: World) -> Answers:
    """The data sheet agreed, with a note and without."""
    admin, path = world.key("admin"), f"{API}/datasheet"
    wish = {"version": world.client.get(path, headers=admin).json["version"], "agreed_on": "2026-11-23"}
    wishes = [wish, wish | {"note": "Works council"}]
    return [world.client.post(f"{path}/agreements", json=wish, headers=admin) for wish in wishes]


def data_sheet(world: World) -> Answers:
    """As nothing is filled in or agreed, and with all of it and a change since then."""
    path, admin = f"{API}/datasheet", world.key("admin")
    listen(world, "idea.received")
    first = world.client.get(path, headers=admin)
    agreement(world)
    settings(world)
    return [first, world.client.get(f"{path}?language=nl", headers=admin)]
