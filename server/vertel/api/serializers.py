"""From what is stored to what clients read, where the names alone do not say it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from vertel.db.models import Employee, Image, Suggestion

AS_STORED = (
    "id",
    "external_id",
    "kind",
    "title",
    "destination_url",
    "utm",
    "captions",
    "prompts",
    "audience",
    "publish_at",
    "expires_at",
    "status",
    "created_at",
    "updated_at",
)


def suggestion(stored: Suggestion, base_url: str) -> dict[str, Any]:
    """Return a suggestion as an employee reads it: the people in it and the warnings are the editors' business."""
    return {name: getattr(stored, name) for name in AS_STORED} | {
        "image": image(stored.image, stored.image_alt, base_url) if stored.image else None,
        "people": [],
        "warnings": [],
        "why": [],
        "saved": False,
    }


def image_url(image_id: UUID, base_url: str) -> str:
    """Return where clients fetch an image.

    :param base_url: the server's public address.
    """
    return f"{base_url}/api/v1/images/{image_id}"


def image(stored: Image, alt: str | None, base_url: str) -> dict[str, Any]:
    """Return an image as clients read it, with what it shows."""
    url = image_url(stored.id, base_url)
    return {"id": stored.id, "alt": alt, "url": url, "width": stored.width, "height": stored.height}


def colleague(employee: Employee | None, *, signed: bool) -> dict[str, Any] | None:
    """Return who said something, if they signed: the one place in which a name is told to others."""
    if employee is None or not signed:
        return None
    return {"name": employee.name, "team": employee.team.name if employee.team else None}
