"""Answers and ID tokens that are not to be trusted: nobody is signed in, and the log says why without a token in it."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from flask.testing import FlaskClient
from joserfc.jwk import ECKey, RSAKey
from werkzeug.test import TestResponse

from support.hostile_provider import CLIENT_ID, HostileProvider, hostile_provider
from support.openid import Browser, Time

Change = Callable[[HostileProvider], object]
SECRETS = ("code-", "the access token", "eyJ", "a secret with")


def reason(logged: io.StringIO) -> str:
    """The last reason in the log, which says nothing that must not stand there."""
    text = logged.getvalue()
    assert not any(secret in text for secret in SECRETS), text
    return [line["reason"] for line in map(json.loads, text.splitlines()) if line["event"] == "oidc_refused"][-1]


def refused(answer: TestResponse, status: int = 400) -> bool:
    """Whether a page says that somebody is not signed in, without a word of the provider's."""
    text = answer.get_data(as_text=True)
    assert answer.status_code == status, text
    assert answer.mimetype == "text/html"
    assert not any(secret in text for secret in SECRETS)
    return True


def claims(**changed: object) -> Change:
    return lambda provider: provider.claims.update(changed)


def unsigned(provider: HostileProvider) -> None:
    provider.header = {"alg": "none"}


def signed_with_the_public_key(provider: HostileProvider) -> None:
    provider.header = {"alg": "HS256"}
    provider.secret = provider.signing_key.as_pem(private=False)


def signed_by_somebody_else(provider: HostileProvider) -> None:
    mine = provider.signing_key
    provider.signing_key = RSAKey.generate_key(2048, {"kid": mine.kid or ""})


def signed_with_a_key_that_is_not_listed(provider: HostileProvider) -> None:
    provider.signing_key = ECKey.generate_key("P-256", auto_kid=True)


def signed_without_the_key_s_name_although_there_are_two(provider: HostileProvider) -> None:
    provider.keys.append(ECKey.generate_key("P-256", auto_kid=True))
    provider.header = {"kid": ""}


@pytest.mark.parametrize("config", ["sqlite"], indirect=True)  # refused before anything is asked of a database
@pytest.mark.parametrize(
    ("change", "why"),
    [
        (claims(iss="https://other.example.com"), "iss"),
        (claims(iss=None), "iss"),
        (claims(aud="somebody else"), "aud"),
        (claims(aud=None), "aud"),
        (claims(aud=["somebody else", "and more"]), "aud"),
        (claims(aud=[CLIENT_ID, "somebody else"]), "azp"),
        (claims(azp="somebody else"), "azp"),
        (claims(nonce="another one"), "nonce"),
        (claims(nonce=None), "nonce"),
        (claims(nonce=["another one"]), "nonce"),
        (claims(sub=None), "sub"),
        (claims(sub=""), "sub"),
        (claims(sub=17), "sub"),
        (claims(sub="s" * 256), "sub"),
        (claims(exp=None), "exp"),
        (claims(exp="tomorrow"), "exp"),
        (claims(iat=None), "iat"),
        (lambda provider: setattr(provider, "moved", -500), "expired"),
        (lambda provider: setattr(provider, "moved", 180), "iat"),
        (unsigned, "algorithm"),
        (signed_with_the_public_key, "algorithm"),
        (signed_by_somebody_else, "signature"),
        (signed_with_a_key_that_is_not_listed, "key"),
        (signed_without_the_key_s_name_although_there_are_two, "key"),
        (lambda provider: setattr(provider, "id_token", "e30.e30."), "token"),
        (lambda provider: setattr(provider, "id_token", "bm9uZQ.bm9uZQ.x"), "token"),
        (lambda provider: setattr(provider, "id_token", "WyJhbGciXQ.e30.x"), "token"),
        (lambda provider: setattr(provider, "id_token", "ImFsZyI.e30.x"), "token"),
        (lambda provider: setattr(provider, "id_token", "eyJhbGciOltdfQ.e30.x"), "token"),
        (lambda provider: setattr(provider, "id_token", "not a token, and ünreadable"), "token"),
    ],
)
def test_an_id_token_with_one_thing_wrong_signs_nobody_in(
    browser: Browser, provider: HostileProvider, logged: io.StringIO, change: Change, why: str
) -> None:
    change(provider)

    assert refused(browser.sign_in())
    assert reason(logged) == why
    assert browser.who() is None


@pytest.mark.parametrize("moved", [-110, 110])
def test_clocks_may_differ_by_two_minutes(known: Browser, provider: HostileProvider, moved: int) -> None:
    provider.moved = moved

    assert known.sign_in().status_code == 302


def test_the_state_of_another_browser_is_refused(
    browser: Browser, provider: HostileProvider, client: FlaskClient, logged: io.StringIO
) -> None:
    other = Browser(client.application.test_client(), provider)
    answer = provider.let_in(other.start())

    assert refused(browser.back(answer))
    assert reason(logged) == "cookie"
    browser.start()
    assert refused(browser.back(answer))
    assert reason(logged) == "state"
    assert provider.times("/token") == 0


@pytest.mark.parametrize("state", ["", "x", "ünreadable", None])
def test_an_answer_without_the_browser_s_own_state_is_refused(
    browser: Browser, provider: HostileProvider, logged: io.StringIO, state: str | None
) -> None:
    answer = provider.let_in(browser.start()) | {"state": state}

    assert refused(browser.back({name: value for name, value in answer.items() if value is not None}))
    assert reason(logged) == "state"


def test_a_cookie_that_somebody_wrote_is_none(
    browser: Browser, provider: HostileProvider, client: FlaskClient, logged: io.StringIO
) -> None:
    answer = provider.let_in(browser.start())
    client.set_cookie("vertel_oidc", "WyJhIiwiYiIsImMiLCIiLDk5OTk5OTk5OTk5XQ.c2lnbmVk")

    assert refused(browser.back(answer))
    assert reason(logged) == "cookie"


@pytest.mark.parametrize("issuer", ["https://other.example.com", "", None])
def test_an_answer_of_another_provider_is_refused_before_its_code_goes_anywhere(
    browser: Browser, provider: HostileProvider, logged: io.StringIO, issuer: str | None
) -> None:
    answer = provider.let_in(browser.start())
    answer = {**answer, "iss": issuer} if issuer is not None else {"code": answer["code"], "state": answer["state"]}

    assert refused(browser.back(answer))
    assert reason(logged) == "iss"
    assert provider.times("/token") == 0


def test_a_provider_that_does_not_promise_to_name_itself_need_not(known: Browser, provider: HostileProvider) -> None:
    provider.discovery["authorization_response_iss_parameter_supported"] = None
    answer = provider.let_in(known.start())
    del answer["iss"]

    assert known.back(answer).status_code == 302


def test_an_answer_is_good_once_even_where_the_provider_takes_a_code_again(
    known: Browser, provider: HostileProvider, client: FlaskClient, logged: io.StringIO
) -> None:
    provider.reuses_codes = True
    answer = provider.let_in(known.start())
    kept = client.get_cookie("vertel_oidc")

    assert known.back(answer).status_code == 302
    assert refused(known.back(answer))
    assert reason(logged) == "cookie"
    client.set_cookie(kept.key, kept.value)
    assert refused(known.back(answer))
    assert reason(logged) == "used"


def test_of_many_at_the_same_moment_an_answer_signs_one_in(
    known: Browser, provider: HostileProvider, client: FlaskClient
) -> None:
    known.sign_in()
    provider.reuses_codes = True
    answer = provider.let_in(known.start())
    kept = client.get_cookie("vertel_oidc")

    def come_back(_: int) -> int:
        own = client.application.test_client()
        own.set_cookie(kept.key, kept.value)
        return Browser(own, provider).back(answer).status_code

    with ThreadPoolExecutor(8) as threads:
        statuses = sorted(threads.map(come_back, range(8)))
    assert statuses == [302, *[400] * 7]


def test_a_code_that_was_used_elsewhere_is_refused(
    known: Browser, provider: HostileProvider, logged: io.StringIO
) -> None:
    answer = provider.let_in(known.start())
    provider.codes[answer["code"]].uses = 1

    assert refused(known.back(answer))
    assert reason(logged) == "code"


def test_a_code_that_was_given_for_another_question_is_of_no_use(
    known: Browser, provider: HostileProvider, client: FlaskClient, logged: io.StringIO
) -> None:
    """Injected into a browser's own answer, it fails for the verifier that goes with it."""
    stolen = provider.let_in(Browser(client.application.test_client(), provider).start())
    answer = provider.let_in(known.start()) | {"code": stolen["code"]}

    assert refused(known.back(answer))
    assert reason(logged) == "code"


def test_userinfo_of_somebody_else_is_refused(browser: Browser, provider: HostileProvider, logged: io.StringIO) -> None:
    provider.userinfo = {"sub": "subject-2", "email": "boss@example.com", "email_verified": True}

    assert refused(browser.sign_in())
    assert reason(logged) == "userinfo_sub"


def test_keys_are_asked_for_again_when_one_is_new(known: Browser, provider: HostileProvider, time: Time) -> None:
    assert known.sign_in().status_code == 302
    provider.rotate()
    time.seconds += 31

    assert known.sign_in().status_code == 302
    assert provider.times("/keys") == 2


def test_keys_that_nobody_lists_do_not_have_them_asked_for_each_time(
    browser: Browser, provider: HostileProvider, logged: io.StringIO
) -> None:
    signed_with_a_key_that_is_not_listed(provider)
    for _ in range(5):
        assert refused(browser.sign_in())

    assert provider.times("/keys") == 1
    assert reason(logged) == "key"


def test_a_key_that_cannot_be_read_does_not_spoil_the_others(known: Browser, provider: HostileProvider) -> None:
    class Odd:
        def as_dict(self, **_: object) -> dict[str, str]:
            return {"kty": "RSA", "n": "?", "e": "AQAB", "kid": "odd"}

    provider.keys = [Odd(), *provider.keys]  # type: ignore[list-item]

    assert known.sign_in().status_code == 302


def test_somebody_who_chose_to_cancel_reads_that_they_are_not_signed_in(
    browser: Browser, provider: HostileProvider, logged: io.StringIO
) -> None:
    answer = provider.let_in(browser.start())
    answer = {"state": answer["state"], "iss": answer["iss"], "error": "access_denied", "error_description": "eyJ<b>"}

    assert refused(browser.back(answer))
    assert reason(logged) == "access_denied"


@pytest.mark.parametrize("error", ["<script>alert(1)</script>", "call 555-0100 at once", "eyJ.eyJ", "ACCESS"])
def test_what_stands_in_an_address_is_repeated_nowhere(
    browser: Browser, provider: HostileProvider, logged: io.StringIO, error: str
) -> None:
    answer = provider.let_in(browser.start())
    page = browser.back({"state": answer["state"], "iss": answer["iss"], "error": error, "error_description": error})

    assert refused(page)
    assert error not in page.get_data(as_text=True)
    assert error not in logged.getvalue()


def test_another_provider_s_token_is_refused_with_its_own_good_signature(
    browser: Browser, provider: HostileProvider, logged: io.StringIO
) -> None:
    with hostile_provider() as other:
        other.signing_key = RSAKey.generate_key(2048, auto_kid=True)
        answer = provider.let_in(browser.start())
        other.claims = {"sub": "subject-1", "iss": provider.url}
        provider.id_token = other.make_id_token(provider.codes[answer["code"]].query["nonce"])

        assert refused(browser.back(answer))
    assert reason(logged) == "key"
