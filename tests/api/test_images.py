"""Images are taken as pixels only."""

from __future__ import annotations

import io
import random
import struct
import zlib
from datetime import timedelta

import pytest
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from support.voices import photo, sends
from support.world import API, World
from vertel.clock import now
from vertel.domain.images import employee_photos, pictures
from vertel.domain.privacy import retention

on_one_database = pytest.mark.parametrize("config", ["sqlite"], indirect=True)
"""For what happens before any database is asked."""


def picture(kind: str, size: tuple[int, int] = (40, 20), mode: str = "RGB", **options: object) -> bytes:
    out = io.BytesIO()
    Image.new(mode, size, 128).save(out, kind, **options)
    return out.getvalue()


def upload(world: World, body: bytes, media_type: str = "image/png") -> object:
    return world.client.post(f"{API}/images", data=body, content_type=media_type, headers=world.key())


def fetch(world: World, uploaded: object) -> object:
    path = uploaded.json["url"].removeprefix("https://vertel.example.com")
    return world.client.get(path, headers=world.key())


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


@on_one_database
def test_a_large_image_is_made_smaller(world: World) -> None:
    answer = upload(world, picture("PNG", (4800, 100)))
    assert (answer.json["width"], answer.json["height"]) == (2400, 50)


@on_one_database
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


@on_one_database
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


@on_one_database
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


def animation(kind: str) -> bytes:
    """Three pictures, one after the other."""
    frames = [Image.new("RGB", (40, 20), (shade, 0, 0)) for shade in (10, 120, 240)]
    out = io.BytesIO()
    frames[0].save(out, kind, save_all=True, append_images=frames[1:], duration=50)
    return out.getvalue()


@on_one_database
@pytest.mark.parametrize("kind", ["PNG", "WEBP"])
def test_of_an_animation_one_picture_is_kept(world: World, kind: str) -> None:
    assert Image.open(io.BytesIO(animation(kind))).n_frames == 3

    answer = upload(world, animation(kind), f"image/{kind.lower()}")

    kept = Image.open(io.BytesIO(fetch(world, answer).data))
    assert (getattr(kept, "n_frames", 1), kept.size) == (1, (40, 20))


def test_an_animated_gif_is_refused(world: World) -> None:
    assert upload(world, animation("GIF")).status_code == 422


def where_it_was_taken() -> Image.Exif:
    exif = Image.Exif()
    place = exif.get_ifd(0x8825)
    place[1], place[2], place[3], place[4] = "N", (52.0, 5.0, 26.65), "E", (5.0, 7.0, 17.0)
    exif[0x010F] = "Secret Camera"
    return exif


@on_one_database
@pytest.mark.parametrize("kind", ["JPEG", "WEBP", "PNG"])
def test_no_metadata_is_kept_of_any_sort(world: World, kind: str) -> None:
    """Exif with the place, an XMP packet, a colour profile, a comment, text."""
    options: dict[str, object] = {"exif": where_it_was_taken(), "icc_profile": b"Secret profile"}
    if kind == "PNG":
        options["pnginfo"] = PngInfo()
        options["pnginfo"].add_text("Author", "Secret Noor")  # type: ignore[attr-defined]
        options["pnginfo"].add_itxt("XML:com.adobe.xmp", "<x>Secret</x>")  # type: ignore[attr-defined]
    else:
        options["xmp"] = b"<x:xmpmeta>Secret place</x:xmpmeta>"
    if kind == "JPEG":
        options["comment"] = b"Secret comment"
    body = picture(kind, **options)
    assert b"Secret" in body

    kept = fetch(world, upload(world, body, f"image/{kind.lower()}"))

    assert b"Secret" not in kept.data
    found = Image.open(io.BytesIO(kept.data))
    assert not dict(found.getexif())
    assert not {"exif", "icc_profile", "xmp", "comment", "Author", "XML:com.adobe.xmp"} & set(found.info)


@pytest.mark.parametrize("media_type", ["image/png", "image/jpeg"])
def test_a_file_is_what_its_bytes_say_whatever_it_is_called(world: World, media_type: str) -> None:
    answer = upload(world, picture("WEBP"), media_type)

    assert (answer.status_code, fetch(world, answer).content_type) == (201, "image/webp")


@on_one_database
@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_nothing_of_a_second_file_inside_the_first_is_kept(world: World, kind: str) -> None:
    media_type = f"image/{kind.lower()}"
    for payload in (b"<script>alert(1)</script>", b"%PDF-1.7", b"PK\x03\x04", b"GIF89a/*"):
        kept = fetch(world, upload(world, picture(kind) + payload, media_type))

        assert payload not in kept.data
        assert kept.headers["X-Content-Type-Options"] == "nosniff"
        assert "sandbox" in kept.headers["Content-Security-Policy"]
        assert upload(world, payload + picture(kind), media_type).status_code == 422


@on_one_database
@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_a_part_of_a_picture_is_refused(world: World, kind: str) -> None:
    whole = noise(kind)

    for part in (0.3, 0.6, 0.9):
        assert upload(world, whole[: int(len(whole) * part)], f"image/{kind.lower()}").status_code == 422


def noise(kind: str) -> bytes:
    """A picture that does not compress, so that half of the file is half of the picture."""
    out = io.BytesIO()
    Image.effect_noise((64, 64), 90).convert("RGB").save(out, kind)
    return out.getvalue()


def text_bomb() -> bytes:
    """A small PNG with a text of 20 MB, compressed into 20 kB."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    body = picture("PNG")
    text = chunk(b"zTXt", b"Comment\0\0" + zlib.compress(b"a" * 20_000_000, 9))
    return body[:33] + text + body[33:]


@on_one_database
def test_a_text_that_unfolds_to_20_megabytes_does_no_harm(world: World) -> None:
    answer = upload(world, text_bomb())

    assert answer.status_code in {201, 422}
    if answer.status_code == 201:
        assert len(fetch(world, answer).data) < 1000


@on_one_database
def test_no_upload_makes_the_server_fail(world: World) -> None:
    """Pictures with a few bytes changed at random: taken or refused, never a fault."""
    chance = random.Random(2026)  # noqa: S311  the same each time
    statuses = set()
    for kind in ("PNG", "JPEG", "WEBP"):
        whole = noise(kind)
        for _ in range(15):
            broken = bytearray(whole)
            for _ in range(chance.randint(1, 8)):
                broken[chance.randrange(len(broken))] = chance.randrange(256)
            statuses.add(upload(world, bytes(broken), f"image/{kind.lower()}").status_code)
    assert statuses <= {201, 422}


def test_a_photo_of_an_idea_is_its_sender_s_and_the_editors_until_it_is_in_a_suggestion(world: World) -> None:
    me, colleague, editor = world.sign_in(), world.sign_in(), world.sign_in(role="editor")
    image = photo(world, me)
    idea = sends(world, me, images=[{"id": image["id"]}])
    path = f"{API}/images/{image['id']}"

    def readers() -> list[int]:
        who = (me, editor, world.key(), colleague, world.key("reader"))
        return [world.client.get(path, headers=each).status_code for each in who]

    assert readers() == [200, 200, 200, 404, 404]
    made = world.client.post(f"{API}/ideas/{idea['id']}/adopt", headers=world.key()).json["suggestion_id"]
    assert readers() == [200, 200, 200, 404, 404]
    draft = world.client.get(f"{API}/suggestions/{made}", headers=world.key())
    with_tag = world.key() | {"If-Match": draft.headers["ETag"]}
    world.client.patch(f"{API}/suggestions/{made}", json={"status": "published"}, headers=with_tag)
    assert readers() == [200, 200, 200, 200, 200]


def test_a_photo_that_was_sent_nowhere_is_forgotten_and_there_is_room_for_a_few(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(employee_photos, "MOST_WAITING", 2)
    me = world.sign_in()
    forgotten, kept = photo(world, me)["id"], photo(world, me)["id"]
    body = {"data": picture("PNG"), "content_type": "image/png", "headers": me}
    assert world.client.post(f"{API}/images", **body).status_code == 409

    sends(world, me, images=[{"id": kept}])
    assert world.client.post(f"{API}/images", **body).status_code == 201
    of_a_program = photo(world, world.key())["id"]
    retention.tidy(world.engine, 0, now() + timedelta(days=4))

    statuses = [
        world.client.get(f"{API}/images/{each}", headers=me).status_code for each in (forgotten, kept, of_a_program)
    ]
    assert statuses == [404, 200, 200]


def test_other_media_types_are_refused(world: World) -> None:
    assert upload(world, b"<svg/>", "image/svg+xml").status_code == 415


@pytest.mark.parametrize(
    ("kind", "mode", "stored"), [("PNG", "RGB", "JPEG"), ("PNG", "RGBA", "PNG"), ("JPEG", "RGB", "JPEG")]
)
def test_a_picture_that_would_take_long_to_write_is_made_smaller(
    world: World, monkeypatch: pytest.MonkeyPatch, kind: str, mode: str, stored: str
) -> None:
    monkeypatch.setattr(pictures, "MOST_BYTES", 30_000)
    size, out = (200, 160), io.BytesIO()
    noise = random.Random(2026).randbytes(size[0] * size[1] * len(mode))  # noqa: S311  the same on every run
    Image.frombytes(mode, size, noise).save(out, kind)
    answer = upload(world, out.getvalue(), f"image/{kind.lower()}")
    fetched = fetch(world, answer)
    assert fetched.content_type == f"image/{stored.lower()}"
    assert len(fetched.data) <= 30_000
    found = Image.open(io.BytesIO(fetched.data))
    assert found.size == (answer.json["width"], answer.json["height"])
    assert found.width / found.height == pytest.approx(200 / 160, rel=0.05)
