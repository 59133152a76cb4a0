"""Answering a directory's requests with scim2-server, inside our transaction and with our errors."""

from __future__ import annotations

from functools import cache
from http import HTTPStatus
from typing import Any
from uuid import UUID

import orjson
from flask import Response, request
from scim2_models import (
    AuthenticationScheme,
    Bulk,
    ChangePassword,
    ConflictException,
    Context,
    ETag,
    Filter,
    InvalidSyntaxException,
    Patch,
    PatchOp,
    Resource,
    ResourceType,
    ResponseParameters,
    SCIMException,
    ScimPolicy,
    ScimProvider,
    ServiceProviderConfig,
    Sort,
    UniquenessException,
)
from scim2_server.conditions import Conditions
from scim2_server.handler import ScimHandler
from scim2_server.requests import ScimRequest
from scim2_server.responses import ScimResponse
from scim2_server.service import ScimService
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from vertel.api.scim import checking, dialects, group_patches, groups
from vertel.api.scim.models import Group, User
from vertel.api.scim.storage import MOST, Storage
from vertel.db.models import Employee
from vertel.domain.people.administrators import LastAdministratorError
from vertel.http.context import READING, config, db

WITH_BODY = {"POST", "PUT", "PATCH"}
IGNORED = {"sortBy", "sortOrder"}
"""Parameters that a server which does not sort may ignore; see section 3.4.2.3 of RFC 7644."""


def answer(prefix: str, path: str) -> Response:
    """Return the answer to the request at a path below a prefix. A failed one is not committed."""
    service = _service()
    try:
        return _response(_handle(service, prefix, path))
    except SCIMException as error:
        return _response(service.error_response(error))
    except LastAdministratorError as error:
        return _response(service.error_response(ConflictException(detail=str(error))))
    except IntegrityError:
        taken = "Somebody stored the same name, address or externalId at the same moment. Read again and retry."
        return _response(service.error_response(UniquenessException(detail=taken)))


def _handle(service: ScimService, prefix: str, path: str) -> ScimResponse:
    body, document = request.get_data(), None
    query = {name: value for name, value in request.args.items() if name not in IGNORED}
    if request.method in WITH_BODY and body:
        document = _read(service, path, body)
        body = orjson.dumps(document)
    storage = Storage(db(), writes=request.method not in READING, says_address=_says_address(document))
    base_url = config().public_url.rstrip("/") + prefix
    return _Handler(service, storage).handle(
        ScimRequest(request.method, base_url, path, query, dict(request.headers), body)
    )


class _Service(ScimService):
    def patch_response(
        self, base_url: str, resource: Resource[Any], response_parameters: ResponseParameters[Any]
    ) -> ScimResponse:
        """Answer with the user, which Okta and Entra read; without a body for a group, which may have thousands."""
        if isinstance(resource, Group):
            return super().patch_response(base_url, resource, response_parameters)
        published = self.publish(base_url, resource)
        return self.resource_response(published, Context.RESOURCE_REPLACEMENT_RESPONSE, response_parameters)


class _Handler(ScimHandler):
    storage: Storage

    def patch_resource(
        self, resource_type: ResourceType, resource_id: str, patch_op: PatchOp[Any], conditions: Conditions
    ) -> Resource[Any]:
        """Change a group where its members are stored; a user as the library does."""
        if resource_type.name != "Group":
            return super().patch_resource(resource_type, resource_id, patch_op, conditions)
        session = self.storage.session
        team = groups.find(session, resource_id, to_change=True)
        conditional = conditions.if_match is not None or conditions.if_none_match is not None
        before = groups.shown(session, team, members=False, version=conditional)
        self.service.check_preconditions(before, "PATCH", conditions)
        group_patches.apply(session, team, patch_op)
        answered = bool(request.args.get("attributes") or request.args.get("excludedAttributes"))
        return groups.shown(session, team, members=answered, version=conditional or answered)


@cache
def _service() -> ScimService:
    """Return what is the same for all requests."""
    token = AuthenticationScheme(
        type=AuthenticationScheme.Type.oauthbearertoken,
        name="API key",
        description="An API key of the role scim, as Authorization: Bearer.",
        primary=True,
    )
    announced = ServiceProviderConfig(
        patch=Patch(supported=True),
        bulk=Bulk(supported=False, max_operations=0, max_payload_size=0),
        filter=Filter(supported=True, max_results=MOST),
        change_password=ChangePassword(supported=False),
        sort=Sort(supported=False),
        etag=ETag(supported=True),
        authentication_schemes=[token],
    )
    tolerant = ScimPolicy(
        unknown=ScimPolicy.Unknown.ignore,
        remove_value_as_filter=ScimPolicy.RemoveValue.apply,
        unmatched_path_filter=ScimPolicy.UnmatchedPathFilter.create,
    )
    return _Service(ScimProvider([User, Group], config=announced, policy=tolerant))


def _read(service: ScimService, path: str, body: bytes) -> dict[str, Any]:
    document = service.decode_body(body, request.headers.get("Content-Type"))
    if not isinstance(document, dict):
        raise InvalidSyntaxException(detail="Expected a JSON object.")
    checking.require_storable(document)
    if path.endswith(".search"):
        return document
    if request.method == "PATCH":
        return dialects.read_patch(document)
    kind, _, own = path.strip("/").partition("/")
    if kind.lower() == "groups":
        return dialects.read_group(document)
    is_new = request.method == "POST"
    return dialects.read_user(document, is_new=is_new, active=is_new or _is_active(own))


def _is_active(user_id: str) -> bool:
    try:
        return bool(db().scalar(select(Employee.active).where(Employee.id == UUID(user_id))))
    except ValueError:
        return False


def _says_address(document: dict[str, Any] | None) -> bool:
    """Return whether a PUT or a PATCH names an address."""
    if document is None or request.method != "PATCH":
        return document is not None
    operations = document.get(dialects.key_of(document, "Operations") or "")
    for operation in operations if isinstance(operations, list) else []:
        lower = {name.lower(): value for name, value in operation.items()}
        value = lower.get("value")
        named = [lower["path"]] if lower.get("path") else list(value) if isinstance(value, dict) else []
        if any(str(name).lower().startswith("emails") for name in named):
            return True
    return False


def _response(given: ScimResponse) -> Response:
    body = b"" if given.body is None else orjson.dumps(given.body)
    response = Response(body, int(given.status), headers=given.headers)
    if given.status == HTTPStatus.NO_CONTENT:
        response.headers.pop("Content-Type", None)
    return response
