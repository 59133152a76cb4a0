"""Teams, known by a slug of their name."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from vertel.db.models import Team


def get_or_create(session: Session, name: str) -> Team:
    """Return the team of that name; make it when it is new."""
    slug = slugify(name)
    found = session.scalars(select(Team).where(Team.slug == slug)).one_or_none()
    if found is None:
        found = Team(slug=slug, name=name)
        session.add(found)
        session.flush()
    return found


def get_or_create_all(session: Session, names: Iterable[str]) -> dict[str, UUID]:
    """Return the ids of teams by their slug; make those that are new, under the first name that has the slug."""
    wanted: dict[str, str] = {}
    for name in names:
        wanted.setdefault(slugify(name), name)
    known = session.execute(select(Team.slug, Team.id).where(Team.slug.in_(wanted)))
    found = {slug: team_id for slug, team_id in known}  # noqa: C416  dict() would not tell a checker the types
    missing = [Team(slug=slug, name=name) for slug, name in wanted.items() if slug not in found]
    session.add_all(missing)
    session.flush()
    return found | {team.slug: team.id for team in missing}


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
