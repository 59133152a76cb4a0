"""Teams: their sizes, other names, and their end."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import Response

from vertel.auth import auditing
from vertel.auth.principal import principal
from vertel.domain import audit
from vertel.domain.audit import AuditAction
from vertel.domain.people import teams
from vertel.domain.people.teams import SizedTeam
from vertel.domain.suggestions import team_audiences
from vertel.domain.voices import questions
from vertel.errors import NotFoundError, refused
from vertel.http import cursors
from vertel.http.context import db
from vertel.http.parsing import Blueprint
from vertel_schema import PageQuery, TeamMergeRequest, TeamPage, TeamPatch
from vertel_schema import SizedTeam as SizedTeamSchema

blueprint = Blueprint("teams", __name__, description="The company's teams, for administrators.")


@blueprint.route("/teams", methods=["GET"])
@blueprint.arguments(PageQuery, location="query")
@blueprint.response(200, TeamPage)
def browse(query: dict[str, Any]) -> dict[str, Any]:
    """List teams with their sizes. Teams are made by naming them in an employee's entry."""
    return cursors.page(teams.page(db(), query["limit"], cursors.decode(query.get("cursor"), 1)))


@blueprint.route("/teams/<uuid:team_id>", methods=["GET"])
@blueprint.response(200, SizedTeamSchema)
def read(team_id: UUID) -> SizedTeam:
    """Read a team with its size."""
    return teams.sized(db(), teams.find(db(), team_id))


@blueprint.route("/teams/<uuid:team_id>", methods=["PATCH"])
@blueprint.arguments(TeamPatch)
@blueprint.response(200, SizedTeamSchema)
def rename(patch: dict[str, Any], team_id: UUID) -> SizedTeam:
    """Rename a team. Its slug stays, so that what was meant for it goes on being so."""
    team = teams.find(db(), team_id, to_change=True)
    changes = audit.changes({"name": team.name}, patch)
    teams.rename(db(), team, patch["name"])
    auditing.record(AuditAction.TEAM_RENAMED, ("team", team.id), changes=changes)
    return teams.sized(db(), team)


@blueprint.route("/teams/<uuid:team_id>/merge", methods=["POST"])
@blueprint.arguments(TeamMergeRequest)
@blueprint.response(200, SizedTeamSchema)
def merge(document: dict[str, Any], team_id: UUID) -> SizedTeam:
    """Make a team part of another, with its people and what was meant for it. Past numbers keep its name."""
    team = teams.find(db(), team_id, to_change=True)
    try:
        into = teams.find(db(), document["into"], to_change=True)
    except NotFoundError as error:
        raise refused("/into", str(error)) from error
    teams.merge(db(), team, into)
    team_audiences.replace(db(), team.slug, into.slug, principal().name)
    questions.replace_team(db(), team.slug, into.slug)
    auditing.record(AuditAction.TEAM_MERGED, ("team", team.id), into=into.name)
    return teams.sized(db(), into)


@blueprint.route("/teams/<uuid:team_id>", methods=["DELETE"])
@blueprint.response(204)
def remove(team_id: UUID) -> Response:
    """Remove a team: its people have none then. Past numbers keep its name.

    Nobody sees what was meant for it alone.
    """
    team = teams.find(db(), team_id, to_change=True)
    teams.remove(db(), team)
    auditing.record(AuditAction.TEAM_REMOVED, ("team", team.id))
    return Response(status=204)
