"""Images are taken as pixels only."""

from __future__ import annotations

import io
import struct
import zlib

import pytest
from PIL import Image

from support.world import API, World


def picture(kind: str, size: tuple[int, int] = (40, 20), mode: str = "RGB", **options: object) -> bytes:
    out = io.BytesIO()
    Image.new(mode, size, 128).save(out, kind, **options)
    return out.getvalue()


def upload(world: World, body: bytes, media_type: str = "image/png") -> object:
    return world.client.post(f"{API}/images", data=body, content_type=media_type, headers=world.key())


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
@pytest.mark.parametrize("mode", ["RGB", "L", "P", "RGBA"])
def test_an_image_is_stored_and_fetched(world: World, kind: str, mode: str) -> None:
    if kind == "JPEG" and mode in {"P", "RGBA"}:
        mode = "CMYK"
    answer = upload(world, picture(kind, mode=mode), f"image/{kind.lower()}")
    assert answer.status_code == 201, answer.json
    assert (answer.json["width"], answer.json["height"]) == (40, 20)
    path = answer.json["url"].removeprefix("https://vertel.example.com")
    fetched = world.client.get(path, headers=world.sign_in())
    assert fetched.status_code == 200
    assert fetched.content_type == f"image/{kind.lower()}"
    assert Image.open(io.BytesIO(fetched.data)).size == (40, 20)
    assert world.client.get(path).status_code == 401


def test_metadata_and_anything_behind_the_pixels_is_dropped(world: World) -> None:
    exif = Image.Exif()
    exif[0x010E] = "52.0907N 5.1214E secret place"
    body = picture("JPEG", exif=exif) + b"PK\x03\x04 a second file"
    answer = upload(world, body, "image/jpeg")
    fetched = world.client.get(answer.json["url"].removeprefix("https://vertel.example.com"), headers=world.key())
    assert b"secret place" not in fetched.data
    assert b"second file" not in fetched.data


def test_a_large_image_is_made_smaller(world: World) -> None:
    answer = upload(world, picture("PNG", (4800, 100)))
    assert (answer.json["width"], answer.json["height"]) == (2400, 50)


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_picture_taken_sideways_is_turned_upright(world: World, orientation: int) -> None:
    exif = Image.Exif()
    exif[0x0112] = orientation
    answer = upload(world, picture("JPEG", exif=exif), "image/jpeg")
    upright = (40, 20) if orientation < 5 else (20, 40)
    assert (answer.json["width"], answer.json["height"]) == upright


def test_broken_metadata_is_no_fault_of_the_server(world: World) -> None:
    # Orientation 6, and a place whose version is text where bytes belong.
    entries = struct.pack(">HHIHH", 0x0112, 3, 1, 6, 0) + struct.pack(">HHII", 0x8825, 4, 1, 38)
    place = struct.pack(">HHHI4sI", 1, 0, 2, 2, b"N", 0)
    exif = b"Exif\0\0MM\0*" + struct.pack(">IH", 8, 2) + entries + struct.pack(">I", 0) + place
    assert upload(world, picture("JPEG", exif=exif), "image/jpeg").status_code == 201


@pytest.mark.parametrize(
    ("kind", "size"), [("PNG", (4000, 2501)), ("WEBP", (2500, 2001)), ("JPEG", (5001, 5000))], ids=str
)
def test_more_pixels_than_memory_allows_are_refused_and_it_says_how_many(
    world: World, kind: str, size: tuple[int, int]
) -> None:
    answer = upload(world, picture(kind, size, "L" if kind == "JPEG" else "RGB"), f"image/{kind.lower()}")
    assert answer.status_code == 422
    assert "million pixels" in answer.json["errors"][0]["message"]


def bomb() -> bytes:
    """A PNG that says it is 60,000 by 60,000 pixels."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    header = struct.pack(">IIBBBBB", 60000, 60000, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"\0" * 100)) + chunk(b"IEND", b"")
    )


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        b"GIF89a" + b"\0" * 20,
        bomb(),
        picture("PNG")[:60],
        b"\x89PNG",
    ],
)
def test_what_is_no_image_of_reasonable_size_is_refused(world: World, body: bytes) -> None:
    assert upload(world, body).status_code == 422


def test_other_media_types_are_refused(world: World) -> None:
    assert upload(world, b"<svg/>", "image/svg+xml").status_code == 415
