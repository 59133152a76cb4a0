"""QR codes, read with another library than the one that draws them."""

from __future__ import annotations

import io
import re
from typing import Any
from xml.etree import ElementTree as ET

import pytest
import zxingcpp
from PIL import Image, ImageDraw

from support.world import API, HOST, Headers, World

# A code is drawn of a link's address alone.
pytestmark = pytest.mark.parametrize("config", ["sqlite"], indirect=True)

URL = "https://go.example.com/werkenbij"


@pytest.fixture
def editor(world: World) -> Headers:
    headers = world.key()
    document = {"destination_url": f"https://{HOST}/", "code": "werkenbij"}
    assert world.client.post(f"{API}/links", json=document, headers=headers).status_code == 201
    return headers


def fetch(world: World, editor: Headers, ending: str, query: str = "") -> Any:
    return world.client.get(f"{API}/links/WerkenBij/qr.{ending}?{query}", headers=editor)


def png(answer: Any) -> Image.Image:
    assert answer.status_code == 200, answer.json
    return Image.open(io.BytesIO(answer.data)).convert("L")


def drawn(answer: Any) -> Image.Image:
    """The SVG as pixels: the few forms of path that QR codes are drawn with."""
    assert answer.status_code == 200, answer.json
    root = ET.fromstring(answer.data)  # noqa: S314  our own answer
    assert float(root.get("width")) == float(root.get("height"))
    image = Image.new("L", (round(float(root.get("width"))),) * 2, 255)
    draw = ImageDraw.Draw(image)
    (path,) = [one for one in root.iter("{http://www.w3.org/2000/svg}path") if one.get("stroke")]
    scale = image.width / float(root.get("viewBox").split()[2])
    x = y = 0.0
    for command, first, second in re.findall(r"([Mmh])(-?[\d.]+)(?: (-?[\d.]+))?", path.get("d")):
        if command == "h":
            corner = (x * scale, (y - 0.5) * scale), ((x + float(first)) * scale, (y + 0.5) * scale)
            draw.rectangle(corner, 0)
            x += float(first)
        else:
            x, y = (float(first), float(second)) if command == "M" else (x + float(first), y + float(second))
    return image


def read(image: Image.Image) -> list[str]:
    return [found.text for found in zxingcpp.read_barcodes(image)]


@pytest.mark.parametrize("level", ["L", "M", "Q", "H"])
def test_a_phone_reads_the_link(world: World, editor: Headers, level: str) -> None:
    for query in (f"error_correction={level}", f"error_correction={level}&size=128&quiet_zone=4"):
        assert read(png(fetch(world, editor, "png", query))) == [URL]
        assert read(drawn(fetch(world, editor, "svg", query))) == [URL]


def test_an_image_is_as_large_as_asked_with_its_quiet_zone(world: World, editor: Headers) -> None:
    for size in (128, 500, 2048):
        for quiet_zone in (0, 4, 16):
            image = png(fetch(world, editor, "png", f"size={size}&quiet_zone={quiet_zone}"))
            dark = image.point(lambda value: 255 - value).getbbox()
            module = (dark[2] - dark[0]) // 29
            assert image.size == (size, size)
            assert min(dark[0], dark[1], size - dark[2], size - dark[3]) >= quiet_zone * module
            assert b'width="%d"' % size in fetch(world, editor, "svg", f"size={size}").data


def test_a_code_that_is_dirty_can_still_be_read(world: World, editor: Headers) -> None:
    image = png(fetch(world, editor, "png", "error_correction=H"))
    ImageDraw.Draw(image).rectangle((230, 230, 290, 290), 255)
    assert read(image) == [URL]


@pytest.mark.parametrize("ending", ["svg", "png"])
def test_an_image_is_kept_and_asked_for_again_with_its_etag(world: World, editor: Headers, ending: str) -> None:
    first = fetch(world, editor, ending)
    assert first.mimetype == {"svg": "image/svg+xml", "png": "image/png"}[ending]
    assert "private" in first.headers["Cache-Control"]
    assert f'filename="werkenbij.{ending}"' in first.headers["Content-Disposition"]
    headers = editor | {"If-None-Match": first.headers["ETag"]}
    assert world.client.get(f"{API}/links/werkenbij/qr.{ending}", headers=headers).status_code == 304


def test_an_svg_loads_and_runs_nothing(world: World, editor: Headers) -> None:
    answer = fetch(world, editor, "svg")
    assert not re.search(rb"href|script|style|url\(|<image|\son", answer.data)
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"


@pytest.mark.parametrize(
    ("query", "pointer"),
    [
        ("size=127", "/size"),
        ("size=2049", "/size"),
        ("size=big", "/size"),
        ("quiet_zone=17", "/quiet_zone"),
        ("error_correction=X", "/error_correction"),
        ("colour=red", "/colour"),
    ],
)
def test_what_cannot_be_drawn_is_said(world: World, editor: Headers, query: str, pointer: str) -> None:
    answer = fetch(world, editor, "svg", query)
    assert (answer.status_code, answer.json["errors"][0]["pointer"]) == (422, pointer)


def test_a_long_link_asks_for_room(world: World, editor: Headers) -> None:
    code = "x" * 64
    document = {"destination_url": f"https://{HOST}/", "code": code}
    world.client.post(f"{API}/links", json=document, headers=editor)
    path = f"{API}/links/{code}/qr.png?error_correction=H&quiet_zone=16"
    assert read(png(world.client.get(path, headers=editor))) == [f"https://go.example.com/{code}"]
