"""A row of a file before it is checked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from vertel.errors import Fault
from vertel.translations.active import gettext as _


@dataclass(frozen=True)
class RawRow:
    """A document that nobody looked at yet, or the reasons why there is none.

    :ivar number: the line of the file where the row begins; in a JSON array its place from 1.
    :ivar columns: pointer -> CSV column it came from, so that a fault can name what the editor sees.
    :ivar program: the one that wrote the file, where it is known by its columns.
    """

    number: int
    document: Any
    faults: list[Fault] = field(default_factory=list)
    columns: Mapping[str, str] = field(default_factory=dict)
    program: str | None = None

    @property
    def in_cells(self) -> bool:
        """Whether the document comes from a table."""
        return bool(self.columns)

    def with_column(self, pointer: str, message: str) -> str:
        """Return a fault's message with the column that it is about, where that helps."""
        while pointer and pointer not in self.columns:
            pointer = pointer.rpartition("/")[0]
        column = self.columns.get(pointer)
        return _("%(message)s (column %(column)s)") % {"message": message, "column": column} if column else message
