"""From bytes to text: UTF-8, with or without byte order marks. What is no such text is called by its name.

All readers of files come here, so that a file which is none gets the same reason from each.
"""

from __future__ import annotations

import io
import re
from typing import IO

from vertel.errors import RefusedError, refused
from vertel.translations import N_
from vertel.translations.active import gettext as _

SAVE_AS = N_("Save it as UTF-8 (in a spreadsheet: 'CSV UTF-8') and upload it again.")
NOT_UTF8 = N_(
    "This is not UTF-8. Save it as UTF-8 (in a spreadsheet: 'CSV UTF-8') and upload it again. A spreadsheet's plain "
    "'CSV' is written in the computer's own letters."
)
SAMPLE = 4096
"""Bytes at the beginning of a file that are looked at."""

MARKS = "\ufeff"
_MARK_AS_LETTERS = "\u00ef\u00bb\u00bf"
"""A byte order mark that a program took for letters of Windows-1252, and wrote as such."""

_NOT_DECODED = re.compile("[\udc80-\udcff]")
"""What ``surrogateescape`` makes of bytes that are not UTF-8."""

_KINDS = (
    (rb"\xff\xfe\0\0|\0\0\xfe\xff", N_("This is UTF-32, not UTF-8.")),
    (rb"\xff\xfe|\xfe\xff", N_("This is UTF-16, not UTF-8; Excel's 'Unicode Text' and older PowerShell write it.")),
    (rb"PK\x03\x04.*(?:xl/|worksheets)", N_("This is an Excel workbook (.xlsx), not text in UTF-8.")),
    (rb"PK\x03\x04.*opendocument", N_("This is a LibreOffice document (.ods), not text in UTF-8.")),
    (rb"PK\x03\x04.*Index/", N_("This is a Numbers document, not text in UTF-8.")),
    (rb"PK\x03\x04|PK\x05\x06", N_("This is a zip archive, not text in UTF-8. Unpack it first.")),
    (rb"\xd0\xcf\x11\xe0", N_("This is an older Excel workbook (.xls), not text in UTF-8.")),
    (
        rb"\x1f\x8b|BZh|\xfd7zXZ|\x28\xb5\x2f\xfd|7z\xbc\xaf|Rar!",
        N_("This is a compressed file, not text in UTF-8. Unpack it first."),
    ),
    (rb"%PDF", N_("This is a PDF, not a table of text in UTF-8.")),
    (rb"\{\\rtf", N_("This is a text document (RTF), not a table of text in UTF-8.")),
    (rb"PAR1|SQLite format 3|\x89PNG|\xff\xd8\xff|GIF8", N_("This is not a table of text in UTF-8.")),
    (
        rb"(?:\xef\xbb\xbf)?\s*<(?:!doctype|html|\?xml|table|meta|workbook|\w+[\s>])",
        N_("This is a web page or XML, not a table of text in UTF-8. Some programs call that .xls or .csv."),
    ),
)
_PATTERNS = tuple((re.compile(pattern, re.DOTALL | re.IGNORECASE), message) for pattern, message in _KINDS)


def text_of(stream: IO[bytes]) -> io.TextIOWrapper:
    """Return a file as text, line ends as they are; bytes that are not UTF-8 are marked for :func:`is_decoded`.

    The caller gives it to :func:`release`, so that the file stays open.
    Raises :class:`RefusedError` for what is no text in UTF-8.
    """
    start = stream.tell()
    sample = stream.read(SAMPLE)
    stream.seek(start)
    for pattern, message in _PATTERNS:
        if pattern.match(sample):
            raise refused("", f"{_(message)} {_(SAVE_AS)}")
    if sample.count(b"\0") * 4 > len(sample):
        message = _("This looks like UTF-16, not UTF-8.")
        raise refused("", f"{message} {_(SAVE_AS)}")
    return io.TextIOWrapper(stream, encoding="utf-8", errors="surrogateescape", newline="")


def release(text: io.TextIOWrapper) -> None:
    """Have a text close its file no more: that may be read once more. It may be closed already."""
    if not text.closed:
        text.detach()


def without_marks(text: str) -> str:
    """Return the beginning of a file, or of a line, without byte order marks."""
    return text.lstrip(MARKS).removeprefix(_MARK_AS_LETTERS)


def is_decoded(text: str) -> bool:
    """Return whether all of a text was UTF-8 in the file."""
    return text.isascii() or not _NOT_DECODED.search(text)


def not_utf8(row: int) -> RefusedError:
    """Return the error for a file that cannot be read because of a line."""
    message = _(NOT_UTF8)
    return refused("", _("Row %(row)d: %(message)s") % {"row": row, "message": f"{message[0].lower()}{message[1:]}"})
