"""Teams, known by a slug of their name.

A team that is renamed, merged or removed leaves its slug behind: docs/adr/2026-11-28-former-teams.md says why.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session, aliased

from vertel.clock import now
from vertel.db.models import Employee, Team
from vertel.db.pagination import Page, Position, keyset_page
from vertel.errors import ConflictError, NotFoundError, refused
from vertel.translations.active import gettext as _


@dataclass(frozen=True)
class SizedTeam:
    """A team, and how many of it may sign in."""

    id: UUID
    slug: str
    name: str
    people: int


def page(session: Session, limit: int, after: Position | None = None) -> Page[SizedTeam]:
    """Return a page of the teams, by their slugs, with their sizes."""
    found = keyset_page(session, select(Team).where(Team.is_there()), [Team.slug], limit, after)
    return Page(_sized(session, found.items), found.position)


def sized(session: Session, team: Team) -> SizedTeam:
    """Return a team with its size."""
    (found,) = _sized(session, [team])
    return found


def find(session: Session, team_id: UUID, *, to_change: bool = False) -> Team:
    """Return a team.

    :param to_change: lock the row until the end of the transaction.
    :raises NotFoundError: there is none with this id, or not any more.
    """
    found = session.get(Team, team_id, with_for_update=to_change or None)
    if found is None or found.removed or found.part_of_id is not None:
        raise NotFoundError(_("There is no team with this id."))
    return found


def rename(session: Session, team: Team, name: str) -> None:
    """Give a team another name. Its slug stays, and a file may call it by either name.

    :raises ConflictError: another team is called so.
    """
    slug = slugify(name)
    other = session.scalars(select(Team).where(Team.slug == slug)).one_or_none()
    if other is None:
        session.add(Team(slug=slug, name=name, part_of_id=team.id))
    elif other.removed:
        other.removed, other.part_of_id = False, team.id
    elif team.id not in {other.id, other.part_of_id}:
        raise ConflictError(
            _("%(name)s is a name of another team. Choose another one, or merge the two.") % {"name": name}
        )
    team.name = name
    session.flush()


def merge(session: Session, team: Team, into: Team) -> None:
    """Make a team part of another: its people go there, and whoever is put into it from now on.

    :raises RefusedError: it is the same team.
    """
    if team.id == into.id:
        raise refused("/into", _("Expected another team than the one that is merged."))
    _move(session, team, into.id)
    session.execute(update(Team).where(Team.part_of_id == team.id).values(part_of_id=into.id))
    team.part_of_id = into.id
    session.flush()


def remove(session: Session, team: Team) -> None:
    """Leave a team's people without a team. It comes back when somebody is put into it."""
    _move(session, team, None)
    session.execute(update(Team).where(Team.part_of_id == team.id).values(part_of_id=None, removed=True))
    team.removed = True
    session.flush()


def former_slugs(session: Session) -> dict[UUID, set[str]]:
    """Return for each team that has some the slugs of its former and other names."""
    found: dict[UUID, set[str]] = {}
    for team_id, slug in session.execute(select(Team.part_of_id, Team.slug).where(Team.part_of_id.is_not(None))):
        if team_id is not None:
            found.setdefault(team_id, set()).add(slug)
    return found


def current_slug(session: Session, name: str) -> str:
    """Return the slug of the team that a name or a slug stands for; the name's own where there is no such team."""
    slug, other = slugify(name), aliased(Team)
    query = select(other.slug).join(Team, Team.part_of_id == other.id).where(Team.slug == slug)
    return session.scalars(query).one_or_none() or slug


def get_or_create_all(session: Session, names: Iterable[str]) -> dict[str, UUID]:
    """Return the ids of teams by their slug; make those that are new, under the first name that has the slug.

    For the slug of a former name it is the id of the team that its people are in now; one that was removed comes back.
    """
    wanted: dict[str, str] = {}
    for name in names:
        wanted.setdefault(slugify(name), name)
    columns = (Team.slug, Team.id, Team.part_of_id, Team.removed)
    known = session.execute(select(*columns).where(Team.slug.in_(wanted))).all()
    removed = [row.id for row in known if row.removed]
    if removed:
        session.execute(update(Team).where(Team.id.in_(removed)).values(removed=False))
    found = {row.slug: row.part_of_id or row.id for row in known}
    missing = [Team(slug=slug, name=name) for slug, name in wanted.items() if slug not in found]
    session.add_all(missing)
    session.flush()
    return found | {team.slug: team.id for team in missing}


def _sized(session: Session, teams: Sequence[Team]) -> list[SizedTeam]:
    members = select(Employee.team_id, func.count()).where(
        Employee.team_id.in_([team.id for team in teams]), Employee.active
    )
    people = {team_id: number for team_id, number in session.execute(members.group_by(Employee.team_id))}  # noqa: C416
    return [SizedTeam(team.id, team.slug, team.name, people.get(team.id, 0)) for team in teams]


def _move(session: Session, team: Team, into: UUID | None) -> None:
    moved = update(Employee).where(Employee.team_id == team.id)
    session.execute(moved.values(team_id=into, updated_at=now()), execution_options={"synchronize_session": False})


def slugify(name: str) -> str:
    """Return a name in lower-case ASCII letters, digits and hyphens, at most 64 long.

    A name that loses letters by it, such as one in Greek, gets a few digits that tell it from other such names.
    """
    letters = [letter for letter in unicodedata.normalize("NFKD", name).casefold() if not unicodedata.combining(letter)]
    plain = "".join(letter if letter.isascii() else "-" for letter in letters)
    slug = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
    if slug and all(letter.isascii() or not letter.isalnum() for letter in letters):
        return slug[:64].strip("-")
    digits = hashlib.sha256("".join(letters).encode()).hexdigest()[:8]
    return f"{slug[:55].strip('-') or 'team'}-{digits}"
