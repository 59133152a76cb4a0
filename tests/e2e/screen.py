"""A screen on which a browser with its windows can be seen, and a person's hands: mouse and keyboard of the X server.

Nothing is simulated on it. Scripts only read from pages what a person would see, to know where to click.
"""

from __future__ import annotations

import json
import os
import struct
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from PIL import Image

from e2e.bidi import BidiError
from e2e.harness import Page

SIZE = (1400, 900)
_KEYS = {"Control": "ctrl", "Shift": "shift", "Alt": "alt", "Enter": "Return", "Space": "space"}


Colour = tuple[int, int, int]


def colour_of(icon: Path) -> Colour:
    """Return the most frequent colour of an icon."""
    with Image.open(icon) as picture:
        colours = picture.convert("RGBA").getcolors() or []
    red, green, blue, _ = max((number, colour) for number, colour in colours if colour[3] == 255)[1]
    return red, green, blue


class Screen:
    """One X server without a window manager: what the mouse points at has the keyboard."""

    def __init__(self, display: str, pixels: Path) -> None:
        self.environment = {**os.environ, "DISPLAY": display}
        self._pixels = pixels

    def click(self, x: float, y: float) -> None:
        """Click at a point of the screen, where the mouse comes to rest first."""
        self.point(round(x), round(y))
        self._do("click", "1")

    def point(self, x: int, y: int) -> None:
        """Move the mouse about a point of the screen."""
        self._do("mousemove", str(x - 2), str(y), "mousemove", str(x), str(y))

    def type(self, text: str) -> None:
        """Type characters, one key each."""
        self._do("type", "--delay", "2", "--", text)

    def press(self, chord: str) -> None:
        """Press keys such as "Control+a" at once."""
        self._do("key", "+".join(_KEYS.get(name, name) for name in chord.split("+")))

    def find(self, colour: Colour, height: int = SIZE[1]) -> tuple[float, float] | None:
        """Return the middle of what has a colour in the topmost rows, None where nothing has."""
        pixels = self._picture().crop((0, 0, SIZE[0], height)).tobytes()
        found = [place for place in range(len(pixels) // 3) if tuple(pixels[3 * place : 3 * place + 3]) == colour]
        if not found:
            return None
        across, down = [place % SIZE[0] for place in found], [place // SIZE[0] for place in found]
        return (min(across) + max(across)) / 2, (min(down) + max(down)) / 2

    def save(self, path: Path) -> None:
        """Save all that the screen shows as a picture."""
        self._picture().save(path)

    def _picture(self) -> Image.Image:
        data = self._pixels.read_bytes()
        head, _version, _format, _depth, width, height = struct.unpack_from(">6I", data)
        row, colours = struct.unpack_from(">I", data, 48)[0], struct.unpack_from(">I", data, 76)[0]
        pixels = data[head + 12 * colours :]
        return Image.frombuffer("RGB", (width, height), pixels, "raw", "BGRX", row, 1)

    def _do(self, *arguments: str) -> None:
        subprocess.run(["xdotool", *arguments], env=self.environment, check=True, timeout=60)


@contextmanager
def screen() -> Iterator[Screen]:
    """Start an X server on a display that nobody else has, and end it."""
    with tempfile.TemporaryDirectory(prefix="vertel-screen-") as folder:
        read, write = os.pipe()
        size = f"{SIZE[0]}x{SIZE[1]}x24"
        server = subprocess.Popen(
            ["Xvfb", "-displayfd", str(write), "-screen", "0", size, "-fbdir", folder, "-nolisten", "tcp"],
            pass_fds=[write],
            stderr=subprocess.DEVNULL,
        )
        os.close(write)
        try:
            with os.fdopen(read) as file:
                number = file.readline().strip()  # written when it is ready
            yield Screen(f":{number}", Path(folder) / "Xvfb_screen0")
        finally:
            server.terminate()
            server.wait()


class PageOnScreen(Page):
    """A page that stands somewhere on a screen."""

    LOST = (BidiError,)

    def __init__(self, screen: Screen, ask: Callable[[str, str], str | None], origin: str) -> None:
        """Make one.

        :param ask: awaits a function of one string in the page, and answers what it answers.
        :param origin: an expression for where on the screen the page's upper left corner is, ``[x, y]``.
        """
        self._screen, self._ask, self._origin = screen, ask, origin

    def _call(self, function: str, arguments: tuple[Any, ...]) -> str | None:
        return self._ask(function, json.dumps(arguments))

    def mouse_click(self, x: float, y: float) -> None:
        left, top = self.evaluate(self._origin)
        self._screen.click(left + x, top + y)

    def type(self, text: str) -> None:
        self._screen.type(text)

    def press(self, chord: str) -> None:
        self._screen.press(chord)
