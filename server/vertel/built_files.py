"""Where the files are that Node.js builds: the web pages, the extension for both browsers, and its zips for the stores.

An installed wheel brings them along; a checkout has them where `make extension` and `make package` put them.
"""

from __future__ import annotations

import json
from pathlib import Path

BROWSERS = ("chrome", "firefox")
PACKAGED = Path(__file__).parent / "built"
"""What setup.py puts into the wheel. A checkout has no such folder."""

CHECKOUT = Path(__file__).parents[2]


def folder(name: str) -> Path:
    """Return the folder of a build: ``app``, ``console``, ``chrome`` or ``firefox``. It need not be there."""
    return (PACKAGED if PACKAGED.is_dir() else CHECKOUT / "extension" / "dist") / name


def extension_is_built() -> bool:
    """Return whether the extension is there for both browsers."""
    return all((folder(browser) / "manifest.json").is_file() for browser in BROWSERS)


def store_zip(browser: str) -> Path | None:
    """Return the zip of the built extension for a browser's store; None when it is not packed."""
    version = json.loads((folder(browser) / "manifest.json").read_text("utf-8"))["version"]
    path = (PACKAGED if PACKAGED.is_dir() else CHECKOUT / "dist") / f"vertel-{version}-{browser}.zip"
    return path if path.is_file() else None


def example_upload() -> Path:
    """Return a spreadsheet of suggestions to try an upload with."""
    return (PACKAGED if PACKAGED.is_dir() else CHECKOUT / "docs") / "example-upload.csv"
