"""The file of ``--settings``: read at the start, and again when a running server gets SIGHUP."""

from __future__ import annotations

import os
from collections.abc import Mapping, MutableMapping
from pathlib import Path

from vertel.config import KNOWN, SETTINGS, Config, ConfigError

FILE, NAMES = "_VERTEL_SETTINGS", "_VERTEL_SETTINGS_NAMES"
"""Environment variables that tell a server's processes where the file is, and which settings came from it."""

HERE = Path("var/settings.env")
"""Where `make run` puts the settings, in the folder where it runs."""

ONLY_AT_THE_START = tuple(setting.name for setting in SETTINGS if setting.restart)


def found_here(environment: Mapping[str, str]) -> Path | None:
    """Return the file in the current folder; None without one, and when the environment names any setting itself.

    A server that is set up by its environment does not become another one in whose folder it was started.
    """
    return None if KNOWN & environment.keys() or not HERE.is_file() else HERE


def merged(path: Path, environment: Mapping[str, str]) -> dict[str, str]:
    """Return the environment, the settings of a file that it does not have, and where they came from."""
    found = {name: value for name, value in read_settings(path).items() if name not in environment}
    return found | dict(environment) | {FILE: str(path.absolute()), NAMES: " ".join(found)}


def refresh(environment: MutableMapping[str, str] = os.environ) -> None:
    """Read the file anew, if there is one; raise :class:`ConfigError` and change nothing when it is wrong."""
    path = environment.get(FILE)
    if path is None:
        return
    earlier = environment[NAMES].split()
    kept = {name: environment[name] for name in ONLY_AT_THE_START if name in environment}
    rest = {name: value for name, value in environment.items() if name not in earlier}
    new = merged(Path(path), rest)
    changed = [name for name in ONLY_AT_THE_START if new.get(name) != kept.get(name)]
    if changed:
        raise ConfigError(f"{', '.join(changed)}: a change takes a restart.")
    Config.from_environment(new)
    for name in earlier:
        environment.pop(name, None)
    environment.update(new)


def reread(config: Config) -> Config:
    """Return the settings as the file has them now, for a process that runs on; ``config`` when they are wrong."""
    environment = dict(os.environ)
    try:
        refresh(environment)
        return Config.from_environment(environment)
    except (ConfigError, OSError):
        return config


def read_settings(path: Path) -> dict[str, str]:
    """Return the settings of lines NAME=VALUE; empty lines and those that begin with # are skipped."""
    settings = {}
    try:
        lines = path.read_text("utf-8").splitlines()
    except UnicodeDecodeError as error:
        raise ConfigError(f"{path}: expected text in UTF-8.") from error
    for number, line in enumerate(lines, 1):
        name, separator, value = line.partition("=")
        if line.strip() and not line.startswith("#"):
            if not separator:
                raise ConfigError(f"{path}, line {number}: expected NAME=VALUE.")
            settings[name.strip()] = value.strip()
    return settings
