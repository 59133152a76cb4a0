"""Pack the built extension for the stores: `dist/vertel-VERSION-chrome.zip` and `-firefox.zip`.

The same sources give the same bytes, so that anyone can rebuild a release and compare: files in order, one fixed time,
one mode, and no compression, whose outcome differs between versions of zlib.
"""

import hashlib
import json
import sys
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BUILT, PACKED = ROOT / "extension" / "dist", ROOT / "dist"
LONG_AGO = (1980, 1, 1, 0, 0, 0)
PLAIN_FILE = 0o100644 << 16


def main() -> int:
    """Pack for both browsers and print the SHA-256 of each."""
    PACKED.mkdir(exist_ok=True)
    for path in pack_for_stores(BUILT, PACKED):
        print(f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.relative_to(ROOT)}")
    return 0


def pack_for_stores(built: Path, packed: Path) -> list[Path]:
    """Pack the folders of both browsers below ``built``; return the zips, which are in the folder ``packed``."""
    paths = []
    for browser in ("chrome", "firefox"):
        version = json.loads((built / browser / "manifest.json").read_text("utf-8"))["version"]
        path = packed / f"vertel-{version}-{browser}.zip"
        pack(built / browser, path)
        paths.append(path)
    return paths


def pack(folder: Path, path: Path) -> None:
    """Write the files below a folder into a zip, the manifest as a store takes it."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as archive:
        for file in sorted(folder.rglob("*")):
            if file.is_file():
                entry = zipfile.ZipInfo(file.relative_to(folder).as_posix(), LONG_AGO)
                entry.external_attr = PLAIN_FILE
                entry.create_system = 3  # Unix, wherever this runs
                archive.writestr(entry, for_store(file) if file == folder / "manifest.json" else file.read_bytes())


def for_store(manifest: Path) -> bytes:
    """Return a manifest without ``key``: Chrome's store refuses it in a first upload, and keeps an id of its own."""
    document = json.loads(manifest.read_text("utf-8"))
    document.pop("key", None)
    return f"{json.dumps(document, indent=2, ensure_ascii=False)}\n".encode()


if __name__ == "__main__":
    sys.exit(main())
