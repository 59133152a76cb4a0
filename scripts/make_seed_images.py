"""Draw the demo company's two pictures, so that the repository holds no photograph of anybody and no borrowed art."""

from __future__ import annotations

import sys
from pathlib import Path

from seed_drawing import (
    BRICK,
    BROWN,
    CLAY,
    CREAM,
    DEEP,
    DUNE,
    FAIR,
    FIELD,
    GLOW,
    HONEY,
    INK,
    LEAF,
    MIST,
    MOSS,
    OAK,
    OLIVE,
    PINE,
    PLUM,
    RIPPLE,
    RUST,
    SAND,
    SKY,
    SLATE,
    STEEL,
    TAN,
    WATER,
    WIDTH,
    Sheet,
    head,
    kneeling,
    standing,
    sun,
    tree,
)

FOLDER = Path(__file__).parent.parent / "server" / "vertel" / "seed" / "images"


def polder(sheet: Sheet) -> None:
    """Draw the land behind the canal: sky, far trees, a dyke and the small pumping station with its red roof."""
    sheet.box(0, 0, WIDTH, 330, MIST)
    sun(sheet, 470, 150, ("#e9efdf", "#f1f0d8"))
    for x, y, size in ((650, 96, 1.0), (1000, 74, 0.8), (120, 84, 0.7)):
        sheet.box(x, y, 170 * size, 22 * size, CREAM, 11 * size)
        sheet.box(x + 42 * size, y - 18 * size, 84 * size, 36 * size, CREAM, 18 * size)
    sheet.shape([(0, 296), (260, 280), (620, 290), (1200, 276), (1200, 350), (0, 350)], FIELD)
    for x, height in ((40, 84), (84, 112), (126, 92), (676, 70), (714, 92), (750, 76)):
        tree(sheet, x, 312, height)
    sheet.shape([(0, 316), (420, 302), (1200, 306), (1200, 366), (0, 366)], LEAF)
    station(sheet, 950, 306)


def station(sheet: Sheet, x: float, y: float) -> None:
    """Draw the pumping station with its culvert; ``x`` and ``y`` are the foot of its left wall."""
    sheet.box(x + 168, y - 168, 20, 44, "#93503b")
    sheet.box(x, y - 86, 230, 92, CREAM)
    sheet.shape([(x - 18, y - 84), (x + 34, y - 142), (x + 196, y - 142), (x + 248, y - 84)], BRICK)
    for left in (26, 82):
        sheet.box(x + left, y - 62, 36, 44, SLATE, 4)
        sheet.box(x + left + 16, y - 62, 4, 44, CREAM)
    sheet.box(x + 152, y - 62, 44, 68, PINE, 4)
    sheet.box(x - 30, y + 4, 290, 56, STEEL)
    for left in (36, 118, 200):
        sheet.dome(x + left, y + 46, 26, 30, SLATE)
        sheet.box(x + left - 26, y + 45, 52, 15, SLATE)


def canal(sheet: Sheet) -> None:
    """Draw the water with its quiet lines, the reeds and the quay in front."""
    sheet.box(0, 362, WIDTH, 140, WATER)
    sheet.box(920, 366, 280, 26, DEEP)
    lines = ((40, 384, 130), (150, 414, 80), (480, 392, 70), (690, 384, 90), (1010, 418, 120), (960, 446, 70))
    for x, y, length in (*lines, (90, 446, 70), (700, 448, 60)):
        sheet.box(x, y, length, 5, RIPPLE, 2.5)
    for x, lean, height in ((20, -6, 96), (38, 4, 120), (58, 10, 88), (1150, -8, 104), (1172, 3, 126), (1190, 8, 92)):
        sheet.stroke([(x, 486), (x + lean / 2, 486 - height / 2), (x + lean, 486 - height)], 5, MOSS)
        sheet.box(x + lean - 5, 470 - height, 10, 34, CLAY, 5)
    sheet.box(0, 480, WIDTH, 147, SAND)
    sheet.box(0, 480, WIDTH, 12, DUNE)
    for x in range(-40, WIDTH, 150):
        sheet.shape([(x + 60, 492), (x + 63, 492), (x + 23, 627), (x + 19, 627)], "#dbc9a7")


def pump(sheet: Sheet) -> None:
    """Draw the pump: a round casing with its bolts, the pipe that bends into the water, and a motor on top."""
    sheet.oval(612, 586, 170, 12, DUNE)
    sheet.stroke([(640, 516), (764, 516), (764, 430)], 56, SLATE)
    sheet.stroke([(640, 506), (750, 506), (750, 432)], 9, "#6c8793")
    sheet.box(722, 404, 84, 20, INK, 6)
    sheet.box(736, 382, 56, 24, SLATE)
    sheet.box(722, 366, 84, 18, INK, 6)
    sheet.box(516, 558, 192, 28, INK, 6)
    sheet.oval(612, 500, 88, 84, PINE)
    sheet.oval(612, 500, 60, 57, "#2f8061")
    sheet.oval(612, 500, 24, 23, STEEL)
    sheet.oval(612, 500, 10, 9.5, SLATE)
    for dx, dy in ((0, -70), (52, -49), (74, 0), (52, 49), (0, 70), (-52, 49), (-74, 0), (-52, -49)):
        sheet.oval(612 + dx, 500 + dy, 6, 6, STEEL)
    sheet.box(590, 376, 44, 46, SLATE)
    sheet.box(566, 312, 92, 76, BRICK, 12)
    for y in (330, 346, 362):
        sheet.box(578, y, 68, 6, "#8f4a36", 3)


def by_the_canal() -> Sheet:
    """Three mechanics at a pump by a canal."""
    sheet = Sheet(SKY)
    polder(sheet)
    canal(sheet)
    pump(sheet)
    kneeling(sheet, 410, 598, BROWN, GLOW)
    sheet.stroke([(240, 306), (214, 340), (226, 386)], 16, RUST)
    standing(sheet, 248, 590, FAIR, CREAM)
    sheet.box(256, 420, 64, 46, INK, 6)
    sheet.box(261, 425, 54, 36, MIST, 3)
    sheet.stroke([(222, 368), (206, 446), (258, 450)], 23, HONEY)
    sheet.stroke([(275, 368), (312, 410), (310, 448)], 23, HONEY)
    sheet.oval(262, 450, 11, 11, FAIR)
    sheet.oval(310, 454, 11, 11, FAIR)
    standing(sheet, 872, 594, TAN, CREAM)
    sheet.stroke([(848, 372), (812, 400), (796, 364)], 23, HONEY)
    sheet.oval(794, 359, 12, 12, TAN)
    sheet.stroke([(897, 372), (932, 424), (902, 464)], 23, HONEY)
    sheet.oval(900, 468, 11, 11, TAN)
    return sheet


def room(sheet: Sheet) -> None:
    """Draw the canteen: a wall, the wide window with the canal behind it, and two lamps."""
    sheet.box(130, 54, 940, 372, CREAM, 10)
    sheet.box(146, 70, 908, 340, SKY)
    sheet.shape([(146, 250), (480, 234), (1054, 246), (1054, 300), (146, 300)], FIELD)
    for x, height in ((196, 92), (236, 124), (276, 100), (986, 108), (1022, 84)):
        tree(sheet, x, 262, height)
    sheet.shape([(146, 266), (600, 256), (1054, 264), (1054, 300), (146, 300)], LEAF)
    sheet.box(146, 292, 908, 118, WATER)
    for x, y, length in ((170, 316, 70), (420, 330, 60), (700, 312, 80), (1000, 330, 54), (660, 352, 50)):
        sheet.box(x, y, length, 5, RIPPLE, 2.5)
    for x in (443, 745):
        sheet.box(x, 64, 12, 350, CREAM)
    sheet.box(110, 408, 980, 20, "#fbf6ec", 6)
    for x in (336, 864):
        sheet.box(x - 2, 0, 4, 70, INK)
        sheet.bowl(x, 116, 18, 12, GLOW)
        sheet.dome(x, 116, 58, 50, PINE)


def plant(sheet: Sheet, x: float, y: float) -> None:
    """Draw a plant in a pot on the floor; ``y`` is the rim of the pot."""
    for lean, height in ((-56, 130), (-28, 180), (4, 206), (34, 170), (58, 122)):
        sheet.stroke([(x, y), (x + lean * 0.2, y - height * 0.6), (x + lean, y - height)], 7, MOSS)
        sheet.oval(x + lean, y - height, 19, 30, PINE if lean in {-28, 34} else MOSS)
    sheet.shape([(x - 46, y), (x + 46, y), (x + 34, y + 96), (x - 34, y + 96)], CLAY)
    sheet.box(x - 52, y - 12, 104, 24, BRICK, 6)


def sitting(sheet: Sheet, x: float, shirt: str, sleeve: str, skin: str) -> None:
    """Draw someone behind the table, with both hands near the bowl."""
    sheet.shape([(x - 62, 420), (x + 62, 420), (x + 56, 520), (x - 56, 520)], shirt)
    sheet.box(x - 64, 386, 128, 80, shirt, 40)
    head(sheet, x, 338, skin, 1.35)
    for side in (-1, 1):
        sheet.stroke([(x + 50 * side, 424), (x + 84 * side, 474), (x + 50 * side, 494)], 27, sleeve)
        sheet.oval(x + 46 * side, 494, 13, 12, skin)


def guests(sheet: Sheet) -> None:
    """Draw four people at the table: a bun, curls, a headscarf and a beard."""
    sheet.oval(222, 292, 18, 17, BRICK)
    sitting(sheet, 222, PLUM, "#7a5f76", FAIR)
    sheet.dome(222, 336, 33, 38, BRICK)
    sitting(sheet, 408, "#3b8468", PINE, BROWN)
    for dx, dy in ((-26, -18), (-14, -34), (6, -38), (24, -26), (30, -8), (-32, 0)):
        sheet.oval(408 + dx, 332 + dy, 15, 15, INK)
    sheet.oval(792, 348, 38, 50, SLATE)
    sitting(sheet, 792, "#5f7d8a", SLATE, OLIVE)
    sheet.stroke([(764, 392), (792, 408), (820, 392)], 22, SLATE)
    sheet.dome(792, 328, 36, 36, SLATE)
    sitting(sheet, 978, "#b96a50", BRICK, TAN)
    sheet.bowl(978, 346, 31, 36, "#5b4033")
    sheet.oval(978, 340, 21, 20, TAN)
    sheet.dome(978, 332, 33, 34, "#5b4033")


def cook(sheet: Sheet) -> None:
    """Draw whoever's turn it is this week, on their feet behind the pan, with the ladle."""
    sheet.shape([(536, 360), (664, 360), (658, 520), (542, 520)], GLOW)
    sheet.box(534, 322, 132, 84, GLOW, 42)
    head(sheet, 600, 272, BROWN, 1.35)
    sheet.dome(600, 268, 33, 36, INK)
    sheet.box(560, 380, 80, 140, CREAM, 8)
    for x in (566, 628):
        sheet.box(x, 324, 7, 62, CREAM)
    sheet.stroke([(552, 362), (508, 420), (530, 462)], 27, "#ecd38c")
    sheet.oval(532, 466, 13, 13, BROWN)


def table(sheet: Sheet) -> None:
    """Draw the table with the pan in the middle, bowls, bread and water."""
    sheet.box(40, 512, 1044, 30, "#d8a877", 8)
    sheet.box(40, 532, 1044, 12, OAK, 6)
    for x in (104, 984):
        sheet.box(x, 543, 38, 84, OAK)
    sheet.box(530, 436, 140, 80, SLATE, 14)
    sheet.oval(600, 438, 70, 12, INK)
    sheet.oval(600, 439, 61, 8.5, RUST)
    for x in (512, 664):
        sheet.box(x, 462, 24, 11, INK, 5)
    sheet.stroke([(622, 438), (652, 404)], 8, STEEL)
    sheet.stroke([(648, 362), (696, 386), (660, 398)], 27, "#ecd38c")
    sheet.oval(656, 400, 13, 13, BROWN)
    for x in (222, 408, 792, 978):
        sheet.bowl(x, 482, 42, 32, CREAM)
        sheet.oval(x, 482, 42, 8, "#e2d3b8")
        sheet.oval(x, 483, 36, 5.5, RUST)
        sheet.box(x - 18, 510, 36, 6, CREAM, 3)
    for x in (300, 872):
        sheet.box(x, 476, 26, 38, "#dbe9e7", 5)
        sheet.box(x, 490, 26, 24, RIPPLE, 5)


def at_lunch() -> Sheet:
    """Colleagues at a long table by a window; one of them ladles out the soup."""
    sheet = Sheet("#ebe0cc")
    room(sheet)
    sheet.box(0, 586, WIDTH, 41, "#d6c3a1")
    plant(sheet, 1120, 512)
    cook(sheet)
    guests(sheet)
    table(sheet)
    return sheet


def main() -> None:
    """Write both pictures."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, draw in (("gemaal.png", by_the_canal), ("lunch.png", at_lunch)):
        draw().save(FOLDER / name)
        print(f"{name}: {(FOLDER / name).stat().st_size / 1000:.0f} kB", file=sys.stderr)


if __name__ == "__main__":
    main()
