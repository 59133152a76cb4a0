"""Where the library reads and writes: our tables, in the request's transaction."""

from __future__ import annotations

from typing import Any

from scim2_models import (
    NotImplementedException,
    PreconditionFailedException,
    Resource,
    ResourceType,
    ResponseParameters,
    SearchRequest,
)
from scim2_server.storage import ScimStorage, SearchPage
from sqlalchemy import Select, func
from sqlalchemy.orm import Session

from vertel.api.scim import checking, filters, groups, users
from vertel.api.scim.models import Group, User
from vertel.db.models import Employee, Team

MOST = 500
"""Resources on a page of a list."""


class Storage(ScimStorage):
    """Users and groups of one request.

    :param writes: whether the request is going to change what it reads.
    :param says_address: whether it names an address of a user.
    """

    def __init__(self, session: Session, *, writes: bool, says_address: bool) -> None:
        self.session = session
        self.writes = writes
        self.says_address = says_address

    def get(
        self,
        resource_type: ResourceType,
        resource_id: str,
        *,
        response_parameters: ResponseParameters[Any] | None = None,
    ) -> Resource[Any]:
        """Return a user or a group; a group without members when the answer has none."""
        if resource_type.name == "User":
            return users.shown(users.find(self.session, resource_id, to_change=self.writes))
        team = groups.find(self.session, resource_id, to_change=self.writes)
        return groups.shown(self.session, team, members=_asks_for_members(response_parameters))

    def search(
        self,
        resource_types: list[ResourceType],
        search_request: SearchRequest[Any],
        *,
        position: Any = None,  # noqa: ARG002  of cursors, which we do not announce
    ) -> SearchPage:
        """Return a page of users or of groups, in the order in which they were added."""
        if len(resource_types) != 1:
            raise NotImplementedException(detail="Search users and groups apart: at /Users and at /Groups.")
        limit = MOST if search_request.count is None else min(search_request.count, MOST)
        start = search_request.start_index_0 or 0
        checking.require_storable({"startIndex": start})
        if resource_types[0].name == "User":
            found = _filtered(users.visible(), search_request, filters.USERS)
            page = self.session.scalars(found.order_by(Employee.id).offset(start).limit(limit)).all()
            return SearchPage(self._count(found), [users.shown(employee) for employee in page])
        wanted = _filtered(groups.visible(), search_request, filters.GROUPS)
        some = self.session.scalars(wanted.order_by(Team.id).offset(start).limit(limit)).all()
        members = _asks_for_members(search_request)
        return SearchPage(self._count(wanted), [groups.shown(self.session, team, members=members) for team in some])

    def create(self, resource_type: ResourceType, resource: Resource[Any]) -> Resource[Any]:  # noqa: ARG002
        """Add a user or a group."""
        if isinstance(resource, User):
            return users.shown(users.create(self.session, resource))
        return groups.shown(self.session, groups.create(self.session, _as_group(resource)))

    def update(
        self, resource_type: ResourceType, resource: Resource[Any], *, expected_version: str | None = None
    ) -> Resource[Any]:
        """Store the new state of a user or a group; the row has been locked since :meth:`get` read it."""
        stored = self.get(resource_type, str(resource.id))
        _require_version(stored, expected_version)
        if isinstance(resource, User):
            employee = users.find(self.session, str(resource.id), to_change=True)
            changed = users.replace(self.session, resource, employee, says_address=self.says_address)
            return users.shown(changed)
        team = groups.find(self.session, str(resource.id), to_change=True)
        return groups.shown(self.session, groups.replace(self.session, _as_group(resource), team))

    def delete(self, resource_type: ResourceType, resource_id: str, *, expected_version: str | None = None) -> None:
        """Hide a user, who is disabled, or a group, which nobody is in any more."""
        _require_version(self.get(resource_type, resource_id), expected_version)
        if resource_type.name == "User":
            users.delete(self.session, users.find(self.session, resource_id, to_change=True))
        else:
            groups.delete(self.session, groups.find(self.session, resource_id, to_change=True))

    def _count(self, found: Select[Any]) -> int:
        return self.session.scalar(found.with_only_columns(func.count(), maintain_column_froms=True)) or 0


def _filtered(query: Select[Any], request: SearchRequest[Any], attributes: Any) -> Select[Any]:
    return query if request.filter is None else query.where(filters.condition(request.filter.ast, attributes))


def _asks_for_members(parameters: ResponseParameters[Any] | None) -> bool:
    """Return whether an answer has members, which may be thousands."""
    if parameters is None:
        return True
    if parameters.attributes:
        return any(_is_members(path) for path in parameters.attributes)
    return not any(str(path).lower().rpartition(":")[2] == "members" for path in parameters.excluded_attributes or [])


def _is_members(path: Any) -> bool:
    return str(path).lower().rpartition(":")[2].split(".")[0] == "members"


def _require_version(resource: Resource[Any], expected: str | None) -> None:
    if expected is not None and (resource.meta is None or resource.meta.version != expected):
        raise PreconditionFailedException


def _as_group(resource: Resource[Any]) -> Group:
    if not isinstance(resource, Group):
        raise TypeError(f"neither a user nor a group: {type(resource).__name__}")
    return resource
