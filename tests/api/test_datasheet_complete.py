"""Nothing that tells about people is missing from the data sheet: no field, no call, no table, and no proof."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from vertel.api import transparency
from vertel.auth.permissions import ANYONE, EMPLOYEE, TABLE
from vertel.auth.principal import ROLE_PERMISSIONS
from vertel.config import Config
from vertel.config_parsers import MailServer
from vertel.db.models import Base
from vertel.domain.datasheet import content
from vertel.domain.datasheet.categories import CATEGORIES, CATEGORY_OF_HELD, PURPOSES
from vertel.domain.datasheet.content import Basis
from vertel.domain.datasheet.contract import contract
from vertel.domain.datasheet.impossible import IMPOSSIBLE
from vertel.domain.datasheet.organisation_settings import OrganisationFacts
from vertel.domain.datasheet.others import HELD_ABOUT_OTHERS
from vertel.domain.datasheet.personal_fields import OTHER_READS, PERSONAL
from vertel.domain.datasheet.statements import COMPANY
from vertel.domain.people import organisations
from vertel.domain.people.settings import OWN_TEXTS
from vertel.domain.privacy.transparency import HELD
from vertel_schema import Document
from vertel_schema.base import portable_fields
from vertel_schema.fields import Items, Object
from vertel_schema.words import DATA_SHEET_CATEGORIES

LISTED = Path(__file__).parents[1] / "support" / "impersonal_fields.txt"
"""The fields of documents that others read which say nothing about anybody: a line for each document."""

SAYS_NOTHING = {
    "applications.report": "that an application arrived",
    "consents.ask": "found by its document, ConsentRequested",
    "destinations.check": "how far a check is",
    "links.qr_svg": "a link as a picture",
    "links.qr_png": "a link as a picture",
    "notes.remove": "that it is gone",
    "questions.archive": "that it is gone",
    "suggestions.archive": "that it is gone",
    "thanks.take_back": "that it is gone",
    "feedback.mark_read": "that it is done",
    "webhooks.remove": "that it is gone",
    "teams.remove": "that it is gone",
    "channels.remove": "that it is gone",
    "feeds.remove": "that it is gone",
    "keys.revoke": "that it is gone",
    "employees.erase": "that it is gone",
    "employees.sign_out": "that it is done",
    "employees.sign_out_everybody": "that it is done",
}
"""Endpoints that answer others without a document of the contract, and what."""


def leaves(document: type[Document], path: str = "") -> Iterator[str]:
    """The paths of all fields that hold no further ones."""
    for name, field in portable_fields(document).items():
        inner = field.item if isinstance(field, Items) else field
        if isinstance(inner, Object):
            yield from leaves(inner.schema_class, f"{path}{name}.")
        else:
            yield f"{path}{name}"


def impersonal() -> dict[str, set[str]]:
    lines = (line.partition(":") for line in LISTED.read_text("utf-8").splitlines())
    return {name: set(fields.split()) for name, _, fields in lines}


def test_every_field_that_others_read_has_a_category_or_says_nothing_about_anybody(application: Flask) -> None:
    """A new field stands in `about` of its schema, in `personal_fields.py`, or in the list of this test."""
    listed, without_place, twice, unknown = impersonal(), [], [], []
    with application.app_context():
        answered = transparency.answered()
    for disclosed in answered:
        name = disclosed.document.__name__
        personal, nothing = PERSONAL.get(name, {}).keys() | disclosed.fields.keys(), listed.get(name, set())
        told_whole = tuple(f"{field}." for field in disclosed.fields)
        fields = {path for path in leaves(disclosed.document) if path in personal or not path.startswith(told_whole)}
        fields |= disclosed.fields.keys()
        without_place += [f"{name}.{field}" for field in sorted(fields - personal - nothing)]
        twice += [f"{name}.{field}" for field in sorted(personal & nothing)]
        unknown += [f"{name}.{field}" for field in sorted((personal | nothing) - fields)]

    assert (without_place, twice, unknown) == ([], [], [])
    assert listed.keys() | PERSONAL.keys() <= {disclosed.document.__name__ for disclosed in answered}


def test_every_such_field_is_in_the_sheet_with_its_readers(application: Flask) -> None:
    with application.app_context():
        expected = {
            disclosed.document.__name__: (
                disclosed.fields.keys() | PERSONAL.get(disclosed.document.__name__, {}).keys(),
                list(disclosed.readers),
                list(disclosed.calls),
            )
            for disclosed in transparency.answered()
        }

    told = {
        document.name: ({field.name for field in document.fields}, document.readers, document.calls)
        for document in contract().documents
    }
    assert told == {name: found for name, found in expected.items() if found[0]}


def test_every_row_of_the_permission_table_that_reads_about_people_is_in_the_sheet(application: Flask) -> None:
    spec = application.extensions["flask-smorest"]["apis"][""]["ext_obj"].spec.to_dict()
    paths = {
        described[method]["operationId"]: (f"{method.upper()} {path}", set(transparency._answered(described[method])))
        for path, described in spec["paths"].items()
        for method in transparency.METHODS & described.keys()
    }
    disclosed, missing = {document.name for document in contract().documents}, []
    for endpoint, allowed in TABLE.items():
        if allowed is ANYONE or allowed == EMPLOYEE:
            continue
        call, answers = paths.get(endpoint, (OTHER_READS.get(endpoint, ""), set()))
        for role in ("reader", "editor", "admin", "scim"):
            if ROLE_PERMISSIONS[role] & allowed and (answers & disclosed or endpoint in OTHER_READS):
                missing += [(role, call)] if call not in contract().calls_of(role) else []
        if not answers and endpoint not in OTHER_READS:
            missing += [("anybody", endpoint)] if endpoint not in SAYS_NOTHING else []
    assert missing == []


def test_everything_that_is_held_has_a_category_and_is_for_a_purpose() -> None:
    assert CATEGORY_OF_HELD.keys() == HELD.keys()
    used = {*CATEGORY_OF_HELD.values(), *(held.category for held in HELD_ABOUT_OTHERS.values())}
    used |= {field.category for document in contract().documents for field in document.fields}
    assert used == {*CATEGORIES, "work"} - (set() if "work" in used else {"work"})
    assert {category for purpose in PURPOSES.values() for category in purpose.categories} == set(CATEGORIES)
    assert set(CATEGORIES) == set(DATA_SHEET_CATEGORIES)
    assert {table for held in HELD_ABOUT_OTHERS.values() for table in held.tables} <= set(Base.metadata.tables)
    assert tuple(COMPANY) == OWN_TEXTS


TOLD_SETTINGS: dict[str, Any] = {
    "link_base_url": "https://links.example.org",
    "destination_hosts": ("other.example.com",),
    "mail_server": MailServer("smtp", "mail.example.com", 25),
    "reports_database_url": "postgresql://replica.example.com/vertel",
    "click_retention_days": 17,
    "audit_retention_days": 17,
    "consent_retention_days": 17,
    "erasure_retention_days": 17,
    "sign_in_days": 17,
    "repeat_seconds": 17,
    "count_opted_out": True,
    "pass_query": True,
    "application_secrets": ("x" * 40,),
    "oidc_issuer": "https://id.example.com",
    "oidc_role_claim": "groups",
    "oidc_team_claim": "team",
    "oidc_create": True,
    "oidc_trust_email": True,
}
"""Setting that the sheet tells of -> another value of it."""

IN_THE_AUDIT_LOG = "who may come in and as what; a change is recorded as sign_in.configured"
HOW_IT_RUNS = "where or how the server runs"
MAY_ASK = "which machines of the company's own network may be asked"
SAYS_NOTHING_OF_PEOPLE: dict[str, str] = {
    **dict.fromkeys(("oidc_client_id", "oidc_external_id_claim", "oidc_admins", "oidc_editors"), IN_THE_AUDIT_LOG),
    **dict.fromkeys(("oidc_scopes", "oidc_name", "oidc_client_secret"), IN_THE_AUDIT_LOG),
    **dict.fromkeys(("database_url", "public_url", "state_dir", "spool_limit", "sync_each_click"), HOW_IT_RUNS),
    **dict.fromkeys(("proxies", "app_dir", "console_dir", "secret_keys", "extension_origins"), HOW_IT_RUNS),
    **dict.fromkeys(("webhook_networks", "feed_networks", "oidc_networks"), MAY_ASK),
    "mail_sender": "the address that mails come from, which is the company's",
}
"""Setting that the sheet does not tell of -> why."""


def test_every_setting_is_told_or_says_nothing_about_people(config: Config) -> None:
    assert TOLD_SETTINGS.keys() | SAYS_NOTHING_OF_PEOPLE.keys() == {each.name for each in fields(Config)}
    basis = Basis(config, OrganisationFacts.of(organisations.default()), (), (), ())
    before = content.sheet(basis).version
    changed = {
        name: content.sheet(basis._replace(config=replace(config, **{name: value}))).version
        for name, value in TOLD_SETTINGS.items()
    }
    assert [name for name, version in changed.items() if version == before] == []


@pytest.mark.parametrize("name", IMPOSSIBLE)
def test_what_cannot_be_made_is_proved_by_tests_that_are_there_and_run(repository: Path, name: str) -> None:
    for proof in IMPOSSIBLE[name].proofs:
        file, _, function = proof.partition("::")
        tree = ast.parse((repository / file).read_text("utf-8"))
        found = [node for node in tree.body if isinstance(node, ast.FunctionDef) and node.name == function]
        assert len(found) == 1, f"{proof} is not there"
        marks = " ".join(ast.unparse(decorator) for decorator in found[0].decorator_list)
        assert "skip" not in marks
        assert "xfail" not in marks
        assert any(isinstance(node, ast.Assert) for node in ast.walk(tree)), f"{proof} asserts nothing"
        assert "pytestmark" not in (repository / file).read_text("utf-8")
