"""The builds as they are for a colleague who has allowed *Insert* on LinkedIn, which browsers ask on a screen only."""

import json
import shutil
from pathlib import Path

KINDS = ("chrome", "firefox")

EMPTY_PAGE = "empty.html"


def copy_allowed(builds: Path, folder: Path) -> Path:
    """Copy the builds for both browsers to a folder, with LinkedIn allowed from the start; return the folder.

    They also get an empty page, on which the extension's rights can be used without loading the panel.
    """
    for kind in KINDS:
        shutil.copytree(builds / kind, folder / kind)
        (folder / kind / EMPTY_PAGE).write_text("<!doctype html><title>Empty</title>")
        file = folder / kind / "manifest.json"
        manifest = json.loads(file.read_text())
        file.write_text(json.dumps(manifest | {"host_permissions": manifest["optional_host_permissions"]}))
    return folder
