"""Asking people who are shown in suggestions and ideas for consent, and how it stands with each."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import orjson

from vertel.api.me import myself
from vertel.auth import auditing, source_limits
from vertel.auth.principal import principal
from vertel.db.models import IdeaPerson, Person
from vertel.domain.audit import AuditAction
from vertel.domain.consent import requests, subjects
from vertel.domain.consent.subjects import Subject
from vertel.domain.suggestions import suggestions
from vertel.domain.voices import ideas
from vertel.errors import ConflictError, ForbiddenError
from vertel.http import idempotency
from vertel.http.context import config, db
from vertel.http.parsing import Blueprint
from vertel.translations.active import gettext as _
from vertel_schema import ConsentList, ConsentRequest, ConsentRequested

blueprint = Blueprint("consents", __name__, description="Consent of people who are shown.")

PAGES = "/consent"
_REQUESTED = ConsentRequested()


@blueprint.route("/suggestions/<uuid:suggestion_id>/people/<uuid:person_id>/consent-request", methods=["POST"])
@blueprint.arguments(ConsentRequest)
@blueprint.response(201, ConsentRequested)
def ask(document: dict[str, Any], suggestion_id: UUID, person_id: UUID) -> dict[str, Any]:
    """Ask somebody in a suggestion for consent, by a link to hand over or by mail. The link is answered this once."""
    subject = subjects.of_suggestion(suggestions.find(db(), suggestion_id, to_change=True))
    return _ask(subject, requests.person_of(subject, person_id), document, principal().name)


@blueprint.route("/suggestions/<uuid:suggestion_id>/consents", methods=["GET"])
@blueprint.response(200, ConsentList)
def browse(suggestion_id: UUID) -> dict[str, Any]:
    """List how it stands with everybody in a suggestion, and which words they answered to."""
    found = {"items": requests.listed(db(), subjects.of_suggestion(suggestions.find(db(), suggestion_id)))}
    auditing.record_read(AuditAction.CONSENTS_READ, ("suggestion", suggestion_id), rows=len(found["items"]))
    return found


@blueprint.route("/ideas/<uuid:idea_id>/people/<uuid:person_id>/consent-request", methods=["POST"])
@blueprint.arguments(ConsentRequest)
@blueprint.response(201, ConsentRequested)
def ask_in_idea(document: dict[str, Any], idea_id: UUID, person_id: UUID) -> dict[str, Any]:
    """Ask somebody in an idea. Whoever sent it in asks by a link, to hand over.

    What they say goes along when the idea is adopted.
    """
    is_editor = "editor" in principal().permissions
    if document["by"] == "mail" and not is_editor:
        raise ForbiddenError(_("Only editors have mails sent. Ask by a link, and hand it over yourself."))
    subject = _of_idea(idea_id, to_change=True)
    actor = None if _is_senders(subject) or not is_editor else principal().name
    return _ask(subject, requests.person_of(subject, person_id), document, actor)


@blueprint.route("/ideas/<uuid:idea_id>/consents", methods=["GET"])
@blueprint.response(200, ConsentList)
def browse_in_idea(idea_id: UUID) -> dict[str, Any]:
    """List how it stands with everybody in an idea, as its sender or as an editor."""
    subject = _of_idea(idea_id)
    found = {"items": requests.listed(db(), subject)}
    if not _is_senders(subject):
        auditing.record_read(AuditAction.CONSENTS_READ, ("idea", idea_id), rows=len(found["items"]))
    return found


def _ask(subject: Subject, person: Person | IdeaPerson, document: dict[str, Any], actor: str | None) -> dict[str, Any]:
    by_mail = document["by"] == "mail"
    if by_mail and config().mail_server is None:
        raise ConflictError(_("This server sends no mail. Ask by a link instead, and hand it over."))
    consent = requests.ask(db(), subject, person, actor)
    token = None
    if by_mail:
        source_limits.count(source_limits.MAILS)
        requests.queue_mail(db(), consent, document["email"])
    else:
        token = requests.make_link(db(), consent.id)
    standing = next(one for one, other in zip(requests.listed(db(), subject), subject.people, strict=True)
                    if other is person)  # fmt: skip
    answer = {"consent": standing, "url": None}
    idempotency.keep_instead(orjson.dumps(_REQUESTED.dump(answer)))
    return answer | {"url": f"{config().public_url}{PAGES}/{token}" if token else None}


def _is_senders(subject: Subject) -> bool:
    """Return whether the caller sent the idea: what its sender does is in no log that administrators read."""
    sender: UUID | None = subject.stored.employee_id  # type: ignore[union-attr]  # an idea
    return sender is not None and sender == principal().employee_id


def _of_idea(idea_id: UUID, *, to_change: bool = False) -> Subject:
    sender = None if "editor" in principal().permissions else myself()
    return subjects.of_idea(db(), ideas.find(db(), idea_id, sender, to_change=to_change))
