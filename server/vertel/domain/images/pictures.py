"""Pictures, decoded and encoded anew: only pixels are kept, no metadata and no second file inside the first."""

from __future__ import annotations

import io
import warnings
from typing import NamedTuple

from PIL import Image as Pillow

from vertel.errors import RefusedError, refused
from vertel.translations.active import gettext as _

MEDIA_TYPES = {"PNG": "image/png", "JPEG": "image/jpeg", "WEBP": "image/webp"}
MOST_PIXELS = {"PNG": 10_000_000, "JPEG": 25_000_000, "WEBP": 5_000_000}
"""Decoding as many takes about 100 MB. A JPEG may have more, since it is decoded at the size that is kept."""

LONGEST_SIDE = 2400
"""In pixels. LinkedIn shows nothing larger."""

MOST_BYTES = 2_000_000
"""Of a stored picture. SQLite's write lock is held while it is written, some 4 ms for a million bytes."""

ORIENTATION = 0x0112
TURNS = {
    2: Pillow.Transpose.FLIP_LEFT_RIGHT,
    3: Pillow.Transpose.ROTATE_180,
    4: Pillow.Transpose.FLIP_TOP_BOTTOM,
    5: Pillow.Transpose.TRANSPOSE,
    6: Pillow.Transpose.ROTATE_270,
    7: Pillow.Transpose.TRANSVERSE,
    8: Pillow.Transpose.ROTATE_90,
}
"""Exif orientation -> what makes the picture upright. Pillow's own function writes Exif anew, and stumbles over it."""


class Picture(NamedTuple):
    """A picture that was decoded and encoded anew."""

    media_type: str
    width: int
    height: int
    body: bytes


def prepare(body: bytes) -> Picture:
    """Return an uploaded picture as it is going to be stored. It may take seconds, so no transaction should be open.

    One that is too large is stored as JPEG when it was a PNG without transparency, such as a photo; else it is made
    smaller.

    :raises RefusedError: it is no PNG, JPEG or WebP, is broken, or has too many pixels.
    """
    picture, name = _decode(body)
    encoded = _encode(picture, name)
    if len(encoded) > MOST_BYTES and name == "PNG" and _mode(picture, name) == "RGB":
        name, encoded = "JPEG", _encode(picture, "JPEG")
    while len(encoded) > MOST_BYTES:
        picture.thumbnail((picture.width * 3 // 4, picture.height * 3 // 4))
        encoded = _encode(picture, name)
    return Picture(MEDIA_TYPES[name], picture.width, picture.height, encoded)


def _decode(body: bytes) -> tuple[Pillow.Image, str]:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Pillow.DecompressionBombWarning)
            picture = Pillow.open(io.BytesIO(body), formats=list(MEDIA_TYPES))
            name = picture.format or ""
            _require_reasonable(picture, name)
            turn = TURNS.get(picture.getexif().get(ORIENTATION, 1))
            picture.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))  # for JPEG; does nothing for others
            picture.load()
            # Made smaller before it is turned, so that memory never holds two pictures of full size.
            picture.thumbnail((LONGEST_SIDE, LONGEST_SIDE), reducing_gap=None)
            return (picture.transpose(turn) if turn is not None else picture), name
    except RefusedError:
        raise
    except (Pillow.DecompressionBombWarning, Pillow.DecompressionBombError) as error:
        raise refused("", _("Expected far fewer pixels.")) from error
    except Exception as error:  # decoders raise all kinds of errors for a broken file
        raise refused("", _("Expected a PNG, JPEG or WebP image that is whole.")) from error


def _require_reasonable(picture: Pillow.Image, name: str) -> None:
    most = MOST_PIXELS[name]
    if picture.width * picture.height > most:
        raise refused(
            "",
            _("Expected at most %(most)d million pixels in a %(kind)s. Make it smaller.")
            % {"most": most // 1_000_000, "kind": name},
        )


def _encode(picture: Pillow.Image, name: str) -> bytes:
    mode = _mode(picture, name)
    clean = Pillow.new(mode, picture.size)
    clean.paste(picture.convert(mode))
    out = io.BytesIO()
    clean.save(out, name, quality=88, optimize=True)
    return out.getvalue()


def _mode(picture: Pillow.Image, name: str) -> str:
    return "RGB" if name == "JPEG" or picture.mode not in {"RGBA", "LA", "PA", "P"} else "RGBA"
