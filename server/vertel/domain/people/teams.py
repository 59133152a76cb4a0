"""Teams, known by a slug of their name."""

from __future__ import annotations

import hashlib
import re
import unicodedata

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
