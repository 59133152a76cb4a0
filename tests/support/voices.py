"""Colleagues who say something: feedback, ideas, photos."""

from __future__ import annotations

import io
import uuid
from datetime import UTC, datetime
from typing import Any

from PIL import Image
from sqlalchemy import func, select

from support.world import API, Headers, World
from vertel.db.models import SignIn


def crowd(world: World, number: int, **values: Any) -> list[Headers]:
    """The headers of so many colleagues who are alike."""
    return [world.sign_in(**values) for _ in range(number)]


def enough(world: World) -> None:
    """Have at least five colleagues who are signed in."""
    with world.session() as session:
        open_ones = select(func.count(SignIn.employee_id.distinct())).where(SignIn.ended_at.is_(None))
        missing = 5 - (session.scalar(open_ones) or 0)
    crowd(world, missing)


def says(world: World, me: Headers, suggestion: dict[str, Any], reaction: str = "like", **more: Any) -> Any:
    """The answer to a colleague's feedback."""
    document = {"reaction": reaction} | more
    return world.client.put(f"{API}/suggestions/{suggestion['id']}/feedback", json=document, headers=me)


def told(world: World, suggestion: dict[str, Any], query: str = "") -> dict[str, Any]:
    """What editors are told about a suggestion."""
    answer = world.client.get(f"{API}/suggestions/{suggestion['id']}/feedback{query}", headers=world.key())
    assert answer.status_code == 200, answer.get_data(as_text=True)
    return dict(answer.json)


def sends(world: World, me: Headers, **document: Any) -> dict[str, Any]:
    """An idea that a colleague sent in, where five could have."""
    enough(world)
    answer = world.client.post(f"{API}/ideas", json={"text": "The new pump is in its place."} | document, headers=me)
    assert answer.status_code == 201, answer.get_data(as_text=True)
    return dict(answer.json)


def photo(world: World, me: Headers) -> dict[str, Any]:
    """A photo that a colleague uploaded."""
    out = io.BytesIO()
    Image.new("RGB", (4, 3)).save(out, "JPEG")
    answer = world.client.post(f"{API}/images", data=out.getvalue(), content_type="image/jpeg", headers=me)
    assert answer.status_code == 201, answer.get_data(as_text=True)
    return dict(answer.json)


def shares(world: World, me: Headers, suggestion: dict[str, Any], **values: Any) -> Any:
    """The answer to a share of a suggestion, now unless said otherwise."""
    share = {"id": str(uuid.uuid4()), "suggestion_id": suggestion["id"], "method": "copy"}
    share["occurred_at"] = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return world.client.post(f"{API}/shares", json=[share | values], headers=me)
