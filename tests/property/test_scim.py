"""Whatever a directory sends, it is answered or refused: no request is an error of the server."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import quote

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from support.world import Headers, World

few = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])

NUL, HUGE = "a\0b", 2**64
texts = st.one_of(
    st.sampled_from(["", " ", NUL, "\x01\x1f\x7f", "\u202e", "True", "false", "a@example.com", "é" * 300, "😀"]),
    st.text(max_size=12),
)
scalars = st.one_of(
    st.none(), st.booleans(), st.integers(), st.sampled_from([HUGE, -HUGE, 2**63, 1e308]), st.floats(), texts
)
ATTRIBUTES = [
    "schemas", "userName", "externalId", "displayName", "active", "emails", "addresses", "name", "locale", "groups",
    "preferredLanguage", "members", "id", "meta", "value", "type", "primary", "locality", "formatted", "$ref",
    "nickName",
]  # fmt: skip
names = st.one_of(st.sampled_from(ATTRIBUTES), st.sampled_from(ATTRIBUTES).map(str.upper), texts)
anything = st.recursive(
    scalars,
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(names, inner, max_size=4)),
    max_leaves=12,
)
PATHS = [
    "active", "emails", 'emails[type eq "work"].value', 'emails[type eq "work"', "members", 'members[value eq "x"]',
    "members[value eq", "displayName", "externalId", "userName", "name.givenName", "addresses[", "id", "meta",
    'emails[value eq "a\\u0000b"].value', 'addresses[locality eq "a\\u0000b"]',
    "addresses", 'members[value eq "\\u0000"]',
    "urn:x:y", "urn:ietf:params:scim:schemas:core:2.0:User:active", ":", "a..b", "[]",
]  # fmt: skip
operations = st.fixed_dictionaries(
    {"op": st.one_of(st.sampled_from(["add", "Replace", "REMOVE"]), anything)},
    optional={"path": st.one_of(st.sampled_from(PATHS), anything), "value": anything},
)
patches = st.fixed_dictionaries(
    {"Operations": st.one_of(st.lists(st.one_of(operations, anything), min_size=1, max_size=3), anything)}
)
filters = st.one_of(
    st.tuples(
        st.sampled_from([*ATTRIBUTES, *PATHS]),
        st.sampled_from(["eq", "EQ", "ne", "co", "pr", "gt", "", "and"]),
        st.one_of(scalars.map(lambda value: json.dumps(value, ensure_ascii=False)), texts),
    ).map(" ".join),
    texts,
)
parameters = st.fixed_dictionaries(
    {},
    optional={
        "filter": filters,
        "startIndex": st.one_of(st.integers().map(str), st.sampled_from([str(HUGE), "9" * 60, "9" * 5000, "x", NUL])),
        "count": st.one_of(st.integers().map(str), st.sampled_from([str(HUGE), "-1", "9" * 5000, "", NUL])),
        "attributes": st.one_of(st.sampled_from([*ATTRIBUTES, *PATHS]), texts),
        "excludedAttributes": st.one_of(st.sampled_from([*ATTRIBUTES, *PATHS]), texts),
        "sortBy": texts,
    },
)


def whole(attributes: dict[str, Any]) -> st.SearchStrategy[Any]:
    """Resources that would be taken, but for one attribute or two."""
    return st.dictionaries(names, anything, max_size=2).map(lambda odd: attributes | odd)


users = st.one_of(whole({"userName": "odd@example.com", "active": True}), anything)
groups = st.one_of(whole({"displayName": "Odd"}), anything)
searches = st.one_of(parameters, whole({"filter": 'userName eq "a"'}), anything)


def sent(world: World, method: str, path: str, body: Any = None, query: dict[str, str] | None = None) -> None:
    """Send a request as a directory does, and require an answer that is no error of the server."""
    key = world.key("scim") | {"Content-Type": "application/scim+json"}
    data = None if body is None else json.dumps(body).encode()
    answer = world.client.open(f"/scim/v2{path}", method=method, data=data, query_string=query or {}, headers=key)
    assert answer.status_code < 500 or answer.status_code == 501, (method, path, body, query, answer.text)
    assert answer.status_code < 400 or answer.json["status"] == str(answer.status_code), answer.text


def there(world: World, kind: str) -> str:
    """The path of a resource that is there."""
    key: Headers = world.key("scim") | {"Content-Type": "application/scim+json"}
    name = {"Users": "userName", "Groups": "displayName"}[kind]
    found = world.client.get(f"/scim/v2/{kind}?count=1", headers=key).json["Resources"]
    if not found:
        body = json.dumps({name: "first@example.com", "active": True})
        found = [world.client.post(f"/scim/v2/{kind}", data=body, headers=key).json]
    return f"/{kind}/{found[0]['id']}"


@few
@example({"userName": "odd@example.com", "active": []})
@example({"userName": "odd@example.com", "active": {}})
@example({"userName": NUL, "emails": [{"value": "odd@example.com"}], "active": True})
@example({"userName": "odd@example.com", "active": True, "nickName": HUGE})
@given(users)
def test_whatever_a_user_is_said_to_be(world: World, body: Any) -> None:
    sent(world, "POST", "/Users", body)
    sent(world, "PUT", there(world, "Users"), body)


@few
@example({"displayName": "Odd", "externalId": NUL})
@example({"displayName": "Odd", "members": [{"value": HUGE}]})
@given(groups)
def test_whatever_a_group_is_said_to_be(world: World, body: Any) -> None:
    sent(world, "POST", "/Groups", body)
    sent(world, "PUT", there(world, "Groups"), body)


@few
@example({"Operations": [{"op": "replace", "value": 7}]})
@example({"Operations": [{"op": "replace", "path": "externalId", "value": NUL}]})
@example({"Operations": [{"op": "replace", "path": "userName", "value": NUL}]})
@example({"Operations": [{"op": "replace", "path": "displayName", "value": HUGE}]})
@given(patches)
def test_whatever_is_to_be_changed(world: World, body: Any) -> None:
    sent(world, "PATCH", there(world, "Users"), body)
    sent(world, "PATCH", there(world, "Groups"), body)


@few
@example({"filter": f'userName eq "{NUL}"'})
@example({"filter": 'externalId eq "a\\u0000b"'})
@example({"startIndex": str(HUGE)})
@example({"startIndex": "9" * 5000})
@given(parameters)
def test_whatever_is_asked_for(world: World, query: dict[str, str]) -> None:
    sent(world, "GET", "/Users", query=query)
    sent(world, "GET", "/Groups", query=query)


@few
@example({"filter": 'userName eq "a\\u0000b"'})
@example({"startIndex": HUGE})
@example([])
@given(searches)
def test_whatever_is_searched_for_in_a_body(world: World, body: Any) -> None:
    sent(world, "POST", "/Users/.search", body)
    sent(world, "POST", "/Groups/.search", body)


@few
@example("Users/\0")
@given(st.one_of(texts, texts.map(lambda text: f"Users/{text}"), texts.map(lambda text: f"Groups/{text}/x")))
def test_whatever_address_is_read(world: World, path: str) -> None:
    for method in ("GET", "DELETE"):
        sent(world, method, f"/{quote(path)}")
