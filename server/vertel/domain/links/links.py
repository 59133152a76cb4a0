"""Tracked links, of a suggestion or an editor's own. No code is ever used again."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import or_, select, update
from sqlalchemy.orm import Session

from vertel.clock import now
from vertel.db.models import Employee, Link, LinkChange, Suggestion
from vertel.db.upsert import insert_if_absent
from vertel.domain.counting import parts
from vertel.domain.counting.partition import OTHERS
from vertel.domain.links import codes, destinations, utm
from vertel.domain.people import organisations, settings
from vertel.errors import ConflictError, refused
from vertel.ids import id_of_day, new_id, start_of_day
from vertel.translations import N_
from vertel.translations.active import gettext as _

ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"
"""Digits and letters that are not mistaken for one another, also when somebody reads a code aloud."""

CODE_LENGTH = 7
TRIES = 10
NOT_CHOSEN = codes.RESERVED | {"import"}
"""Codes that nobody can choose. ``/links/import`` is where links are uploaded."""

NO_PERSONAL_LINKS = N_("Your organisation does not offer personal links. Ask for one with the scope campaign.")


def for_suggestion(
    session: Session, employee: Employee, suggestion: Suggestion, scope: str, hosts: Sequence[str]
) -> tuple[Link, bool]:
    """Return an employee's link to a suggestion, and whether it is new. The same call finds the same link.

    A ``campaign`` link is shared by the part of the audience to which the employee belongs; a ``personal`` link is
    their own, and its clicks count for that part too. When the part is closed, the same call makes a new link. Where
    fewer than five people could ask, the link leads on and is not counted, ever.

    :param suggestion: one that the employee can see now.
    :param hosts: where tracked links may lead; the list may have changed since the suggestion was written.
    :raises ConflictError: the employee paused counting, the organisation does not offer personal links and this would
        be a new one, or the link was withdrawn.
    :raises RefusedError: the suggestion leads nowhere, or where links may not lead any more.
    """
    if not employee.counting:
        raise ConflictError(_("You paused the counting, so there is no tracked link. Post the plain destination_url."))
    # Locked: an editor who changes the destination at this moment would not change a link that is not there yet.
    stored = select(Suggestion.destination_url, Suggestion.utm, Suggestion.audience)
    stored = stored.where(Suggestion.id == suggestion.id)
    destination, given, audience = session.execute(stored.with_for_update(read=True)).one()
    if destination is None:
        raise refused("/suggestion_id", _("This suggestion leads nowhere, so there is no link to it. Post it without."))
    destinations.check(destination, hosts, pointer="/suggestion_id")
    part = parts.of_employee(session, employee, audience)
    link = Link(scope=scope, destination_url=destination, query=utm.as_query(given), suggestion_id=suggestion.id)
    owner = [suggestion.id.hex]
    if scope == "personal":
        link.employee_id = employee.id
        owner.append(employee.id.hex)
    if part is not None:
        link.part_id = part.id
        link.team_id = UUID(part.group) if part.group != OTHERS else None
    link.owner = ":".join([*owner, part.id.hex if part else "-"])
    # An id and a time of the day only: they are of a colleague's act, and editors read both.
    day = organisations.today(session)
    link.id, link.created_at = id_of_day(day), start_of_day(day)
    found, new = _find_or_make(session, link)
    if new and scope == "personal":
        settings.require_offered(session, "personal_links", _(NO_PERSONAL_LINKS))
    if found.withdrawn_at is not None:
        raise ConflictError(_("The link to this suggestion was withdrawn by an editor. Post without it."))
    return found, new


def make_own(session: Session, url: str, code: str | None, hosts: Sequence[str], **more: str | None) -> Link:
    """Make an editor's link that belongs to no suggestion.

    :param code: None for a random one.
    :param more: its ``title``, ``query`` and ``owner``, if it has any.
    :raises RefusedError: it may not lead there, or the code is one of Vertel's own addresses.
    :raises ConflictError: the code is taken.
    """
    destinations.check(url, hosts)
    link = Link(scope="own", destination_url=url, code=code, **more)
    if code is None:
        return _find_or_make(session, link)[0]
    require_choosable(code)
    if not _insert(session, link):
        raise ConflictError(_("The code %(code)r is taken. Choose another one.") % {"code": code})
    return link


def require_choosable(code: str) -> None:
    """Raise ``RefusedError`` when a code is one that nobody gets."""
    if code in NOT_CHOSEN:
        raise refused(
            "/code", _("The code %(code)r is an address of Vertel itself. Choose another one.") % {"code": code}
        )


def update_destination(session: Session, suggestion_id: UUID, url: str | None, given: utm.Utm | None) -> None:
    """Have a suggestion's links lead where it now leads, those that are posted as well.

    When it leads nowhere any more, they stay as they are. Campaign links, which editors see, get an entry in their
    history; personal ones do not.
    """
    values = {"query": utm.as_query(given)}
    its_links = Link.suggestion_id == suggestion_id
    if url is not None:
        values["destination_url"] = url
        campaign = select(Link.id, Link.destination_url).where(its_links, Link.scope == "campaign")
        for link_id, before in session.execute(campaign.where(Link.destination_url != url)):
            session.add(LinkChange(link_id=link_id, destination_url=before, changed_by="suggestion"))
    differs = or_(*(getattr(Link, name) != value for name, value in values.items()))
    session.execute(update(Link).where(its_links, differs).values(values))


def draw_code() -> str:
    """Return a random code."""
    return "".join(secrets.choice(ALPHABET) for _ in range(CODE_LENGTH))


def draw_free_codes(session: Session, number: int) -> list[str]:
    """Return so many random codes that no link has yet."""
    free: set[str] = set()
    while len(free) < number:
        drawn = {draw_code() for _ in range(number - len(free))}
        free |= drawn - set(session.scalars(select(Link.code).where(Link.code.in_(drawn))))
    return list(free)


def _find_or_make(session: Session, wanted: Link) -> tuple[Link, bool]:
    for _attempt in range(TRIES):
        if wanted.owner is not None:
            found = session.scalars(select(Link).where(Link.owner == wanted.owner)).one_or_none()
            if found is not None:
                return found, False
        wanted.code = draw_code()
        if _insert(session, wanted):
            return wanted, True
    raise ConflictError(_("No free code was found. Try again."))


def _insert(session: Session, link: Link) -> bool:
    """Insert the link unless its code or owner is taken; return whether it was inserted."""
    link.changed_at, link.change_number = now(), 0  # the number is the database's to give
    if link.suggestion_id is None:
        link.id, link.created_at = new_id(), link.changed_at
    link.query, link.retired = link.query or "", False
    values = {column.name: getattr(link, column.name) for column in Link.__table__.columns}
    return bool(insert_if_absent(session, Link, [values], returning=Link.id))
