"""Having lists follow the consent of people who are shown."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any, NamedTuple, cast
from uuid import UUID

from sqlalchemy import Engine, Select, Table, bindparam, delete, insert, select, update
from sqlalchemy.orm import Session

from vertel.db.batches import LEAST, BatchSize
from vertel.db.engine import make_session
from vertel.db.models import AudienceEntry, Person, Suggestion
from vertel.domain.audience import audience_index
from vertel.domain.people import organisations
from vertel.domain.suggestions import generation, revisions, standing, suggestions
from vertel.domain.suggestions.standing import Rules
from vertel.domain.webhooks import publishing
from vertel.errors import StaleError
from vertel.translations.active import gettext as _

_SUGGESTIONS, _ENTRIES = cast("Table", Suggestion.__table__), cast("Table", AudienceEntry.__table__)

AT_ONCE = 60
"""Suggestions in one transaction at most."""

TRIES = 5
"""How often a batch is worked out anew because somebody changed the same suggestions meanwhile."""


class Filing(NamedTuple):
    """What becomes of a suggestion.

    :ivar values: of its row, by column, with the ``id`` and the ``version`` that they are based on as ``stored`` and
        ``based_on``.
    :ivar entries: where employees find it.
    """

    values: dict[str, Any]
    entries: list[dict[str, Any]]


def refile(session: Session, suggestion_ids: Collection[UUID], author: str) -> None:
    """Have lists, pictures and the ETags of suggestions follow what people in them say from now on.

    The caller holds the suggestions' rows, or takes them here.

    :param author: who has said something, as the audit log has it.
    """
    query = _query(suggestion_ids).with_for_update(of=Suggestion).execution_options(populate_existing=True)
    rules, held = standing.rules(session), session.scalars(query).all()
    _store(session, [_file(suggestion, rules) for suggestion in held])
    for suggestion in held:
        session.refresh(suggestion)
        revisions.keep(session, suggestion, suggestions.as_document(suggestion), author)


def refile_all(engine: Engine) -> None:
    """Have lists follow the organisation's rules wherever they still follow earlier ones, a batch at a time.

    Several processes may do so at once. When one ends half-way, the next call does the rest.
    """
    with make_session(engine, writes=False) as session:
        waiting = _behind(session)
    size = BatchSize(LEAST, AT_ONCE)
    while waiting:
        batch, waiting = waiting[: size.rows], waiting[size.rows :]
        _refile_batch(engine, batch, size)


def _behind(session: Session) -> Sequence[UUID]:
    """Return the suggestions that show people and were filed under other rules than those of today."""
    rules = organisations.get(session).consent_rules
    stale = select(Suggestion.id).where(Suggestion.consent_rules != rules)
    return session.scalars(stale.where(Suggestion.id.in_(select(Person.suggestion_id))).order_by(Suggestion.id)).all()


def _refile_batch(engine: Engine, suggestion_ids: Collection[UUID], size: BatchSize) -> None:
    """Work out without a lock what becomes of some suggestions, then store that in a transaction of its own.

    What others keep changing stays as it is, for the next call of :func:`refile_all`.
    """
    for _attempt in range(TRIES):
        with make_session(engine, writes=False) as session:
            rules = standing.rules(session)
            behind = _query(suggestion_ids).where(Suggestion.consent_rules != rules.version)
            filings = [_file(suggestion, rules) for suggestion in session.scalars(behind)]
        try:
            with make_session(engine, writes=True) as session:
                session.connection()  # waits for the lock, which is not part of what is measured
                with size.measured(len(filings)):
                    _store(session, filings)
                session.commit()
        except StaleError:
            continue
        return


def _query(suggestion_ids: Collection[UUID]) -> Select[Suggestion]:
    return select(Suggestion).where(Suggestion.id.in_(suggestion_ids)).order_by(Suggestion.id)


def _file(suggestion: Suggestion, rules: Rules) -> Filing:
    ends_at = standing.ends_at(suggestions.as_document(suggestion), suggestion.people, rules)
    columns = {name: getattr(suggestion, name) for name in audience_index.COLUMNS} | {"consent_ends_at": ends_at}
    return Filing(
        {
            "stored": suggestion.id,
            "based_on": suggestion.version,
            "consent_ends_at": ends_at,
            "consent_rules": rules.version,
        },
        audience_index.entries_for(suggestion.id, columns),
    )


def _store(session: Session, filings: Sequence[Filing]) -> None:
    """Store what was worked out; raise ``StaleError`` when a suggestion was changed meanwhile."""
    if not filings:
        return
    columns, ids = _SUGGESTIONS.c, [filing.values["stored"] for filing in filings]
    based_on = (columns.id == bindparam("stored"), columns.version == bindparam("based_on"))
    changed = session.execute(
        update(_SUGGESTIONS).where(*based_on).values(version=columns.version + 1),
        [filing.values for filing in filings],
    )
    if changed.rowcount != len(filings):  # type: ignore[attr-defined]  # DML answers a CursorResult
        raise StaleError(_("A suggestion was changed by somebody else meanwhile."))
    session.execute(delete(_ENTRIES).where(_ENTRIES.c.suggestion_id.in_(ids)))
    entries = [entry for filing in filings for entry in filing.entries]
    if entries:
        session.execute(insert(_ENTRIES), entries)
    publishing.emit_published(session, ids)
    generation.changed(session)
