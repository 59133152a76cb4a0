"""Puts into the server's packages what Node.js builds: the web pages, the extension, and its zips for the stores.

The sdist has them where a checkout has them, so that who builds a wheel from it needs no Node.js; the wheel has them in
`vertel/built`, where `vertel.built_files` finds them. All else stands in pyproject.toml.
"""

import gzip
import os
import shutil
import sys
import tarfile
from pathlib import Path

from setuptools import setup
from setuptools.command.build_py import build_py
from setuptools.command.sdist import sdist
from setuptools.errors import SetupError

ROOT = Path(__file__).resolve().parent
sys.path.insert(0, str(ROOT / "scripts"))

from package import pack_for_stores  # noqa: E402  # needs the path above

BUILT = ROOT / "extension" / "dist"
NEEDED = ("app/index.html", "console/index.html", "chrome/manifest.json", "firefox/manifest.json")
LONG_AGO = "315532800"
"""1980, before which a zip knows no time."""


def require_build() -> None:
    """Stop when a part is not built: a server without its pages would be packed without a word."""
    missing = [name for name in NEEDED if not (BUILT / name).is_file()]
    if missing:
        raise SetupError(
            f"extension/dist has no {', '.join(missing)}. Build the extension and the web pages first: make extension"
        )


class BuildWithPages(build_py):
    """Adds the built files to the wheel. An editable installation finds them in the checkout."""

    def run(self) -> None:
        """Copy the modules, and then what is built."""
        if self.editable_mode:
            super().run()
            return
        require_build()
        # An earlier build may have left files here that are no longer part of the server.
        shutil.rmtree(Path(self.build_lib) / "vertel", ignore_errors=True)
        super().run()
        target = Path(self.build_lib) / "vertel" / "built"
        for name in NEEDED:
            part = name.partition("/")[0]
            shutil.copytree(BUILT / part, target / part)
        shutil.copy(ROOT / "docs" / "example-upload.csv", target)
        pack_for_stores(BUILT, target)


class ReproducibleSdist(sdist):
    """Makes the same bytes of the same files: in order, by nobody, at SOURCE_DATE_EPOCH."""

    def run(self) -> None:
        """Make the archive, when all of it is there."""
        require_build()
        super().run()

    def make_archive(self, base_name, format, root_dir=None, base_dir=None, **owner):  # noqa: A002  # setuptools calls it so
        """Return the path of the archive of a folder."""
        if format != "gztar":
            return super().make_archive(base_name, format, root_dir, base_dir, **owner)
        epoch = int(os.environ.get("SOURCE_DATE_EPOCH", LONG_AGO))
        path = Path(f"{base_name}.tar.gz")
        with (
            path.open("wb") as file,
            gzip.GzipFile("", "wb", fileobj=file, mtime=epoch) as packed,
            tarfile.open(fileobj=packed, mode="w", format=tarfile.PAX_FORMAT) as archive,
        ):
            for member in sorted(one for one in Path(base_dir).rglob("*") if one.is_file()):
                archive.addfile(_entry(member, epoch), member.open("rb"))
        return str(path)


def _entry(member: Path, epoch: int) -> tarfile.TarInfo:
    entry = tarfile.TarInfo(member.as_posix())
    entry.size, entry.mtime = member.stat().st_size, epoch
    entry.mode = 0o755 if os.access(member, os.X_OK) else 0o644
    return entry


setup(cmdclass={"build_py": BuildWithPages, "sdist": ReproducibleSdist})
