"""What type checkers read in place of `vertel_schema/__init__.py`: there, `load` of each class says what it returns.

The classes themselves cannot say it without naming a type that is generated from them.
"""

from __future__ import annotations

import inspect
from typing import Any

import vertel_schema
from clients.documents import LOADED, docstring
from vertel_schema.base import Document
from vertel_schema.renamed import RENAMED

HEAD = """# {banner}

from typing import Any, Final

from typing_extensions import deprecated

from vertel_schema import loaded
from vertel_schema.base import Document as Document
from vertel_schema.base import ListOf as ListOf
from vertel_schema.base import OneOf as OneOf
from vertel_schema.base import Query as Query
from vertel_schema.base import Request as Request
from vertel_schema.base import Response as Response
from vertel_schema.base import faults as faults

VERSION: Final[str]
__version__: Final[str]
DOCUMENTS: Final[dict[str, type[Document]]]
EVENTS: Final[dict[str, type[Document]]]
"""


def stub(components: dict[str, Any], banner: str) -> str:
    """Return the stub of the package."""
    classes = [_exported(name) for name in vertel_schema.__all__]
    parts = [_class(one, one.__name__ in components) for one in classes if one is not None]
    old = [_renamed(name, new) for name, new in RENAMED.items()]
    names = "\n".join(f'    "{name}",' for name in vertel_schema.__all__)
    return "\n".join([HEAD.format(banner=banner), *parts, *old, f"__all__ = [\n{names}\n]"]) + "\n"


def _exported(name: str) -> type[Document] | None:
    """Return the class of this name when it is declared outside of `base`, whose classes the stub imports."""
    found = getattr(vertel_schema, name)
    is_class = inspect.isclass(found) and issubclass(found, Document)
    return found if is_class and found.__module__ != Document.__module__ else None


def _class(schema: type[Document], is_component: bool) -> str:
    base = next(one for one in schema.__mro__[1:] if one.__module__ == Document.__module__)
    lines = [f"class {schema.__name__}({base.__name__}):", f"    {docstring(inspect.cleandoc(schema.__doc__ or ''))}"]
    if is_component:
        lines.append(f"    def load(self, data: Any, **options: Any) -> loaded.{LOADED.of(schema.__name__)}: ...")
    return "\n".join(lines) + "\n"


def _renamed(old: str, new: str) -> str:
    return f'@deprecated("It is called {new} now.")\nclass {old}({new}): ...\n'
