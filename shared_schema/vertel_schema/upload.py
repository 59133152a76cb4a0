"""What became of each row of an upload."""

from vertel_schema.base import Query, Response
from vertel_schema.fields import Boolean, Choice, Code, Id, Integer, Items, Line, Object, Slug
from vertel_schema.problem import Fault
from vertel_schema.suggestion import EditorWarning
from vertel_schema.words import EXISTING, ROW_STATUSES

# A newer reader does without these: a server that is older does not send them.
_CHANGES = Items(
    "The fields that change, or would, in what was there already.",
    Line("A field.", max_length=100, example="title"),
    max_items=100,
    optional=True,
)
_MADE_BY = Line(
    "Whose it is, when it was there already: `editors` who wrote it by hand, the source that uploaded it, or `uploads "
    "without a source`.",
    max_length=100,
    nullable=True,
    optional=True,
    example="job-feed",
)


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
    warnings = Items("What an editor may want to mend.", Object("A warning.", EditorWarning), max_items=500)
    changes = _CHANGES
    made_by = _MADE_BY
    reach = Integer(
        "For how many colleagues it is meant who are there now, rounded down to fives; null for fewer,"
        " and when refused.",
        nullable=True,
        optional=True,
        example=25,
    )


class ImportEnded(Response):
    """A suggestion that was archived, since its source has it no more."""

    id = Id("The suggestion.")
    external_id = Line("Its name in its source.", max_length=200, nullable=True, example="vac-2026-016")
    title = Line("What it is called in the list.", max_length=200, example="Onderhoudsmonteur, Zwolle")


class ImportCounts(Response):
    """How many rows of an upload became what."""

    dry_run = Boolean("Whether nothing was to be stored.", example=False)
    stored = Boolean("Whether the accepted rows are stored now.", example=True)
    created = Integer("How many are new.", example=12)
    updated = Integer("How many were changed.", example=3)
    unchanged = Integer("How many were the same already.", example=85)
    refused = Integer("How many were refused.", example=0)


class ImportResult(ImportCounts):
    """What became of an upload. With `atomic`, one refused row means that no row was stored."""

    rows = Items("The verdict on each row, in the order of the file.", Object("A row.", ImportRow), max_items=100_000)
    ended = Items(
        "What was archived, or would be, since the source has it no more; with `missing`.",
        Object("A suggestion.", ImportEnded),
        max_items=100_000,
        optional=True,
    )


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
    warnings = Items("What an editor may want to mend.", Object("A warning.", EditorWarning), max_items=500)
    changes = _CHANGES
    made_by = _MADE_BY


class LinkImportResult(ImportCounts):
    """What became of an upload of links. With `atomic`, one refused row means that no row was stored."""

    rows = Items(
        "The verdict on each row, in the order of the file.", Object("A row.", LinkImportRow), max_items=100_000
    )


class ImportQuery(Query):
    """How to upload."""

    dry_run = Choice("Answer what would happen; store nothing.", ["true", "false"], default="false")
    atomic = Choice("Store all rows or none.", ["true", "false"], default="false")
    source = Slug(
        "Where the rows come from: `external_id` is the name that they have there, and no other source changes them.",
        optional=True,
        example="job-feed",
    )
    existing = Choice(
        "What becomes of what is there already: `update` changes the fields that nobody edited in Vertel since "
        "the last upload, `keep` leaves it alone, `replace` takes the place of edits as well.",
        EXISTING,
        default="update",
    )
    leave = Line(
        "Fields that stay as they are in what is there already, separated by commas.",
        max_length=300,
        optional=True,
        example="status,captions",
    )


class SuggestionImportQuery(ImportQuery):
    """How to upload suggestions."""

    missing = Choice(
        "What becomes of suggestions of this source that the file has no more: `archive` ends them.",
        ["leave", "archive"],
        default="leave",
    )
