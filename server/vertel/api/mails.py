"""Mails that the employee who asks wants now and then."""

from __future__ import annotations

from typing import Any

from vertel.api.me import myself
from vertel.api.serializers import Extended
from vertel.clock import now
from vertel.db.models import Employee, Mail, MailSubscription
from vertel.domain.digests import subscriptions
from vertel.domain.mails import outbox
from vertel.domain.people import organisations, settings
from vertel.errors import ConflictError, NotFoundError
from vertel.http.context import config, db
from vertel.http.parsing import Blueprint
from vertel.translations import N_
from vertel.translations.active import gettext as _
from vertel.worker import letters
from vertel_schema import MailPreview, Mails, MailsPatch

NO_MAIL = N_("This server sends no mail. Ask whoever looks after it: the setting is VERTEL_MAIL_URL.")

blueprint = Blueprint("mails", __name__, description="Mails that the employee who asks wants now and then.")


@blueprint.route("/me/mails", methods=["GET"])
@blueprint.response(200, Mails)
def read() -> dict[str, Any]:
    """Read which mails I asked for. None is sent that I did not ask for."""
    return _answer(myself())


@blueprint.route("/me/mails", methods=["PATCH"])
@blueprint.arguments(MailsPatch)
@blueprint.response(200, Mails)
def change(patch: dict[str, Any]) -> dict[str, Any]:
    """Ask for a mail, end it, or say when it is to come."""
    me = myself()
    for kind, wishes in patch.items():
        if wishes.get("active"):
            _require_mail()
        subscriptions.change(db(), me, kind, wishes)
    return _answer(me)


@blueprint.route("/me/mails/<kind>/preview", methods=["GET"])
@blueprint.response(200, MailPreview)
def preview(kind: str) -> dict[str, str | None]:
    """Read what a mail (`digest` or `waiting`) would say to me now, whether anything in it is new or not."""
    me = _recipient(kind)
    letter = letters.write(db(), Mail(kind=subscriptions.TESTS[kind], employee_id=me.id), config(), now())
    if letter is None:
        return {"subject": None, "text": None}
    return {"subject": letter.subject, "text": letter.text}


@blueprint.route("/me/mails/<kind>/test", methods=["POST"])
@blueprint.response(204)
def test(kind: str) -> None:
    """Have that mail sent to me now, once a minute at most. The next one comes when it would have come."""
    me = _recipient(kind)
    _require_mail()
    subscriptions.send_test(db(), me, kind)


def _recipient(kind: str) -> Employee:
    me = myself()
    if not subscriptions.is_for(me, kind):
        raise NotFoundError(_("There is no such mail for you."))
    return me


def _require_mail() -> None:
    if config().mail_server is None:
        raise ConflictError(_(NO_MAIL))


def _answer(me: Employee) -> dict[str, Any]:
    offered = settings.offers_of(organisations.get(db()))["digests"]
    digest = subscriptions.find(db(), me, outbox.DIGEST)
    return {
        "email": me.email,
        "available": config().mail_server is not None,
        "digest": Extended(digest, offered=offered),
        "waiting": _waiting(me),
    }


def _waiting(me: Employee) -> MailSubscription | None:
    if not subscriptions.is_for(me, outbox.WAITING):
        return None
    return subscriptions.find(db(), me, outbox.WAITING)
