"""Fixtures of the tests of SCIM: a directory with a key of its own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest
from werkzeug.test import TestResponse

from support.world import Headers, World

USER = "urn:ietf:params:scim:schemas:core:2.0:User"
GROUP = "urn:ietf:params:scim:schemas:core:2.0:Group"
PATCH = "urn:ietf:params:scim:api:messages:2.0:PatchOp"


@dataclass
class Directory:
    """Sends requests as a directory does."""

    world: World
    headers: Headers

    def request(self, method: str, path: str, body: Any = None, **headers: str) -> TestResponse:
        """What is answered at a path below /scim/v2."""
        content = {"Content-Type": "application/scim+json"} if body is not None else {}
        return self.world.client.open(
            f"/scim/v2{path}", method=method, json=body, headers=self.headers | content | headers
        )

    def get(self, path: str, status: int = 200) -> Any:
        answer = self.request("GET", path)
        assert answer.status_code == status, answer.get_data(as_text=True)
        return answer.json

    def user(self, user_name: str = "noor@example.com", /, status: int = 201, **values: Any) -> Any:
        """A user that is added."""
        answer = self.request("POST", "/Users", {"schemas": [USER], "userName": user_name, "active": True} | values)
        assert answer.status_code == status, answer.get_data(as_text=True)
        return answer.json

    def group(self, name: str, *members: str, status: int = 201, **values: Any) -> Any:
        """A group that is added."""
        body = {"schemas": [GROUP], "displayName": name, "members": [{"value": one} for one in members]} | values
        answer = self.request("POST", "/Groups", body)
        assert answer.status_code == status, answer.get_data(as_text=True)
        return answer.json

    def patch(self, path: str, *operations: dict[str, Any], status: int | None = None, **headers: str) -> Any:
        """What a PATCH answers."""
        answer = self.request("PATCH", path, {"schemas": [PATCH], "Operations": [*operations]}, **headers)
        expected = {status} if status else {200, 204}
        assert answer.status_code in expected, answer.get_data(as_text=True)
        return answer.json if answer.data else None

    def members(self, group: dict[str, Any]) -> set[str]:
        """The ids of a group's members."""
        return {member["value"] for member in self.get(f"/Groups/{group['id']}").get("members", [])}


@pytest.fixture
def directory(world: World) -> Directory:
    return Directory(world, world.key("scim"))
