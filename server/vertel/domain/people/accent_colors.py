"""An organisation's accent colour: whether it can be read where it is used, and which one near it can."""

from __future__ import annotations

from typing import NamedTuple

LEAST_CONTRAST = 4.5
"""WCAG 2.2, level AA, of text of normal size."""

SOFT = 0.12
"""How much of the accent is in the soft ground on which it stands for what is chosen."""

Color = tuple[int, int, int]


class Theme(NamedTuple):
    """On what grounds an accent is used, and in which direction it becomes easier to read there."""

    grounds: tuple[Color, ...]
    towards: Color


LIGHT = Theme(((0xFF, 0xFF, 0xFF), (0xF5, 0xF5, 0xF5)), (0, 0, 0))
DARK = Theme(((0x1A, 0x1A, 0x1A), (0x24, 0x24, 0x24)), (0xFF, 0xFF, 0xFF))
"""The grounds of extension/src/panel/tokens.css; a test compares them."""


def read(text: str) -> Color:
    """Return the colour that is written ``#1b6b4f``."""
    return int(text[1:3], 16), int(text[3:5], 16), int(text[5:7], 16)


def write(color: Color) -> str:
    """Return a colour as ``#1b6b4f``."""
    return "#{:02x}{:02x}{:02x}".format(*color)


def contrast(accent: Color, theme: Theme) -> float:
    """Return the lowest contrast that an accent has with what it stands on, 1 to 21."""
    soft = _mixed(theme.grounds[0], accent, SOFT)
    return min(ratio(accent, ground) for ground in (*theme.grounds, soft))


def nearest(accent: Color, theme: Theme) -> Color:
    """Return the accent, or the nearest darker or lighter one of the same hue that can be read."""
    candidates = (_mixed(accent, theme.towards, step / 255) for step in range(256))
    return next(color for color in candidates if contrast(color, theme) >= LEAST_CONTRAST)


def ratio(one: Color, other: Color) -> float:
    """Return the contrast of two colours as WCAG defines it, 1 to 21."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(color: Color) -> float:
    red, green, blue = (_linear(channel / 255) for channel in color)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else float(((channel + 0.055) / 1.055) ** 2.4)


def _mixed(one: Color, other: Color, share: float) -> Color:
    """Return a colour with so much of the other in it, 0 to 1."""
    red, green, blue = (round(first + (second - first) * share) for first, second in zip(one, other, strict=True))
    return red, green, blue
