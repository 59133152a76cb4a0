"""Campaign parameters of a destination: ``{"source": "linkedin"}`` is kept and appended as ``utm_source=linkedin``."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import parse_qsl, quote

from vertel.domain.links import destinations
from vertel.errors import refused
from vertel.translations.active import gettext as _

NAMES = ("source", "medium", "campaign", "term", "content")
PREFIX = "utm_"
LONGEST = 1000

CODE = quote("{code}", safe="")
"""Placeholder in a query for the code of the link, which a careers site gives back when it reports an application."""

Utm = Mapping[str, str]


def as_query(utm: Utm | None) -> str:
    """Return the parameters as a query, in the usual order; empty when there are none."""
    given = utm or {}
    return "&".join(f"{PREFIX}{name}={quote(given[name], safe='')}" for name in NAMES if name in given)


def read(query: str) -> dict[str, str] | None:
    """Return what :func:`as_query` wrote, ``None`` when there is nothing."""
    found = {name.removeprefix(PREFIX): value for name, value in parse_qsl(query)}
    return {name: found[name] for name in NAMES if name in found} or None


def of_link(query: str, code: str, scope: str) -> str:
    """Return the query of one link, with its code where the query asks for that.

    A personal link goes without such parameters: by the code the site could tell whose reader came.
    """
    if CODE not in query:
        return query
    if scope != "personal":
        return query.replace(CODE, code)
    return "&".join(parameter for parameter in query.split("&") if CODE not in parameter)


def check(utm: Utm | None, destination: str | None) -> None:
    """Check that the redirect will append the parameters.

    :raises RefusedError: they or the destination with them are too long.
    """
    query = as_query(utm)
    if len(query) > LONGEST:
        message = _("Expected at most %(most)s characters together, percent-encoded; these are %(number)s.")
        raise refused("/utm", message % {"most": f"{LONGEST:,}", "number": f"{len(query):,}"})
    if destination is None or {*as_given(utm)} <= {*destinations.parameters(destination)}:
        return
    if destinations.with_query(destination, query) == destination:
        message = _("The destination would be longer than %(most)s characters with these. Shorten them.")
        raise refused("/utm", message % {"most": f"{destinations.LONGEST:,}"})


def as_given(utm: Utm | None) -> dict[str, str]:
    """Return name in the query -> value."""
    return {f"{PREFIX}{name}": value for name, value in (utm or {}).items()}
