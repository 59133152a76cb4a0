"""What editors tell each other about a suggestion."""

from vertel_schema.audit import AuditParty
from vertel_schema.base import Request, Response
from vertel_schema.fields import Boolean, DateTime, Id, Items, Line, Object, Text

_TEXT = "What you want to tell; editors read it and nobody else."
_EXAMPLE = "Wacht nog op de foto van de werf."
NOTE_LENGTH = 2000


class NoteRequest(Request):
    """A note to other editors."""

    text = Text(_TEXT, max_length=NOTE_LENGTH, example=_EXAMPLE)


class Note(Response):
    """A note to other editors."""

    id = Id("The note.")
    written_at = DateTime("When it was written.", example="2026-11-23T09:30:00Z")
    by = Object("Who wrote it.", AuditParty)
    mine = Boolean("Whether it is the reader's own, who may delete it.", example=False)
    text = Text(_TEXT, max_length=NOTE_LENGTH, example=_EXAMPLE)


class NotePage(Response):
    """A page of the notes about a suggestion."""

    items = Items("The notes, the newest first.", Object("A note.", Note), max_items=100)
    next_cursor = Line("Send it as `cursor` for the next page; null on the last one.", max_length=500, nullable=True)
