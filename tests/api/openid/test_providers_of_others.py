"""Signing in with providers that others made: npm's certified one, and Canaille."""

from __future__ import annotations

from typing import Any

import pytest
from flask.testing import FlaskClient

from support.hostile_provider import HostileProvider
from support.openid import Browser, Configure
from support.providers import CLIENT_ID, Person, canaille, certified_provider
from support.world import World
from vertel.auth.openid.errors import ProviderError
from vertel.auth.openid.provider import discover
from vertel.domain.people import employees, sign_ins

SECRET = "a secret with + and % in it, and long enough"
LETTERS = "letters-and-digits-0123456789"
"""Canaille does not decode a secret that came by Basic authentication, so one that is the same encoded."""

NOOR = {"email": "noor@example.com", "email_verified": True, "name": "Noor de Wit", "employee_number": "hr-1"}


def settings(issuer: str, **more: str) -> dict[str, str]:
    usual = {"ISSUER": issuer, "CLIENT_ID": CLIENT_ID, "CLIENT_SECRET": SECRET} | more
    return {f"VERTEL_OIDC_{name}": value for name, value in usual.items() if value}


def browser(client: FlaskClient) -> Browser:
    return Browser(client, HostileProvider())


@pytest.mark.parametrize(
    "client_settings",
    [
        {},
        {"token_endpoint_auth_method": "client_secret_post"},
        {"id_token_signed_response_alg": "ES256"},
        {"id_token_signed_response_alg": "PS256"},
        {"id_token_signed_response_alg": "Ed25519"},
    ],
)
def test_the_certified_provider_signs_somebody_in(
    world: World, client: FlaskClient, configure: Configure, client_settings: dict[str, Any]
) -> None:
    world.employee(role="admin")
    world.employee(email="noor@example.com", name="Noor de Wit", external_id="hr-1")
    with certified_provider(SECRET, {"noor": NOOR | {"groups": ["vertel-editors"]}}, **client_settings) as issuer:
        config = configure(
            **settings(issuer, EXTERNAL_ID_CLAIM="employee_number", ROLE_CLAIM="groups", EDITORS="vertel-editors")
        )
        assert discover(config).issuer == issuer
        me = browser(client)
        query = Person({"login": "noor", "password": "any"}).sign_in(me.start(user_code="WDJB-MJHT"))

        assert query["iss"] == issuer
        assert me.back(query).headers["Location"] == "/sign-in/device?user_code=WDJB-MJHT"
        assert me.who() == "Noor de Wit"
    with world.session() as session:
        assert employees.find_by_email(session, "noor@example.com").role == "editor"


def test_the_certified_provider_takes_a_public_client_and_refuses_a_wrong_secret(
    world: World, client: FlaskClient, configure: Configure
) -> None:
    with world.session() as session:
        sign_ins.invite(session, world.employee(email="noor@example.com", name="Noor de Wit"), world.keys)
    me, noor = browser(client), {"login": "noor", "password": "any"}
    with certified_provider("", {"noor": NOOR}, token_endpoint_auth_method="none") as issuer:
        configure(**settings(issuer, CLIENT_SECRET=""))
        assert me.back(Person(noor).sign_in(me.start())).status_code == 302
        assert me.who() == "Noor de Wit"
    with certified_provider(SECRET, {"noor": NOOR}) as issuer:
        configure(**settings(issuer, CLIENT_SECRET="another secret"))
        assert me.back(Person(noor).sign_in(me.start())).status_code == 503
    with pytest.raises(ProviderError, match="failed"):
        discover(configure(**settings(issuer)))


def test_canaille_signs_somebody_in(world: World, client: FlaskClient, configure: Configure) -> None:
    world.employee(role="admin")
    noor = {"user_name": "noor", "formatted_name": "Noor de Wit", "family_name": "de Wit"}
    noor |= {"emails": ["noor@example.com"], "password": "of noor"}
    with canaille(LETTERS, [noor], {"vertel-editors": ["noor"]}) as issuer:
        configure(
            **settings(
                issuer,
                CLIENT_SECRET=LETTERS,
                SCOPES="openid profile email groups",
                ROLE_CLAIM="groups",
                EDITORS="vertel-editors",
                CREATE="yes",
                TRUST_EMAIL="yes",
            )
        )
        me = browser(client)
        query = Person({"login": "noor", "password": "of noor", "answer": "accept"}).sign_in(me.start())

        assert me.back(query).status_code == 302
        assert me.who() == "Noor de Wit"
    with world.session() as session:
        assert employees.find_by_email(session, "noor@example.com").role == "editor"
