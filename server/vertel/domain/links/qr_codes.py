"""QR codes of tracked links, for posters and slides: what a phone reads is the link itself."""

from __future__ import annotations

import io
from dataclasses import dataclass
from functools import lru_cache

import segno

from vertel.errors import refused
from vertel.translations.active import gettext as _


@dataclass(frozen=True)
class Style:
    """How to draw it.

    :ivar size: width and height in pixels.
    :ivar quiet_zone: empty modules around it.
    :ivar error_correction: L, M, Q or H; more where that takes no more room.
    """

    size: int
    quiet_zone: int
    error_correction: str


def svg(url: str, style: Style) -> bytes:
    """Return an SVG image, black on white, with nothing in it that loads or runs."""
    code, _ = _code(url, style)
    drawing = code.svg_inline(border=style.quiet_zone, light="#fff", omitsize=True, svgclass=None, lineclass=None)
    opening = f'<svg xmlns="http://www.w3.org/2000/svg" width="{style.size}" height="{style.size}"'
    return drawing.replace("<svg", opening, 1).encode()


def png(url: str, style: Style) -> bytes:
    """Return a PNG image; what is left over when modules are whole pixels is quiet zone."""
    from PIL import Image  # noqa: PLC0415  2 MB, for what few ask

    code, modules = _code(url, style)
    scale = style.size // modules
    dark = Image.new("1", (len(code.matrix), len(code.matrix)))
    dark.putdata([255 * (not bit) for row in code.matrix for bit in row])
    image = Image.new("1", (style.size, style.size), 255)
    begin = (style.size - scale * dark.width) // 2
    image.paste(dark.resize((scale * dark.width, scale * dark.width), Image.Resampling.NEAREST), (begin, begin))
    out = io.BytesIO()
    image.save(out, "PNG", optimize=True)
    return out.getvalue()


def _code(url: str, style: Style) -> tuple[segno.QRCode, int]:
    """Return the code, and how many modules wide it is with its quiet zone."""
    code = _made(url, style.error_correction)
    modules = len(code.matrix) + 2 * style.quiet_zone
    if modules > style.size:
        raise refused(
            "/size", _("Expected at least %(number)d, a pixel for each module of this code.") % {"number": modules}
        )
    return code, modules


@lru_cache(maxsize=256)
def _made(url: str, error_correction: str) -> segno.QRCode:
    try:
        return segno.make_qr(url, error=error_correction)
    except segno.DataOverflowError as error:
        message = _("This link is too long for so much. Choose a smaller one.")
        raise refused("/error_correction", message) from error
