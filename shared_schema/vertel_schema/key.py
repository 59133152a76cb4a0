"""API keys, with which programs call."""

from vertel_schema.audit import AuditParty
from vertel_schema.base import Request, Response
from vertel_schema.fields import Choice, Date, DateTime, Id, Items, Line, Object, Token
from vertel_schema.words import KEY_ROLES

_NAME = "What it is for."
_ROLE = "What it may do; `scim` may call /scim/v2 and nothing else."


class KeyRequest(Request):
    """A new API key."""

    name = Line(_NAME, max_length=100, example="Importer of vacancies")
    role = Choice(_ROLE, KEY_ROLES, example="editor")
    expires_at = DateTime(
        "From when on it is refused; null for never.", nullable=True, default=None, example="2027-12-01T00:00:00Z"
    )


class MadeKey(Response):
    """What was known of an API key when it was made."""

    id = Id("The key.")
    name = Line(_NAME, max_length=100, example="Importer of vacancies")
    role = Choice(_ROLE, KEY_ROLES, example="editor")
    prefix = Token("How it begins; null for one from before that was kept.", nullable=True, example="vk_7hQ2mZ")
    created_at = DateTime("When it was made.", example="2026-11-23T09:30:00Z")
    created_by = Object(
        "Who made it; null for one from before that was kept, and when they were erased.", AuditParty, nullable=True
    )
    expires_at = DateTime("From when on it is refused; null for never.", nullable=True, example="2027-12-01T00:00:00Z")


class Key(MadeKey):
    """An API key, without itself."""

    last_used_on = Date("The last day on which it was used, in UTC.", nullable=True, example="2026-11-28")
    revoked_at = DateTime("Since when it is refused; null while it is not.", nullable=True)


class KeySecret(MadeKey):
    """A key that was just made."""

    secret = Token(
        "The key. It can be seen this once: null when the same request is answered again.",
        nullable=True,
        example="vk_7hQ2mZ4fWc1nXo8rTk3sLb6vYp0uJd5eGa9iHqRtMwE",
    )


class KeyPage(Response):
    """A page of API keys."""

    items = Items("The keys, the newest first; revoked ones too.", Object("A key.", Key), max_items=100)
    next_cursor = Line("Send it as `cursor` for the next page; null on the last one.", max_length=500, nullable=True)
