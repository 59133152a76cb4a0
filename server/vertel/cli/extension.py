"""``vertel extension``: where the extension is, and how it gets into a browser."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import click

from vertel import built_files
from vertel.cli.context import say

NOT_BUILT = "The extension is not built in this checkout. Run: make extension"
HOW_TO_LOAD = """
Load it into a browser
  Chrome   open chrome://extensions, switch on Developer mode, click "Load unpacked", choose the folder
  Edge     open edge://extensions, and the same
  Firefox  open about:debugging#/runtime/this-firefox, click "Load Temporary Add-on", choose manifest.json in its
           folder (142 or newer; Firefox forgets it when it closes)
  A dialogue for files takes a path that you paste; on Linux after Ctrl+L, on a Mac after Shift+Command+G.
"""


@click.command()
@click.option(
    "--to", "target", type=click.Path(file_okay=False, path_type=Path),
    help="Copy the folders here first, where they stay when another version is installed.",
)  # fmt: skip
@click.option("--json", "as_json", is_flag=True, help="Print the paths as one JSON document.")
def extension(target: Path | None, as_json: bool) -> None:
    """Say where the extension is, and how to load it into a browser."""
    if not built_files.extension_is_built():
        raise click.ClickException(NOT_BUILT)
    folders = {browser: built_files.folder(browser) for browser in built_files.BROWSERS}
    if target is not None:
        folders = copy_extension(target.absolute())
    zips = {browser: built_files.store_zip(browser) for browser in built_files.BROWSERS}
    if as_json:
        paths = {one: {"folder": str(folders[one]), "zip": str(zips[one]) if zips[one] else None} for one in folders}
        click.echo(json.dumps(paths, indent=2))
        return
    click.echo("Folders")
    click.echo(f"  Chrome and Edge  {folders['chrome']}\n  Firefox          {folders['firefox']}")
    if all(zips.values()):
        click.echo("Zips for the stores")
        click.echo(f"  Chrome and Edge  {zips['chrome']}\n  Firefox          {zips['firefox']}")
    else:
        say("The zips for the stores are not packed. Run: make package")
    click.echo(HOW_TO_LOAD.rstrip())


def copy_extension(target: Path) -> dict[str, Path]:
    """Copy the extension's folders into another one; return them by browser. What is there already is left alone."""
    folders = {browser: target / browser for browser in built_files.BROWSERS}
    for browser, folder in folders.items():
        source = built_files.folder(browser)
        if _contents(folder) == _contents(source):
            continue
        if folder.exists() and any(folder.iterdir()) and not (folder / "manifest.json").is_file():
            raise click.ClickException(f"{folder} holds something else. Choose another folder.")
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(source, folder)
    return folders


def _contents(folder: Path) -> dict[str, bytes]:
    """Return the files below a folder by their names."""
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}
