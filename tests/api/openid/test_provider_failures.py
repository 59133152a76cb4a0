"""A provider that is away or set up otherwise, and pages that say what to do then."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from support.certificates import write_certificate
from support.hostile_provider import CLIENT_ID, CLIENT_SECRET, HostileProvider
from support.openid import CALLBACK, START, Browser, Configure, Time
from support.ports import free_port
from support.receiver import receiver
from support.world import API, World
from vertel.auth.openid import client as openid_client
from vertel.auth.openid.errors import ProviderError
from vertel.auth.openid.provider import discover
from vertel.config import Config


def reasons(logged: io.StringIO) -> list[str]:
    lines = map(json.loads, logged.getvalue().splitlines())
    return [line["reason"] for line in lines if line["event"] == "oidc_refused"]


def discovering(issuer: str, **settings: str) -> str:
    """What `discover` says is wrong."""
    usual = {"VERTEL_SECRET_KEYS": "k" * 32, "VERTEL_OIDC_ISSUER": issuer, "VERTEL_OIDC_CLIENT_ID": CLIENT_ID}
    with pytest.raises(ProviderError) as caught:
        discover(Config.from_environment(usual | settings))
    return str(caught.value)


def test_a_server_without_a_provider_offers_none(client: FlaskClient, configure: Configure) -> None:
    configure()
    for path in (START, CALLBACK):
        page = client.get(path, headers={"Accept-Language": "nl"})
        assert (page.status_code, page.mimetype) == (404, "text/html")
        assert "Op deze manier aanmelden kan hier niet" in page.get_data(as_text=True)
    assert "openid_connect" not in client.get(f"{API}/auth/options").json["ways"]
    assert START not in client.get("/sign-in").get_data(as_text=True)


def test_a_server_with_one_offers_it_and_carries_the_code_along(
    browser: Browser, client: FlaskClient, trust: Configure
) -> None:
    trust(NAME="Waterwerk ID")
    page = client.get("/sign-in?user_code=WDJBMJHT", headers={"Accept-Language": "en"}).get_data(as_text=True)

    assert f'href="{START}?user_code=WDJB-MJHT">Sign in with Waterwerk ID</a>' in page
    assert "openid_connect" in client.get(f"{API}/auth/options").json["ways"]


def test_a_provider_that_is_away_is_no_fault_of_the_colleague_s(
    browser: Browser, client: FlaskClient, trust: Configure, logged: io.StringIO
) -> None:
    trust(ISSUER=f"http://127.0.0.1:{free_port()}")
    page = client.get(f"{START}?user_code=WDJB-MJHT", headers={"Accept-Language": "en"})

    assert page.status_code == 503
    assert "Nothing is wrong with your account" in page.get_data(as_text=True)
    assert "/sign-in?user_code=WDJB-MJHT" in page.get_data(as_text=True)
    assert reasons(logged) == ["no_answer"]


def test_a_provider_that_failed_is_left_alone_for_ten_seconds(known: Browser, client: FlaskClient, time: Time) -> None:
    known.provider.statuses = {"/.well-known/openid-configuration": 500}
    for _ in range(5):
        assert client.get(START).status_code == 503
    assert known.provider.times("/.well-known/openid-configuration") == 1
    known.provider.statuses = {}
    time.seconds += 11

    assert known.sign_in().status_code == 302


def test_a_provider_that_never_answers_is_not_waited_for(
    browser: Browser, client: FlaskClient, trust: Configure, monkeypatch: pytest.MonkeyPatch, logged: io.StringIO
) -> None:
    monkeypatch.setattr(openid_client, "SECONDS", 0.1)
    answer = browser.provider.let_in(browser.start())
    browser.provider.stuck.add("/token")
    try:
        assert browser.back(answer).status_code == 503
    finally:
        browser.provider.free.set()
    assert reasons(logged) == ["no_answer"]


@pytest.mark.parametrize("path", ["/token", "/keys", "/userinfo"])
def test_an_endpoint_that_fails_on_the_way_back_signs_nobody_in(
    known: Browser, provider: HostileProvider, path: str
) -> None:
    provider.userinfo = {"sub": "subject-1"}
    del provider.claims["employee_number"]
    answer = provider.let_in(known.start())
    provider.statuses[path] = 500

    assert known.back(answer).status_code == 503
    assert known.who() is None


def test_what_the_provider_says_of_a_refusal_is_logged_without_a_secret(
    browser: Browser, provider: HostileProvider, trust: Configure, logged: io.StringIO
) -> None:
    trust(CLIENT_SECRET="the wrong secret")

    assert browser.sign_in().status_code == 503
    line = next(line for line in map(json.loads, logged.getvalue().splitlines()) if line["event"] == "oidc_refused")
    assert line["reason"] == "token_endpoint"
    assert "401 invalid_client" in line["detail"]
    form = provider.token_requests[0]
    assert not any(secret in logged.getvalue() for secret in ("the wrong secret", form["code"], form["code_verifier"]))


@pytest.mark.parametrize(
    ("discovery", "said"),
    [
        ({"issuer": "https://other.example.com"}, "names itself 'https://other.example.com'"),
        ({"issuer": None}, "names itself None"),
        ({"token_endpoint": None}, "has no token_endpoint"),
        ({"authorization_endpoint": 17}, "has no authorization_endpoint"),
        ({"authorization_endpoint": "http://login.example.com/"}, "Expected https"),
        ({"authorization_endpoint": "javascript:alert(1)"}, "Expected https"),
        ({"jwks_uri": "https://10.0.0.1/keys"}, "VERTEL_OIDC_NETWORKS"),
        ({"jwks_uri": "file:///etc/passwd"}, "Expected https"),
    ],
)
def test_a_discovery_document_that_does_not_fit_is_refused_in_plain_words(
    provider: HostileProvider, discovery: dict[str, object], said: str
) -> None:
    provider.discovery = discovery

    assert said in discovering(provider.url)


def test_a_client_s_secret_goes_only_where_the_provider_takes_one(provider: HostileProvider) -> None:
    provider.discovery = {"token_endpoint_auth_methods_supported": ["private_key_jwt"]}

    assert "takes no client secret" in discovering(provider.url, VERTEL_OIDC_CLIENT_SECRET=CLIENT_SECRET)


@pytest.mark.parametrize("methods", [["client_secret_post"], ["client_secret_basic", "client_secret_post"], None])
def test_a_client_s_secret_goes_as_the_provider_takes_it(
    known: Browser, provider: HostileProvider, methods: list[str] | None
) -> None:
    provider.discovery = {"token_endpoint_auth_methods_supported": methods}

    assert known.sign_in().status_code == 302
    by_form = provider.token_requests[0].get("client_secret") == CLIENT_SECRET
    assert by_form == (methods == ["client_secret_post"])
    assert bool(provider.authorization) != by_form


def test_a_public_client_sends_no_secret(known: Browser, provider: HostileProvider, trust: Configure) -> None:
    trust(CLIENT_SECRET="")

    assert known.sign_in().status_code == 302
    assert "client_secret" not in provider.token_requests[0]
    assert provider.authorization == ""


@pytest.mark.parametrize("keys", [[], [{"kty": "oct", "k": "c2VjcmV0"}], [{"kty": "RSA"}], ["key"], "keys"])
def test_a_provider_without_a_key_that_can_be_read_is_refused(provider: HostileProvider, keys: object) -> None:
    provider.published = keys

    assert "key" in discovering(provider.url)


def test_a_provider_that_leads_elsewhere_or_answers_no_json_is_refused(provider: HostileProvider) -> None:
    provider.statuses["/keys"] = 302
    assert "Redirects are not followed" in discovering(provider.url)
    provider.statuses["/keys"] = 200
    assert "no JSON that could be read" in discovering(provider.url)
    provider.statuses = {"/.well-known/openid-configuration": 404}
    assert "answered 404" in discovering(provider.url)


def test_a_certificate_that_nobody_knows_is_refused(tmp_path: Path) -> None:
    with receiver(write_certificate(tmp_path, "127.0.0.1")) as place:
        issuer = place.url.partition("/hook")[0]
        assert "certificate" in discovering(issuer)


@pytest.mark.parametrize("issuer", ["https://10.1.2.3", "https://[fd00::1]/realms/x", "https://169.254.169.254"])
def test_a_private_network_is_asked_only_when_it_is_listed(issuer: str) -> None:
    public = {"VERTEL_PUBLIC_URL": "https://vertel.example.com"}

    assert "where Vertel may not go unless VERTEL_OIDC_NETWORKS lists it" in discovering(issuer, **public)
    assert "VERTEL_OIDC_NETWORKS" in discovering(issuer, **public, VERTEL_WEBHOOK_NETWORKS="10.0.0.0/8,fd00::/8")


def test_metadata_is_asked_for_anew_after_ten_minutes(known: Browser, provider: HostileProvider, time: Time) -> None:
    for _ in range(3):
        assert known.sign_in().status_code == 302
    assert provider.times("/.well-known/openid-configuration") == 1
    time.seconds += 601
    assert known.sign_in().status_code == 302
    assert provider.times("/.well-known/openid-configuration") == 2
    assert provider.times("/keys") == 2


def test_an_authorization_endpoint_keeps_its_own_query(known: Browser, provider: HostileProvider) -> None:
    provider.discovery = {"authorization_endpoint": f"{provider.url}/authorize?tenant=waterwerk"}

    assert known.start().startswith(f"{provider.url}/authorize?tenant=waterwerk&response_type=code&client_id=vertel")


@pytest.mark.parametrize(
    "code", ["//evil.example.com", "https://evil.example.com", "x\r\nSet-Cookie: a=b", "%0d%0a", "x" * 99]
)
def test_there_is_nowhere_to_be_led_to_but_the_device_s_page(known: Browser, code: str) -> None:
    answer = known.sign_in(user_code=code, next="https://evil.example.com", redirect_uri="https://evil.example.com")

    assert answer.status_code == 302
    assert answer.headers["Location"] == "/sign-in/device"


def test_the_cookie_is_this_host_s_alone(known: Browser, provider: HostileProvider, configure: Configure) -> None:
    def cookie_of(answer: object) -> str:
        return next(value for value in answer.headers.getlist("Set-Cookie") if "_oidc=" in value)  # type: ignore[attr-defined]

    cookie = cookie_of(known.client.get(START))
    assert cookie.startswith("vertel_oidc=")
    assert {"HttpOnly", "Path=/", "SameSite=Lax", "Max-Age=600"} <= set(cookie.split("; "))
    assert "Domain" not in cookie


def test_too_many_failures_from_one_source_have_it_wait(browser: Browser, world: World) -> None:
    for _ in range(60):
        browser.client.get(f"{CALLBACK}?state=x{_}")

    page = browser.client.get(f"{CALLBACK}?state=y")
    assert (page.status_code, page.mimetype) == (429, "text/html")
