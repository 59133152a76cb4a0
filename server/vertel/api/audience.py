"""Choosing for whom a suggestion is meant."""

from __future__ import annotations

from typing import Any

from vertel.domain.suggestions import audience_choices, suggestions
from vertel.domain.suggestions.audience_choices import Choices
from vertel.domain.suggestions.warnings import about_audience
from vertel.http.context import db, reads_first
from vertel.http.languages import texts_language
from vertel.http.parsing import Blueprint
from vertel_schema import AudienceChoices, AudienceReach, AudienceRequest

blueprint = Blueprint("audience", __name__, description="Choosing for whom a suggestion is meant.")


@blueprint.route("/audience/choices", methods=["GET"])
@blueprint.response(200, AudienceChoices)
def read_choices() -> Choices:
    """List the teams, locations and languages that an audience can be made of."""
    return audience_choices.read(db())


@blueprint.route("/audience/reach", methods=["POST"])
@blueprint.arguments(AudienceRequest)
@blueprint.response(200, AudienceReach)
@reads_first
def count(audience: dict[str, Any]) -> dict[str, Any]:
    """Say for how many colleagues a suggestion with this audience would be. Nothing is stored."""
    expected = suggestions.expectations(db(), texts_language())
    return {"reach": expected.shown_reach(audience), "warnings": about_audience(audience, expected)}
