"""The builds as they are for a colleague who has allowed *Insert* on LinkedIn, which browsers ask on a screen only."""

import json
import shutil
from pathlib import Path

KINDS = ("chrome", "firefox")


def copy_allowed(builds: Path, folder: Path) -> Path:
    """Copy the builds for both browsers to a folder, with LinkedIn allowed from the start; return the folder."""
    for kind in KINDS:
        shutil.copytree(builds / kind, folder / kind)
        file = folder / kind / "manifest.json"
        manifest = json.loads(file.read_text())
        file.write_text(json.dumps(manifest | {"host_permissions": manifest["optional_host_permissions"]}))
    return folder
