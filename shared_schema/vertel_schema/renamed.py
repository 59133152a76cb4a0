"""Names that were changed: the old ones work for one version more, and say what to write in their place."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Mapping
from typing import Any

UNTIL = "0.3.0"
"""The version in which the old names are gone."""

RENAMED = {"Warning": "EditorWarning"}
"""Old name -> new name of what was another class's name in the version before."""


def old_names(module: str, renamed: Mapping[str, str], names: Mapping[str, Any]) -> Callable[[str], Any]:
    """Return a module's ``__getattr__`` that finds what has another name now.

    :param module: the module's name.
    :param renamed: old name -> new name.
    :param names: what the module has, by name.
    """

    def find(name: str) -> Any:
        if name not in renamed:
            raise AttributeError(f"module {module!r} has no attribute {name!r}")
        now = renamed[name]
        said = f"{module}.{name} is called {module}.{now} now; the old name is gone in version {UNTIL}."
        warnings.warn(said, DeprecationWarning, stacklevel=2)
        return names[now]

    return find
