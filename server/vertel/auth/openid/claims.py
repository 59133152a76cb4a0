"""From the claims of a token to what the settings make of them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from marshmallow import ValidationError

from vertel.config import Config
from vertel.domain.people.identities import Account
from vertel_schema import EmployeeRequest

ELSEWHERE = "_claim_names"
"""Where a provider names claims that were too long for the token (OpenID Connect Core, section 5.6.2)."""

_FIELDS = EmployeeRequest().load_fields


def is_complete(claims: Mapping[str, Any], config: Config) -> bool:
    """Return whether claims hold all that the settings make use of."""
    number = config.oidc_external_id_claim
    wanted = {number, config.oidc_role_claim, config.oidc_team_claim} - {None}
    if config.oidc_create or number not in claims:  # who is known by a number needs no address
        wanted |= {"email", "name"} | (set() if config.oidc_trust_email else {"email_verified"})
    return wanted <= claims.keys()


def account(claims: Mapping[str, Any], config: Config) -> Account:
    """Return what verified claims say of somebody. What does not fit into an ``EmployeeRequest`` was not said."""
    email = _field("email", claims.get("email"))
    trusted = config.oidc_trust_email or claims.get("email_verified") is True
    return Account(
        issuer=claims["iss"],
        subject=claims["sub"],
        external_id=_field("external_id", _one(claims, config.oidc_external_id_claim)),
        email=email.lower() if email and trusted else None,
        name=_field("name", claims.get("name")) or email,
        role=_role(claims, config),
        team=_field("team", _one(claims, config.oidc_team_claim)),
    )


def _field(name: str, value: Any) -> str | None:
    try:
        loaded = _FIELDS[name].deserialize(value.strip() if isinstance(value, str) else value)
    except ValidationError:
        return None
    return loaded if isinstance(loaded, str) else None


def _one(claims: Mapping[str, Any], name: str | None) -> Any:
    """Return the value of a claim; None when it has several, of which none is the one."""
    value = claims.get(name) if name else None
    if isinstance(value, list):
        return value[0] if len(value) == 1 else None
    return value


def _role(claims: Mapping[str, Any], config: Config) -> str | None:
    """Return the highest role that a claim gives; None when the claim has no say."""
    name = config.oidc_role_claim
    elsewhere = claims.get(ELSEWHERE)
    if name is None or (isinstance(elsewhere, dict) and name in elsewhere and name not in claims):
        return None
    value = claims.get(name)
    values = {each for each in (value if isinstance(value, list) else [value]) if isinstance(each, str)}
    if values & set(config.oidc_admins):
        return "admin"
    return "editor" if values & set(config.oidc_editors) else "employee"
