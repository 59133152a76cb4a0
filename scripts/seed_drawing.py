"""The pencil, the palette and the figures that the demo company's pictures are drawn with.

Everything is drawn four times too large and then made smaller, which gives the edges their smoothness.
"""

from __future__ import annotations

from pathlib import Path

from PIL import Image, ImageDraw

WIDTH, HEIGHT, SCALE = 1200, 627, 4
"""The size of a link preview on LinkedIn, and how much larger the drawing is made."""

Point = tuple[float, float]

CREAM, SAND, DUNE, OAK = "#f6eedf", "#e6d5b8", "#cdb892", "#bd8c60"
CLAY, BRICK, PLUM = "#c98f68", "#a85a42", "#8b6f86"
MIST, SKY, WATER, RIPPLE, DEEP = "#e3ece6", "#d3e3df", "#8fb9b5", "#b3d1cc", "#6a9f9d"
FIELD, LEAF, MOSS, PINE = "#bfd3bd", "#a9c4a0", "#7fa67f", "#1b6b4f"
AMBER, HONEY, RUST, GLOW = "#e39a4f", "#cf8a43", "#c77632", "#f8e3a6"
STEEL, SLATE, INK, NIGHT = "#b9c7c9", "#4f6b78", "#26404c", "#1a2d36"
FAIR, TAN, OLIVE, BROWN = "#f0c8a4", "#d9a273", "#b97f56", "#8d5b3f"


class Sheet:
    """A drawing surface that is measured in pixels of the finished picture."""

    def __init__(self, background: str) -> None:
        self.image = Image.new("RGB", (WIDTH * SCALE, HEIGHT * SCALE), background)
        self.pen = ImageDraw.Draw(self.image)

    def shape(self, points: list[Point], colour: str) -> None:
        """Fill a polygon."""
        self.pen.polygon([(x * SCALE, y * SCALE) for x, y in points], fill=colour)

    def box(self, x: float, y: float, width: float, height: float, colour: str, radius: float = 0) -> None:
        """Fill a rectangle, with round corners when asked."""
        corners = (x * SCALE, y * SCALE, (x + width) * SCALE, (y + height) * SCALE)
        self.pen.rounded_rectangle(corners, radius * SCALE, fill=colour)

    def oval(self, x: float, y: float, across: float, down: float, colour: str) -> None:
        """Fill an oval around a centre; ``across`` and ``down`` are half its width and height."""
        self.pen.ellipse(_around(x, y, across, down), fill=colour)

    def dome(self, x: float, y: float, across: float, down: float, colour: str) -> None:
        """Fill the upper half of an oval: a helmet, a head of hair, a lampshade."""
        self.pen.pieslice(_around(x, y, across, down), 180, 360, fill=colour)

    def bowl(self, x: float, y: float, across: float, down: float, colour: str) -> None:
        """Fill the lower half of an oval."""
        self.pen.pieslice(_around(x, y, across, down), 0, 180, fill=colour)

    def stroke(self, points: list[Point], width: float, colour: str) -> None:
        """Draw a bent line with round ends, such as an arm or a pipe: a row of dots, close enough to be one."""
        half = width * SCALE / 2
        for x, y in _path(points):
            self.pen.ellipse((x - half, y - half, x + half, y + half), fill=colour)

    def save(self, path: Path) -> None:
        """Shrink the drawing to its real size and write it with few enough colours to stay light."""
        small = self.image.resize((WIDTH, HEIGHT), Image.Resampling.LANCZOS)
        few = small.quantize(200, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
        few.save(path, optimize=True)


def _around(x: float, y: float, across: float, down: float) -> tuple[float, float, float, float]:
    return ((x - across) * SCALE, (y - down) * SCALE, (x + across) * SCALE, (y + down) * SCALE)


def _path(points: list[Point], steps: int = 240) -> list[Point]:
    """Return dots along a straight line (two points) or a quadratic curve (three)."""
    start, bend, end = (points[0], points[1], points[-1]) if len(points) == 3 else (points[0], None, points[1])
    if bend is None:
        bend = ((start[0] + end[0]) / 2, (start[1] + end[1]) / 2)
    dots = []
    for step in range(steps + 1):
        t = step / steps
        first, middle, last = (1 - t) ** 2, 2 * t * (1 - t), t * t
        dots.append(
            (
                (first * start[0] + middle * bend[0] + last * end[0]) * SCALE,
                (first * start[1] + middle * bend[1] + last * end[1]) * SCALE,
            )
        )
    return dots


def sun(sheet: Sheet, x: float, y: float, sky: tuple[str, str]) -> None:
    """Draw a low sun with two rings of light in the colours given, the outer one first."""
    sheet.oval(x, y, 104, 104, sky[0])
    sheet.oval(x, y, 74, 74, sky[1])
    sheet.oval(x, y, 46, 46, "#faf0cf")


def tree(sheet: Sheet, x: float, foot: float, height: float) -> None:
    """Draw a poplar on its foot."""
    sheet.box(x - 2, foot - height * 0.3, 4, height * 0.3, OAK)
    sheet.oval(x, foot - height * 0.6, 6 + height * 0.1, height * 0.44, MOSS)


def head(sheet: Sheet, x: float, y: float, skin: str, size: float = 1) -> None:
    """Draw a head on its neck, without a face: it could be anyone."""
    sheet.stroke([(x, y + 12 * size), (x, y + 34 * size)], 20 * size, skin)
    sheet.oval(x, y, 23 * size, 27 * size, skin)


def helmet(sheet: Sheet, x: float, y: float, colour: str) -> None:
    """Put a helmet on a head; ``y`` is the height of the head."""
    sheet.dome(x, y - 8, 30, 32, colour)
    sheet.box(x - 36, y - 13, 72, 9, colour, 4)
    sheet.box(x - 5, y - 42, 10, 27, SAND, 4)


def jacket(sheet: Sheet, x: float, y: float) -> None:
    """Draw a work jacket with its reflecting bands; ``y`` is the height of the shoulders."""
    sheet.shape([(x - 37, y + 22), (x + 37, y + 22), (x + 33, y + 128), (x - 33, y + 128)], AMBER)
    sheet.box(x - 38, y, 76, 46, AMBER, 21)
    sheet.box(x - 35, y + 66, 70, 10, GLOW)
    sheet.box(x - 34, y + 90, 68, 10, GLOW)


def standing(sheet: Sheet, x: float, y: float, skin: str, hat: str) -> None:
    """Draw a mechanic on their feet, still without arms; ``y`` is the ground."""
    sheet.oval(x, y + 2, 58, 8, DUNE)
    for side in (-17, 17):
        sheet.box(x + side - 15, y - 130, 30, 124, INK, 6)
        sheet.box(x + side - 17, y - 14, 38, 16, NIGHT, 7)
    jacket(sheet, x, y - 244)
    head(sheet, x, y - 278, skin)
    helmet(sheet, x, y - 282, hat)


def kneeling(sheet: Sheet, x: float, y: float, skin: str, hat: str) -> None:
    """Draw a mechanic on one knee who holds a wrench out to the right."""
    sheet.oval(x - 10, y + 2, 96, 8, DUNE)
    sheet.stroke([(x - 14, y - 62), (x - 26, y - 18)], 31, INK)
    sheet.stroke([(x - 26, y - 16), (x - 74, y - 14)], 28, INK)
    sheet.box(x - 98, y - 30, 24, 32, NIGHT, 8)
    sheet.stroke([(x + 6, y - 62), (x + 56, y - 66)], 31, INK)
    sheet.stroke([(x + 56, y - 64), (x + 54, y - 18)], 28, INK)
    sheet.box(x + 38, y - 14, 44, 16, NIGHT, 7)
    jacket(sheet, x, y - 182)
    head(sheet, x + 6, y - 216, skin)
    helmet(sheet, x + 6, y - 220, hat)
    sheet.stroke([(x + 92, y - 118), (x + 128, y - 108)], 9, STEEL)
    sheet.stroke([(x + 18, y - 160), (x + 34, y - 100), (x + 90, y - 118)], 24, HONEY)
    sheet.oval(x + 93, y - 118, 12, 12, skin)
