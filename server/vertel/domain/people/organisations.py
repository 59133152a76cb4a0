"""The one organisation of this deployment."""

from __future__ import annotations

from datetime import date
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from vertel.clock import now
from vertel.db.models import Organisation


def get(session: Session) -> Organisation:
    """Return the organisation; one with plain defaults, not stored, where none was set up."""
    return session.get(Organisation, 1) or Organisation(
        id=1, name="Vertel", languages=["nl", "en"], time_zone="Europe/Amsterdam", fold_desktop=210, fold_phone=140,
        guidance=[], offers_composer_button=True, offers_personal_links=True, offers_ideas=True, offers_digests=True,
        version=1,
    )  # fmt: skip


def today(session: Session) -> date:
    """Return the present day in the organisation's time zone."""
    return now().astimezone(ZoneInfo(get(session).time_zone)).date()
