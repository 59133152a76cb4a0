"""Which documents tell others about people, and through which calls: what the data sheet knows of the contract.

It is committed, so that a reviewer sees what a change discloses, and the server needs no OpenAPI document to tell it.
"""

import json
from typing import Any

from clients import operations
from vertel.api import transparency
from vertel.auth.permissions import TABLE
from vertel.auth.principal import ROLE_PERMISSIONS
from vertel.domain.datasheet.categories import CATEGORY_OF_ABOUT
from vertel.domain.datasheet.personal_fields import OTHER_READS, PERSONAL
from vertel_schema.words import READERS


def text(banner: str) -> str:
    """Return the file as JSON."""
    with operations.application() as app, app.app_context():
        documents = [described for one in transparency.answered() if (described := _document(one))["fields"]]
    return json.dumps({"$comment": banner, "documents": documents, "other_reads": _other_reads()}, indent=1) + "\n"


def _document(disclosed: transparency.DisclosedDocument) -> dict[str, Any]:
    name = disclosed.document.__name__
    personal = PERSONAL.get(name, {})
    return {
        "name": name,
        "meaning": transparency.meaning(disclosed.document),
        "calls": list(disclosed.calls),
        "readers": list(disclosed.readers),
        "fields": [
            *(
                {"name": path, "meaning": field.told, "category": CATEGORY_OF_ABOUT[field.about], "about": field.about}
                for path, field in disclosed.fields.items()
                if field.about is not None
            ),
            *(
                {"name": path, "meaning": field.meaning, "category": field.category, "about": "person"}
                for path, field in personal.items()
            ),
        ],
    }


def _other_reads() -> list[dict[str, Any]]:
    return [
        {"call": call, "roles": [role for role in (*READERS, "scim") if ROLE_PERMISSIONS[role] & TABLE[endpoint]]}
        for endpoint, call in OTHER_READS.items()
    ]
