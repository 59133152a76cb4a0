"""From what is stored to what clients read, where the names alone do not say it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from vertel.models import Suggestion

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
        "image": _image(stored, base_url),
        "people": [],
        "warnings": [],
    }


def image_url(image_id: UUID, base_url: str) -> str:
    """Return where clients fetch an image.

    :param base_url: the server's public address.
    """
    return f"{base_url}/api/v1/images/{image_id}"


def _image(stored: Suggestion, base_url: str) -> dict[str, Any] | None:
    image = stored.image
    if image is None:
        return None
    url = image_url(image.id, base_url)
    return {"id": image.id, "alt": stored.image_alt, "url": url, "width": image.width, "height": image.height}
