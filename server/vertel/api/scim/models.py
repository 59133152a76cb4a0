"""What of SCIM's schemas Vertel keeps; ``/Schemas`` is made from it, and all else is accepted and ignored."""

from __future__ import annotations

from typing import Annotated, Any, Union

from pydantic import Field
from scim2_models import (
    URN,
    CaseExact,
    ComplexAttribute,
    Mutability,
    Reference,
    Required,
    Resource,
    Uniqueness,
)

USER = "urn:ietf:params:scim:schemas:core:2.0:User"
GROUP = "urn:ietf:params:scim:schemas:core:2.0:Group"
PATCH = "urn:ietf:params:scim:api:messages:2.0:PatchOp"
WORK = "work"


class Name(ComplexAttribute):
    """The parts of a name."""

    formatted: str | None = None
    """The whole name, where displayName is not given."""

    family_name: str | None = None
    """The family name."""

    given_name: str | None = None
    """The given name."""


class Email(ComplexAttribute):
    """The address at work; Vertel keeps one."""

    value: Annotated[str | None, Required.true] = None
    """The address that mails are sent to."""

    type: str | None = Field(None, examples=[WORK])
    """Always work."""


class Address(ComplexAttribute):
    """Where somebody works; Vertel keeps one."""

    locality: str | None = None
    """The town or site."""

    type: str | None = Field(None, examples=[WORK])
    """Always work."""


class UserGroup(ComplexAttribute):
    """The team that somebody is in."""

    value: Annotated[str | None, Mutability.read_only, CaseExact.true] = None
    """The id of the group."""

    ref: Annotated[Reference[Group] | None, Mutability.read_only] = Field(
        None, serialization_alias="$ref", validation_alias="$ref"
    )
    """Where the group is."""

    display: Annotated[str | None, Mutability.read_only] = None
    """The name of the group."""


class User(Resource[Any]):
    """A colleague."""

    __schema__ = URN(USER)

    user_name: Annotated[str | None, Uniqueness.server, Required.true] = None
    """What they sign in with at the directory; in lower case."""

    name: Name | None = None
    """The parts of their name."""

    display_name: str | None = None
    """Their name as colleagues see it."""

    preferred_language: str | None = Field(None, examples=["nl", "en", "de", "fr"])
    """The language that counts until they choose one themselves."""

    active: Annotated[bool | None, Required.true] = None
    """Whether they may sign in."""

    emails: Annotated[list[Email] | None, Required.true] = None
    """The address at work."""

    addresses: list[Address] | None = None
    """Where they work."""

    groups: Annotated[list[UserGroup] | None, Mutability.read_only] = None
    """The team that they are in."""


class Member(ComplexAttribute):
    """Somebody in a group."""

    value: Annotated[str | None, Mutability.immutable, CaseExact.true] = None
    """The id of the user."""

    ref: Annotated[Reference[User] | None, Mutability.immutable] = Field(
        None, serialization_alias="$ref", validation_alias="$ref"
    )
    """Where the user is."""

    type: Annotated[str | None, Mutability.immutable] = Field(None, examples=["User"])
    """Always User."""


class Group(Resource[Any]):
    """A team."""

    __schema__ = URN(GROUP)

    display_name: Annotated[str | None, Uniqueness.server, Required.true] = None
    """The name of the team."""

    members: list[Member] | None = None
    """Who is in it. A colleague is in one team: who is added to another leaves this one."""


Anything = Union[User, Group]  # noqa: UP007  what SCIM's models are parametrized with


# Users name groups and groups name users. A model that names a later one has its fields once it is built anew; the
# first request of a process may be a filter, which looks them up and builds nothing.
User.model_rebuild()
Group.model_rebuild()
