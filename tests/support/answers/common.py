"""What the answers of several resources begin with."""

from __future__ import annotations

import io
import uuid
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from PIL import Image

from support.world import API, BROWSER, Headers, World

Answers = list[Any]
UTM = {"source": "linkedin", "medium": "social", "campaign": "techniek", "term": "monteur", "content": "verhaal"}


def picture(world: World) -> Any:
    out = io.BytesIO()
    Image.new("RGB", (2, 1)).save(out, "PNG")
    return world.client.post(f"{API}/images", data=out.getvalue(), content_type="image/png", headers=world.key())


TITLES = [{"language": "nl", "text": "Onderhoudsmonteur, Zwolle"}]


def whole_suggestion(world: World, **values: Any) -> dict[str, Any]:
    """A suggestion in which no field is empty, not even its warnings: it has no link, and an image without words."""
    document = {
        "external_id": "vac-2026-017",
        "captions": [{"language": "nl", "tone": "personal", "text": "Ons team in Zwolle zoekt een collega."}],
        "prompts": [{"language": "nl", "question": "Wat vind jij mooi?", "opening": "Wat ik mooi vind: "}],
        "titles": TITLES,
        "image": {
            "id": picture(world).json["id"],
            "alt": "Drie monteurs bij een machine",
            "alt_texts": [{"language": "en", "text": "Three engineers beside a machine"}],
            "focal_point": {"x": 50, "y": 30},
        },
        "guidance": [{"language": "nl", "do": "Noem een collega.", "dont": "Noem geen klant."}],
        "audience": {"teams": ["techniek"], "locations": ["Zwolle"], "languages": ["nl"]},
        "people": [{"name": "Samira Haddad", "consent_until": "2099-06-30"}],
        "publish_at": "2026-01-01T08:00:00Z",
        "expires_at": "2099-01-15T23:00:00Z",
        "utm": UTM,
    }
    return world.suggestion(**document | values)


def mechanic(world: World) -> Headers:
    return world.sign_in(team="Techniek", location="Zwolle", languages=["nl"])


def some_traffic(world: World) -> None:
    """Two teams, and one that is too small for a row of its own; a share and a click of each."""
    shared = world.suggestion(audience={"locations": ["Zwolle"]})
    for name, size in (("Large", 6), ("Next smallest", 5), ("Small", 2)):
        headers, *_ = [world.sign_in(team=name, location="Zwolle") for _ in range(size)]
        share = {"id": str(uuid.uuid4()), "suggestion_id": shared["id"], "method": "copy"}
        share["link_code"] = world.link(headers, shared)
        share["occurred_at"] = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        assert world.client.post(f"{API}/shares", json=[share], headers=headers).json["accepted"] == 1
        world.client.get(f"/r/{share['link_code']}", headers={"User-Agent": BROWSER})


@dataclass
class Sent:
    """Something that the server sends by itself."""

    json: Any
