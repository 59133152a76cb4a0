"""What directories send in ways of their own, put into SCIM's before the library reads it: one function for each.

The library itself takes ``"False"`` for false, ``Replace`` for ``replace``, dotted names as keys, a ``Remove`` with a
list of values, attributes that nobody declares, and a filter in a path that matches nothing yet.
"""

from __future__ import annotations

import re
from typing import Any

from vertel.api.scim import checking
from vertel.api.scim.models import GROUP, PATCH, USER, WORK
from vertel_schema import patterns

Document = dict[str, Any]
NO_CHANGE = {"op": "replace", "value": {}}

_IS_ADDRESS = re.compile(patterns.EMAIL, re.ASCII).fullmatch
_EMAILS = re.compile(r"emails(?:\[(?P<filter>[^\]]*)\])?(?:\.value)?", re.IGNORECASE)
_IS_WORK = re.compile(r'\s*(type\s+eq\s+"work"|primary\s+eq\s+"?true"?)\s*', re.IGNORECASE)


def read_user(document: Document, *, is_new: bool, active: bool = True) -> Document:
    """Return a user as the library reads it.

    :param active: whether they may sign in, when the document does not say.
    """
    document = with_schema(document, USER)
    document = with_one_address(document)
    document = with_one_workplace(document)
    document = with_language(document)
    return with_active(document, active=True if is_new else active)


def read_group(document: Document) -> Document:
    """Return a group as the library reads it."""
    return with_schema(document, GROUP)


def read_patch(document: Document) -> Document:
    """Return the operations of a PATCH as the library reads them."""
    document = with_schema(document, PATCH)
    key = key_of(document, "Operations")
    if key is None:
        return document
    operations = checking.require_operations(document[key])
    read = [without_urn(operation) for operation in operations]
    read = [address_by_type(removal(operation)) for operation in read if not takes_address_away(operation)]
    # A PATCH has at least one operation, also when nothing is left of it.
    return {**document, key: read if read or not operations else [NO_CHANGE]}


def with_schema(document: Document, urn: str) -> Document:
    """Directories name schemas that are not ours or none, and spell ours in another letter case (Okta, OneLogin)."""
    return {name: value for name, value in document.items() if name.lower() != "schemas"} | {"schemas": [urn]}


def with_one_address(document: Document) -> Document:
    """Okta sends a work and a home address, Entra sometimes none: the one at work counts, else what they sign in with.

    An address without a type is at work; where none is at work, the primary or the first one counts.
    """
    key, name = key_of(document, "emails"), key_of(document, "userName")
    found = document[key] if key else None
    if found is not None and not isinstance(found, list):
        return document
    address = pick(found, "value")
    user_name = document.get(name) if name else None
    if address is None and isinstance(user_name, str) and _IS_ADDRESS(user_name.strip()):
        address = user_name
    others = {other: value for other, value in document.items() if other != key}
    return others if address is None else others | {"emails": [{"value": address, "type": WORK}]}


def with_one_workplace(document: Document) -> Document:
    """Of several addresses, in the sense of places, the locality of the one at work counts."""
    key = key_of(document, "addresses")
    if key is None:
        return document
    others = {other: value for other, value in document.items() if other != key}
    locality = pick(document[key], "locality")
    return others if locality is None else others | {"addresses": [{"locality": locality, "type": WORK}]}


def with_language(document: Document) -> Document:
    """Okta has ``locale`` beside ``preferredLanguage``, and of many people only the first."""
    key, locale = key_of(document, "preferredLanguage"), key_of(document, "locale")
    if locale is None or (key is not None and document[key]):
        return document
    others = {other: value for other, value in document.items() if other not in {key, locale}}
    return others | {"preferredLanguage": document[locale]}


def with_active(document: Document, *, active: bool) -> Document:
    """Some directories leave ``active`` out of a PUT: that disables nobody and enables nobody."""
    key = key_of(document, "active")
    if key is not None and document[key] not in (None, ""):
        return document
    return {other: value for other, value in document.items() if other != key} | {"active": active}


def without_urn(operation: Document) -> Document:
    """Some name an attribute of the core schema with its URN: ``urn:...:core:2.0:User:active``."""
    key = key_of(operation, "path")
    path = operation.get(key) if key else None
    if not isinstance(path, str):
        return operation
    for urn in (USER, GROUP):
        if path.lower().startswith(f"{urn}:".lower()):
            return {**operation, str(key): path[len(urn) + 1 :]}
    return operation


def removal(operation: Document) -> Document:
    """Entra names in a ``Remove`` the members to remove; elsewhere, as with a manager, the value means nothing."""
    op, path, value = (operation.get(key_of(operation, name) or "") for name in ("op", "path", "value"))
    if str(op).lower() != "remove" or not isinstance(path, str):
        return operation
    if path.strip().lower() != "members" or value in (None, ""):
        return {"op": "remove", "path": path}
    entries = value if isinstance(value, list) else [value]
    if not entries:
        return NO_CHANGE
    members = [{"value": entry} if isinstance(entry, str) else entry for entry in entries]
    return {"op": "remove", "path": path, "value": members}


def takes_address_away(operation: Document) -> bool:
    """Entra removes an address that became empty; without one nobody could be reached, so the last one stays."""
    op, path, value = (operation.get(key_of(operation, name) or "") for name in ("op", "path", "value"))
    matched = _EMAILS.fullmatch(path.strip()) if isinstance(path, str) else None
    if matched is None:
        return False
    if matched["filter"] is not None and not _IS_WORK.fullmatch(matched["filter"]):
        return True  # an address that is not at work is not kept
    return str(op).lower() == "remove" or value in (None, "", [])


def address_by_type(operation: Document) -> Document:
    """Some ask for ``emails[primary eq true]``, or send several addresses: the only one that is kept is at work."""
    key, value_key = key_of(operation, "path"), key_of(operation, "value")
    path = operation.get(key) if key else None
    value = operation.get(value_key) if value_key else None
    if path is None and isinstance(value, dict):
        return {**operation, str(value_key): _with_address(value)}
    matched = _EMAILS.fullmatch(path.strip()) if isinstance(path, str) else None
    if matched is None:
        return operation
    address = value if isinstance(value, str) else pick(value if isinstance(value, list) else [value], "value")
    if address is None:
        return operation
    return {"op": "replace", "path": "emails", "value": [{"value": address, "type": WORK}]}


def _with_address(value: Document) -> Document:
    read: Document = {}
    for name, given in value.items():
        operation = {"op": "replace", "path": name, "value": given}
        if not _EMAILS.fullmatch(name.strip()):
            read[name] = given
        elif not takes_address_away(operation):
            changed = address_by_type(operation)
            read[changed["path"]] = changed["value"]
    return read


def pick(values: Any, name: str) -> str | None:
    """Return what counts of several values of an attribute: of the one at work, else the primary, else the first."""
    entries = [entry for entry in values if isinstance(entry, dict)] if isinstance(values, list) else []
    found: list[tuple[bool, bool, str]] = []
    for entry in entries:
        lower = {str(key).lower(): value for key, value in entry.items()}
        if isinstance(lower.get(name), str) and lower[name].strip():
            is_work = str(lower.get("type") or WORK).lower() == WORK
            found.append((not is_work, str(lower.get("primary")).lower() != "true", lower[name].strip()))
    return min(found, key=lambda one: one[:2])[2] if found else None


def key_of(document: Document, name: str) -> str | None:
    """Return the key that means a name: letter case does not matter in SCIM."""
    return next((key for key in document if key.lower() == name.lower()), None)
