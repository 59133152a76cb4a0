"""Every route, called as everybody: answered as the permission table says."""

from __future__ import annotations

import uuid
from collections.abc import Iterator

import pytest
from flask import Flask

from support.voices import photo
from support.world import API, Headers, World, bearer
from vertel.auth.permissions import ANYONE, TABLE, require_complete
from vertel.auth.principal import ROLE_PERMISSIONS

CALLERS = {
    "nobody": frozenset[str](),
    "employee": ROLE_PERMISSIONS["employee"],
    "employee who is editor": ROLE_PERMISSIONS["employee"] | ROLE_PERMISSIONS["editor"],
    "employee who is admin": ROLE_PERMISSIONS["employee"] | ROLE_PERMISSIONS["admin"],
    "reader key": ROLE_PERMISSIONS["reader"],
    "editor key": ROLE_PERMISSIONS["editor"],
    "admin key": ROLE_PERMISSIONS["admin"],
    "scim key": ROLE_PERMISSIONS["scim"],
    "expired token": None,
    "revoked key": None,
    "signed out": None,
}


ENDS_SIGN_INS = {"auth.revoke", "employees.sign_out_everybody"}
"""Who was signed in before one of these is not any more."""


def sign_in_callers(world: World) -> dict[str, Headers]:
    """The headers of each of ``CALLERS``, as people and keys that nobody has been yet."""
    signed_out = world.sign_in()
    world.client.post(f"{API}/auth/revoke", headers=signed_out)
    return {
        "nobody": {},
        "employee": world.sign_in(),
        "employee who is editor": world.sign_in(role="editor"),
        "employee who is admin": world.sign_in(role="admin"),
        "reader key": world.key("reader"),
        "editor key": world.key("editor"),
        "admin key": world.key("admin"),
        "scim key": world.key("scim"),
        "expired token": bearer(world.expired_token()),
        "revoked key": world.revoked_key(),
        "signed out": signed_out,
    }


def routes(app: Flask) -> list[tuple[str, str, str]]:
    """Every endpoint with each of its methods and a path to it."""
    found = []
    for rule in app.url_map.iter_rules():
        values = {
            name: uuid.uuid4() if "_id" in name else 1 if name == "version" else "nothing" for name in rule.arguments
        }
        with app.test_request_context():
            path = app.url_map.bind("localhost").build(rule.endpoint, values, method=None)
        found += [(rule.endpoint, method, path) for method in sorted(rule.methods or ()) if method != "OPTIONS"]
    return found


def calls(world: World, app: Flask) -> Iterator[tuple[str, str, str, str, Headers]]:
    """Every route with each caller, as ``(endpoint, method, path, caller, headers)``."""
    callers = sign_in_callers(world)
    for endpoint, method, path in routes(app):
        yield from ((endpoint, method, path, caller, headers) for caller, headers in callers.items())
        if endpoint in ENDS_SIGN_INS:
            callers = sign_in_callers(world)


def test_every_caller_is_answered_as_the_table_says(world: World, application: Flask) -> None:
    surprises = []
    for endpoint, method, path, caller, headers in calls(world, application):
        allowed, permissions = TABLE[endpoint], CALLERS[caller]
        status = world.client.open(path, method=method, headers=headers).status_code
        if allowed is ANYONE:
            # A wrong token does no harm where none is needed; sign-in itself answers 401 to a wrong code only.
            expected = status not in {401, 403}
        elif not permissions:
            expected = status == 401
        elif allowed & permissions:
            # Past the table; what is asked for does not exist, or the request is empty.
            expected = status != 401 and (status != 403 or endpoint == "suggestions.browse")
        else:
            expected = status == 403
        if not expected or status >= 500:
            surprises.append((endpoint, method, caller, status))
    assert surprises == []


def test_a_route_without_a_row_stops_the_start(config: object) -> None:
    app = Flask("other", static_folder=None)
    app.add_url_rule("/new", "new", lambda: "")
    with pytest.raises(RuntimeError, match="new"):
        require_complete(app)


def test_no_browser_and_no_proxy_keeps_an_answer_about_somebody(world: World, application: Flask) -> None:
    """Whatever the answer is. Pictures and QR codes, which are found, are another matter; see the test below."""
    kept = [
        (endpoint, method, caller)
        for endpoint, method, path, caller, headers in calls(world, application)
        if TABLE[endpoint] is not ANYONE or path.startswith(API)
        if world.client.open(path, method=method, headers=headers).headers.get("Cache-Control") != "no-store"
    ]
    assert kept == []


def test_a_picture_is_kept_by_its_readers_browser_only_when_it_is_for_everybody(world: World) -> None:
    me, editor = world.sign_in(), world.key()
    image = photo(world, me)
    path = f"{API}/images/{image['id']}"
    for reader in (me, editor):
        assert world.client.get(path, headers=reader).headers["Cache-Control"] == "no-store"
    world.suggestion(image={"id": image["id"], "alt": "A pump"})
    for reader in (me, editor, world.sign_in()):
        assert "private" in world.client.get(path, headers=reader).headers["Cache-Control"]
