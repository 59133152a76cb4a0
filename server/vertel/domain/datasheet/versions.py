"""Versions of the sheet: noticing that it changed, exactly once for each change, and which one was agreed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import cast

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from vertel.clock import now
from vertel.config import Config
from vertel.db.engine import make_session
from vertel.db.models import DataSheetAgreement, NoticedDataSheet
from vertel.db.upsert import insert_if_absent
from vertel.domain import audit
from vertel.domain.audit import AuditAction, Subject
from vertel.domain.datasheet import content, sentences, sign_in_settings
from vertel.domain.datasheet.content import Contents, Sheet
from vertel.domain.people import organisations
from vertel.domain.webhooks import events
from vertel.errors import ConflictError, refused
from vertel.translations import LANGUAGES, known_language
from vertel.translations.active import gettext as _

ACTOR = "housekeeping"
"""Who records that the sheet changed: whoever changed a setting is in the entry of that setting."""

TOLD = 100
"""Changes in an event."""

LONGEST_DETAIL = 4000
"""Characters of the sentences in an entry of the audit log."""


@dataclass(frozen=True)
class SinceAgreed:
    """In how much the sheet differs from the version that was agreed."""

    count: int
    agreed_on: date


def current(session: Session, config: Config) -> Sheet:
    """Return the sheet as it is now."""
    return content.sheet(content.basis(session, config))


def is_noticed(session: Session, config: Config) -> bool:
    """Return whether what the sheet says now was noticed already, and how people sign in."""
    noticed = session.execute(select(NoticedDataSheet.version, NoticedDataSheet.sign_in)).one_or_none()
    return noticed is not None and tuple(noticed) == (
        current(session, config).version,
        sign_in_settings.fingerprints(config),
    )


def notice_on(engine: Engine, config: Config) -> bool:
    """Notice what changed, in a transaction of its own if anything did; return whether."""
    with make_session(engine, writes=False) as session:
        if is_noticed(session, config):
            return False
    with make_session(engine, writes=True) as session:
        changed = notice(session, config)
        session.commit()
    return changed


def notice(session: Session, config: Config) -> bool:
    """Record and tell that the sheet changed since it was noticed last; return whether it did.

    Whichever settings of the company's own sign-in changed is recorded besides.

    Several processes may call it at once: the row is locked, and the second finds nothing new. The first time ever the
    sheet is only remembered.
    """
    row = _locked(session, config)
    _notice_sign_in(session, config, row)
    organisation = organisations.get(session)
    if organisation in session:  # it may have been read before the lock was there
        session.refresh(organisation)
    sheet = current(session, config)
    if row.version == sheet.version:
        return False
    language = _language_of_organisation(session)
    changes = sentences.told(cast("Contents", row.contents), sheet.contents, language)
    before, row.version, row.contents, row.noticed_at = row.version, sheet.version, sheet.contents, now()
    audit.record(
        session,
        ACTOR,
        AuditAction.DATA_SHEET_CHANGED,
        Subject("data_sheet"),
        version=sheet.version,
        previous_version=before,
        count=len(changes),
        what=" ".join(change["sentence"] for change in changes)[:LONGEST_DETAIL],
    )
    data = {"version": sheet.version, "previous_version": before, "changes": changes[:TOLD], "count": len(changes)}
    events.data_sheet_changed(session, data)
    return True


def _notice_sign_in(session: Session, config: Config, row: NoticedDataSheet) -> None:
    before, after = row.sign_in, sign_in_settings.fingerprints(config)
    if before == after:
        return
    row.sign_in = after
    names = sign_in_settings.changed(before or {}, after)
    if names:
        audit.record(session, ACTOR, AuditAction.SIGN_IN_CONFIGURED, Subject("sign_in"), settings=names)


def agree(session: Session, config: Config, *, version: str, agreed_on: date, note: str | None) -> DataSheetAgreement:
    """Keep the sheet as the version that was agreed.

    :param version: of the sheet that was read.
    :raises ConflictError: the sheet is another by now.
    :raises RefusedError: the day is in the future.
    """
    if agreed_on > organisations.today(session):
        raise refused("/agreed_on", _("Expected today or an earlier day."))
    notice(session, config)
    sheet = current(session, config)
    if sheet.version != version:
        raise ConflictError(_("The sheet has changed since it was read. Read it again: GET /datasheet."))
    agreement = DataSheetAgreement(version=version, contents=sheet.contents, agreed_on=agreed_on, note=note)
    session.add(agreement)
    session.flush()
    return agreement


def agreed(session: Session) -> DataSheetAgreement | None:
    """Return the agreement that was recorded last."""
    newest = select(DataSheetAgreement).order_by(DataSheetAgreement.recorded_at.desc(), DataSheetAgreement.id.desc())
    return session.scalars(newest.limit(1)).one_or_none()


def changes_since_agreed(agreement: DataSheetAgreement | None, sheet: Sheet, language: str) -> list[dict[str, str]]:
    """Return in what the sheet differs from the version that was agreed; nothing when none was."""
    if agreement is None or agreement.version == sheet.version:
        return []
    return sentences.told(cast("Contents", agreement.contents), sheet.contents, language)


def since_agreed(session: Session, config: Config) -> SinceAgreed | None:
    """Return in how much the sheet differs from the version that was agreed; None when it does not, or none was."""
    agreement = agreed(session)
    changes = changes_since_agreed(agreement, current(session, config), LANGUAGES[0])
    return SinceAgreed(len(changes), agreement.agreed_on) if agreement and changes else None


def _locked(session: Session, config: Config) -> NoticedDataSheet:
    """Return the row, locked until the transaction ends."""
    locked = select(NoticedDataSheet).with_for_update().execution_options(populate_existing=True)
    row = session.scalars(locked).one_or_none()
    if row is not None:
        return row
    sheet = current(session, config)
    first = {
        "id": 1,
        "version": sheet.version,
        "contents": sheet.contents,
        "sign_in": sign_in_settings.fingerprints(config),
        "noticed_at": now(),
    }
    insert_if_absent(session, NoticedDataSheet, [first], returning=NoticedDataSheet.id)
    return session.scalars(locked).one()


def _language_of_organisation(session: Session) -> str:
    known = (known_language(tag) for tag in organisations.get(session).languages)
    return next((language for language in known if language), LANGUAGES[0])
