"""Whom earlier imports brought and a new file has no more.

A row that cannot be read may be anybody, a list may have been cut off, and somebody has to be left who can let people
in. docs/adr/2026-11-28-leavers-of-an-import.md says what follows from that.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple
from uuid import UUID

from sqlalchemy.orm import Session

from vertel.domain.people import administrators, directory
from vertel.errors import refused
from vertel.imports.bulk import Row
from vertel.translations.active import gettext as _

SHARE = 10
"""One in so many may be disabled unless the request says how many may be."""


class Leaver(NamedTuple):
    """Somebody who is disabled, as the file has them no more; a ``DisabledEmployee``."""

    id: UUID
    email: str
    name: str


@dataclass
class Leavers:
    """Who is disabled since the file has them no more.

    :ivar note: why somebody who is missing is not disabled; None when everybody is.
    """

    employees: list[Leaver] = field(default_factory=list)
    note: str | None = None


@dataclass
class _Named:
    """Whom a file names.

    :ivar unread: address -> row, of rows that cannot be read.
    :ivar nameless: rows of which not even the address can be read.
    """

    emails: set[str] = field(default_factory=set)
    external_ids: set[str] = field(default_factory=set)
    unread: dict[str, int] = field(default_factory=dict)
    nameless: list[int] = field(default_factory=list)


def find(session: Session, rows: Iterable[Row], at_most: int | None) -> Leavers:
    """Return whom the file has no more.

    :param rows: all of the file.
    :param at_most: how many there may be; None for a tenth of whom imports brought.
    :raises RefusedError: there are more.
    """
    named = _named(rows)
    anybody = _rows_that_may_be_anybody(session, named)
    if anybody:
        shown = ", ".join(map(str, anybody[:10])) + (", ..." if anybody[10:] else "")
        note = _("Nobody was disabled: these rows cannot be read, and may be any of those who are missing: %(rows)s.")
        return Leavers(note=note % {"rows": shown})
    brought = directory.imported(session)
    left = [
        Leaver(own, email, name)
        for own, email, name, external_id in brought
        if email not in named.emails and email not in named.unread and external_id not in named.external_ids
    ]
    _require_few(len(left), len(brought), at_most)
    return _without_last_administrator(session, left)


def _named(rows: Iterable[Row]) -> _Named:
    named = _Named()
    for row in rows:
        if row.document is not None:
            named.emails.add(row.document["email"])
            if row.document["external_id"] is not None:
                named.external_ids.add(row.document["external_id"])
        elif row.external_id:
            named.unread[row.external_id.lower()] = row.number
        else:
            named.nameless.append(row.number)
    return named


def _rows_that_may_be_anybody(session: Session, named: _Named) -> list[int]:
    """Return the rows that cannot be read and whose address is nobody's: somebody may have got a new one."""
    known = directory.known_addresses(session, named.unread)
    return sorted([*named.nameless, *(number for email, number in named.unread.items() if email not in known)])


def _require_few(left: int, brought: int, at_most: int | None) -> None:
    most = brought // SHARE if at_most is None else at_most
    if left <= most:
        return
    message = _(
        "%(left)d of the %(brought)d colleagues whom imports brought are missing in this file, and only %(most)d may "
        "be. Nothing was stored. If so many have left, say so with disable_at_most=%(left)d."
    )
    if at_most is None:
        message = _(
            "%(left)d of the %(brought)d colleagues whom imports brought are missing in this file, and only a tenth, "
            "%(most)d, may be. Nothing was stored. If so many have left, say so with disable_at_most=%(left)d."
        )
    raise refused("/missing", message % {"left": left, "brought": brought, "most": most})


def _without_last_administrator(session: Session, left: list[Leaver]) -> Leavers:
    there = administrators.active(session)
    if not there or not there <= {leaver.id for leaver in left}:
        return Leavers(left)
    kept = next(leaver for leaver in left if leaver.id in there)
    note = _("%(email)s is missing too, but stays: somebody has to be an administrator.") % {"email": kept.email}
    return Leavers([leaver for leaver in left if leaver.id != kept.id], note)
