"""What became of each row of an upload."""

from vertel_schema.base import Query, Response
from vertel_schema.fields import Boolean, Choice, Code, Id, Integer, Items, Line, Object
from vertel_schema.problem import Fault
from vertel_schema.suggestion import Warning as SuggestionWarning
from vertel_schema.words import ROW_STATUSES


class ImportRow(Response):
    """What became of one row."""

    row = Integer(
        "The line of the file where the row begins, a CSV's header being line 1; in a JSON array, its place from 1.",
        minimum=1,
        example=2,
    )
    external_id = Line(
        "The row's own name, where it has a readable one.",
        max_length=200,
        nullable=True,
        example="vac-2026-017",
    )
    status = Choice("What was done, or would be done in a dry run.", ROW_STATUSES, example="created")
    id = Id("The suggestion; null when refused, and for a new one in a dry run.", nullable=True)
    errors = Items("Why it was refused; empty otherwise.", Object("A fault.", Fault), max_items=1000)
    warnings = Items("What an editor may want to mend.", Object("A warning.", SuggestionWarning), max_items=500)


class ImportResult(Response):
    """What became of an upload. With `atomic`, one refused row means that no row was stored."""

    dry_run = Boolean("Whether nothing was to be stored.", example=False)
    stored = Boolean("Whether the accepted rows are stored now.", example=True)
    created = Integer("How many are new.", example=12)
    updated = Integer("How many were changed.", example=3)
    unchanged = Integer("How many were the same already.", example=85)
    refused = Integer("How many were refused.", example=0)
    rows = Items("The verdict on each row, in the order of the file.", Object("A row.", ImportRow), max_items=100_000)


class LinkImportRow(Response):
    """What became of one row of an upload of links."""

    row = Integer(
        "The line of the file where the row begins, a CSV's header being line 1; in a JSON array, its place from 1.",
        minimum=1,
        example=2,
    )
    external_id = Line(
        "The row's own name, where it has a readable one.", max_length=200, nullable=True, example="poster-2026-03"
    )
    code = Code(
        "The link; null when refused, and for one that would be drawn in a dry run.", nullable=True, example="open-dag"
    )
    status = Choice("What was done, or would be done in a dry run.", ROW_STATUSES, example="created")
    errors = Items("Why it was refused; empty otherwise.", Object("A fault.", Fault), max_items=1000)
    warnings = Items("What an editor may want to mend.", Object("A warning.", SuggestionWarning), max_items=500)


class LinkImportResult(ImportResult):
    """What became of an upload of links. With `atomic`, one refused row means that no row was stored."""

    rows = Items(
        "The verdict on each row, in the order of the file.", Object("A row.", LinkImportRow), max_items=100_000
    )


class ImportQuery(Query):
    """How to upload."""

    dry_run = Choice("Answer what would happen; store nothing.", ["true", "false"], default="false")
    atomic = Choice("Store all rows or none.", ["true", "false"], default="false")
