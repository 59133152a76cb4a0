"""What the contract's classes write of a stored object beside its own attributes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from vertel.db.models import Image, Organisation, Person, Suggestion
from vertel.db.models.suggestions import listed_texts
from vertel.domain.people import settings
from vertel.domain.suggestions.warnings import Warning  # noqa: A004  the field's own word
from vertel_schema.words import SHARE_METHODS


class Extended:
    """An object with more attributes, some perhaps in place of its own, for a contract class to write."""

    def __init__(self, stored: object, **more: Any) -> None:
        self._stored = stored
        self.__dict__.update(more)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stored, name)


def suggestion(
    stored: Suggestion, base_url: str, *, people: Sequence[Person] = (), warnings: Sequence[Warning] = (), **more: Any
) -> Extended:
    """Return a suggestion for ``Suggestion`` to write.

    :param people: for editors; an employee reads none.
    :param warnings: for editors as well.
    :param more: further fields for editors; for an employee they are missing.
    """
    found = None
    if stored.image:
        found = image(stored.image, stored.image_alt, base_url, stored.alt_texts, stored.focal_point)
    fields = {"external_id": stored.origin_id, "titles": listed_texts(stored.titles), "image": found}
    return Extended(stored, **fields, people=people, warnings=warnings, why=[], saved=False, **more)


def organisation(stored: Organisation, base_url: str) -> Extended:
    """Return the organisation for ``Settings`` or ``Organisation`` to write."""
    mark = {"id": stored.image_id, "url": image_url(stored.image_id, base_url)} if stored.image_id else None
    return Extended(
        stored,
        mark=mark,
        accent=stored.accent_color,
        offers=settings.offers_of(stored),
        share_methods=SHARE_METHODS,
        data_sheet=settings.own_texts_of(stored),
    )


def image(
    stored: Image,
    alt: str | None,
    base_url: str,
    alt_texts: dict[str, str] | None = None,
    focal_point: dict[str, int] | None = None,
) -> Extended:
    """Return an image for ``Image``, ``Photo`` or ``SuggestionImage`` to write."""
    url = image_url(stored.id, base_url)
    return Extended(stored, alt=alt, alt_texts=listed_texts(alt_texts), focal_point=focal_point, url=url)


def image_url(image_id: UUID, base_url: str) -> str:
    """Return where clients fetch an image.

    :param base_url: the server's public address.
    """
    return f"{base_url}/api/v1/images/{image_id}"
