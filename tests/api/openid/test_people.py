"""Whose account somebody signed in with: who is let in, as whom, and what claims change."""

from __future__ import annotations

import io
import json
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from support.devices import asks, polls
from support.hostile_provider import HostileProvider
from support.openid import Browser, Configure
from support.sign_in_pages import Visitor
from support.world import API, World, bearer
from vertel.db.models import AuditEntry, Employee, EnrolmentCode, Identity
from vertel.domain.people import employees, provisioning, sign_ins

NOOR = "noor@example.com"


def verified(provider: HostileProvider, email: str = NOOR, **more: object) -> None:
    provider.claims.update({"email": email, "email_verified": True, "name": "Noor de Wit"} | more)


def invited(world: World, email: str = NOOR, **values: Any) -> Employee:
    employee = world.employee(email=email, name="Noor de Wit", **values)
    with world.session() as session:
        sign_ins.invite(session, employee, world.keys)
    return employee


def reasons(logged: io.StringIO) -> list[str]:
    lines = map(json.loads, logged.getvalue().splitlines())
    return [line["reason"] for line in lines if line["event"] == "oidc_refused"]


def identities(world: World) -> dict[tuple[str, str], str]:
    """Whose account is whose, by the colleague's address."""
    with world.session() as session:
        query = select(Identity.issuer, Identity.subject, Employee.email).join(Employee)
        return {(issuer, subject): email for issuer, subject, email in session.execute(query)}


def entries(world: World) -> list[tuple[str, str, str | None, dict[str, Any]]]:
    with world.session() as session:
        found = session.scalars(select(AuditEntry).order_by(AuditEntry.id))
        return [(one.actor, one.action, one.subject_name, one.details) for one in found]


def now_is(world: World, email: str = NOOR) -> Employee:
    with world.session() as session:
        return employees.find_by_email(session, email)


def test_somebody_whom_hr_knows_is_signed_in_and_connected(known: Browser, world: World) -> None:
    answer = known.sign_in(user_code="WDJB-MJHT")

    assert answer.status_code == 302
    assert answer.headers["Location"] == "/sign-in/device?user_code=WDJB-MJHT"
    assert known.who() == "Noor de Wit"
    assert identities(world) == {(known.provider.url, "subject-1"): NOOR}
    assert entries(world) == []  # that somebody signs in is no act of an administrator


def test_a_device_is_connected_by_signing_in_with_the_provider_and_is_out_when_its_owner_is(
    known: Browser, world: World
) -> None:
    asked, visitor = asks(world), Visitor(world)
    own = Browser(visitor.client, known.provider)
    visitor.open(own.sign_in(user_code=asked["user_code"]).headers["Location"])
    assert asked["user_code"] in visitor.page.text
    visitor.send("/sign-in/device", answer="yes")
    me = bearer(polls(world, asked).json["access_token"])

    assert world.client.get(f"{API}/me", headers=me).json["email"] == NOOR
    with world.session() as session:
        provisioning.disable(session, employees.find_by_email(session, NOOR))
    assert world.client.get(f"{API}/me", headers=me).status_code == 401


def test_an_account_stays_somebody_s_whatever_address_and_number_it_has_later(known: Browser, world: World) -> None:
    known.sign_in()
    world.employee(email="boss@example.com", external_id="hr-0")
    verified(known.provider, "boss@example.com", employee_number="hr-0")

    assert known.sign_in().status_code == 302
    assert known.who() == "Noor de Wit"
    assert len(identities(world)) == 1


def test_the_same_subject_of_another_provider_is_somebody_else(
    known: Browser, world: World, trust: Configure, logged: io.StringIO
) -> None:
    with world.session() as session:
        employee = employees.find_by_email(session, NOOR)
        session.add(Identity(issuer="https://other.example.com", subject="subject-2", employee_id=employee.id))
    known.provider.claims = {"sub": "subject-2"}

    assert known.sign_in().status_code == 403
    assert reasons(logged) == ["nobody"]


def test_a_verified_address_lets_in_whom_an_administrator_invited_and_uses_the_invitation_up(
    browser: Browser, world: World
) -> None:
    invited(world)
    verified(browser.provider, "Noor@Example.com")

    assert browser.sign_in().status_code == 302
    assert browser.who() == "Noor de Wit"
    assert entries(world) == []
    with world.session() as session:
        assert session.scalars(select(EnrolmentCode).where(EnrolmentCode.used_at.is_(None))).all() == []


@pytest.mark.parametrize("claim", [False, None, "true", 1])
def test_an_address_that_the_provider_does_not_call_verified_lets_nobody_in(
    browser: Browser, world: World, logged: io.StringIO, claim: object
) -> None:
    invited(world)
    verified(browser.provider, email_verified=claim)

    assert browser.sign_in().status_code == 403
    assert browser.who() is None
    assert identities(world) == {}
    assert reasons(logged) == ["nobody"]


def test_a_verified_address_is_not_enough_without_an_invitation(
    browser: Browser, world: World, logged: io.StringIO
) -> None:
    world.employee(email=NOOR)
    verified(browser.provider)

    page = browser.sign_in()

    assert page.status_code == 403
    assert "invite you" in page.get_data(as_text=True)
    assert reasons(logged) == ["not_invited"]


def test_an_address_that_was_given_to_somebody_new_does_not_make_them_its_former_owner(
    browser: Browser, world: World, logged: io.StringIO
) -> None:
    employee = invited(world)
    verified(browser.provider)
    browser.sign_in()
    with world.session() as session:
        sign_ins.invite(session, employee, world.keys)
    browser.provider.claims["sub"] = "subject-2"

    assert browser.sign_in().status_code == 403
    assert reasons(logged) == ["other_account"]


def test_an_address_does_not_help_where_hr_s_numbers_differ(
    browser: Browser, world: World, logged: io.StringIO
) -> None:
    invited(world, external_id="hr-1")
    verified(browser.provider, employee_number="hr-2")

    assert browser.sign_in().status_code == 403
    assert reasons(logged) == ["other_account"]


def test_nobody_is_created_unless_that_is_allowed(browser: Browser, world: World, logged: io.StringIO) -> None:
    verified(browser.provider)

    page = browser.sign_in()

    assert page.status_code == 403
    assert "Ask whoever looks after Vertel" in page.get_data(as_text=True)
    assert reasons(logged) == ["nobody"]


def test_somebody_new_is_created_where_that_is_allowed(browser: Browser, world: World, trust: Configure) -> None:
    trust(CREATE="yes", TEAM_CLAIM="department")
    verified(browser.provider, employee_number="hr-7", department="Techniek")

    assert browser.sign_in().status_code == 302
    assert browser.sign_in().status_code == 302
    new = now_is(world)
    assert (new.name, new.role, new.external_id, new.source, new.team.name) == (
        "Noor de Wit",
        "employee",
        "hr-7",
        "sign-in",
        "Techniek",
    )
    assert entries(world) == [("oidc", "employee.created", "Noor de Wit", {})]


def test_somebody_who_comes_twice_at_the_same_moment_is_created_once(
    browser: Browser, world: World, trust: Configure
) -> None:
    trust(CREATE="yes")
    verified(browser.provider)
    browsers = [Browser(world.client.application.test_client(), browser.provider) for _ in range(6)]
    answers = [browser.provider.let_in(own.start()) for own in browsers]

    with ThreadPoolExecutor(6) as threads:
        statuses = set(threads.map(lambda own, answer: own.back(answer).status_code, browsers, answers))
    assert 302 in statuses <= {302, 400}
    with world.session() as session:
        assert len(session.scalars(select(Employee)).all()) == 1
    assert identities(world) == {(browser.provider.url, "subject-1"): NOOR}


def test_creating_takes_an_address_that_is_known_to_be_theirs_or_a_provider_that_is_trusted_with_it(
    browser: Browser, world: World, trust: Configure
) -> None:
    trust(CREATE="yes")
    browser.provider.claims |= {"email": NOOR, "name": "Noor de Wit"}
    assert browser.sign_in().status_code == 403

    trust(CREATE="yes", TRUST_EMAIL="yes")
    assert browser.sign_in().status_code == 302
    assert browser.who() == "Noor de Wit"


def test_creating_does_not_make_a_second_colleague_of_an_address(
    browser: Browser, world: World, trust: Configure, logged: io.StringIO
) -> None:
    trust(CREATE="yes")
    world.employee(email=NOOR)
    verified(browser.provider)

    assert browser.sign_in().status_code == 403
    assert reasons(logged) == ["not_invited"]


@pytest.mark.parametrize(
    "claims", [{"email": "no address"}, {"email": ["a@example.com"]}, {"email": f"{'x' * 300}@example.com"}]
)
def test_claims_that_fit_no_colleague_create_none(
    browser: Browser, world: World, trust: Configure, claims: dict[str, object]
) -> None:
    trust(CREATE="yes")
    verified(browser.provider)
    browser.provider.claims |= claims

    assert browser.sign_in().status_code == 403


def test_a_name_that_does_not_fit_is_replaced_by_the_address(browser: Browser, world: World, trust: Configure) -> None:
    trust(CREATE="yes")
    verified(browser.provider, name="x" * 500)

    assert browser.sign_in().status_code == 302
    assert now_is(world).name == NOOR


@pytest.mark.parametrize("linked_before", [True, False])
def test_somebody_who_is_disabled_is_refused(
    known: Browser, world: World, logged: io.StringIO, client: FlaskClient, linked_before: bool
) -> None:
    if linked_before:
        known.sign_in()
        known.client.delete_cookie("vertel_sign_in", path="/sign-in")
    with world.session() as session:
        provisioning.disable(session, employees.find_by_email(session, NOOR))

    assert known.sign_in().status_code == 403
    assert reasons(logged) == ["disabled"]
    assert known.who() is None


@pytest.mark.parametrize(
    ("claim", "role"),
    [
        (["vertel-admins"], "admin"),
        (["others", "vertel-editors", "redactie"], "editor"),
        ("redactie", "editor"),
        (["vertel-editors", "vertel-admins"], "admin"),
        (["others"], "employee"),
        ([], "employee"),
        (None, "employee"),
        ({"vertel-admins": True}, "employee"),
        ([["vertel-admins"]], "employee"),
    ],
)
def test_a_claim_gives_the_role_at_each_sign_in(
    known: Browser, world: World, trust: Configure, claim: object, role: str
) -> None:
    world.employee(role="admin")
    with world.session() as session:
        provisioning.provision(session, {"email": NOOR, "role": "editor"}, source="api", given={"role"})
    trust(ROLE_CLAIM="groups", ADMINS="vertel-admins", EDITORS="vertel-editors, redactie")
    known.provider.claims["groups"] = claim

    assert known.sign_in().status_code == 302
    assert now_is(world).role == role
    changed = [details for _, action, _, details in entries(world) if action == "identity.role_changed"]
    assert changed == ([] if role == "editor" else [{"changes": {"role": {"before": "editor", "after": role}}}])


def test_a_claim_that_was_too_long_for_the_token_changes_nothing(
    known: Browser, world: World, trust: Configure
) -> None:
    world.employee(role="admin")
    with world.session() as session:
        provisioning.provision(session, {"email": NOOR, "role": "admin"}, source="api", given={"role"})
    trust(ROLE_CLAIM="groups", ADMINS="vertel-admins")
    known.provider.claims["_claim_names"] = {"groups": "src1"}

    assert known.sign_in().status_code == 302
    assert now_is(world).role == "admin"


def test_the_last_administrator_stays_one(known: Browser, world: World, trust: Configure, logged: io.StringIO) -> None:
    with world.session() as session:
        provisioning.provision(session, {"email": NOOR, "role": "admin"}, source="api", given={"role"})
    trust(ROLE_CLAIM="groups", ADMINS="vertel-admins", TEAM_CLAIM="department")
    known.provider.claims |= {"groups": [], "department": "HR"}

    assert known.sign_in().status_code == 302
    assert (now_is(world).role, now_is(world).team.name) == ("admin", "HR")
    assert "oidc_last_administrator_kept" in logged.getvalue()
    world.employee(role="admin")
    assert known.sign_in().status_code == 302
    assert now_is(world).role == "employee"


@pytest.mark.parametrize(
    ("claim", "team"),
    [
        ("Verkoop", "Verkoop"),
        (["Verkoop"], "Verkoop"),
        (["Verkoop", "HR"], "Techniek"),
        (None, "Techniek"),
        (7, "Techniek"),
    ],
)
def test_a_claim_that_names_one_team_moves_somebody_there(
    known: Browser, world: World, trust: Configure, claim: object, team: str
) -> None:
    with world.session() as session:
        provisioning.provision(session, {"email": NOOR, "team": "Techniek"}, source="api", given={"team"})
    trust(TEAM_CLAIM="department")
    known.provider.claims["department"] = claim

    assert known.sign_in().status_code == 302
    assert now_is(world).team.name == team


def test_what_the_id_token_leaves_out_is_asked_for(known: Browser, world: World, trust: Configure) -> None:
    world.employee(role="admin")
    trust(ROLE_CLAIM="groups", ADMINS="vertel-admins")
    del known.provider.claims["employee_number"]
    known.provider.userinfo = {"sub": "subject-1", "employee_number": "hr-1", "groups": ["vertel-admins"], "iss": "x"}

    assert known.sign_in().status_code == 302
    assert now_is(world).role == "admin"
    assert identities(world) == {(known.provider.url, "subject-1"): NOOR}


def test_what_is_known_of_an_account_is_exported_and_erased(known: Browser, world: World) -> None:
    known.sign_in()
    me = world.sign_in(now_is(world))

    exported = world.client.get(f"{API}/me/export", headers=me).json
    assert exported["identities"] == [{"issuer": known.provider.url, "subject": "subject-1"}]
    tag = world.client.get(f"{API}/me", headers=me).headers["ETag"]
    assert world.client.delete(f"{API}/me", headers=me | {"If-Match": tag}).status_code == 204
    assert identities(world) == {}
