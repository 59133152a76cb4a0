"""Images: decoded and encoded anew, so that only pixels are kept; no metadata, no second file inside the first."""

from __future__ import annotations

import io
import warnings
from uuid import UUID

from PIL import Image as Pillow
from PIL import ImageOps, UnidentifiedImageError
from sqlalchemy.orm import Session, undefer

from vertel.errors import NotFoundError, refused
from vertel.models import Image

MEDIA_TYPES = {"PNG": "image/png", "JPEG": "image/jpeg", "WEBP": "image/webp"}
MOST_PIXELS = 40_000_000
LONGEST_SIDE = 2400
"""LinkedIn shows nothing larger."""


def store(session: Session, body: bytes) -> Image:
    """Store an image, or refuse what is not a PNG, JPEG or WebP of reasonable size."""
    picture, name = _decode(body)
    picture.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    image = Image(media_type=MEDIA_TYPES[name], width=picture.width, height=picture.height, body=_encode(picture, name))
    session.add(image)
    session.flush()
    return image


def find(session: Session, image_id: UUID) -> Image:
    """Return an image with its body."""
    found = session.get(Image, image_id, options=[undefer(Image.body)])
    if found is None:
        raise NotFoundError("There is no image with this id.")
    return found


def _decode(body: bytes) -> tuple[Pillow.Image, str]:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Pillow.DecompressionBombWarning)
            picture = Pillow.open(io.BytesIO(body), formats=list(MEDIA_TYPES))
            name = picture.format or ""
            if picture.width * picture.height > MOST_PIXELS:
                raise refused("", f"Expected at most {MOST_PIXELS // 1_000_000} million pixels.")
            upright = ImageOps.exif_transpose(picture)
            upright.load()
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, Pillow.DecompressionBombError) as error:
        raise refused("", "Expected a PNG, JPEG or WebP image that is whole.") from error
    except Pillow.DecompressionBombWarning as error:
        raise refused("", f"Expected at most {MOST_PIXELS // 1_000_000} million pixels.") from error
    return upright, name


def _encode(picture: Pillow.Image, name: str) -> bytes:
    mode = "RGB" if name == "JPEG" or picture.mode not in {"RGBA", "LA", "PA", "P"} else "RGBA"
    clean = Pillow.new(mode, picture.size)
    clean.paste(picture.convert(mode))
    out = io.BytesIO()
    clean.save(out, name, quality=88, optimize=True)
    return out.getvalue()
