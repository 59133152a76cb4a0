"""Every document as a type, for type checkers: `vertel_schema.documents.SuggestionDict` is a suggestion as JSON.

The classes of `vertel_schema` itself check documents and load them into Python's values; these only name their shape.
What `load` returns is in `vertel_schema.loaded`.
"""

from typing import TYPE_CHECKING

from vertel_schema._generated import documents as _documents
from vertel_schema._generated.documents import *  # noqa: F403  all of them, by the names in its __all__
from vertel_schema.renamed import old_names

if not TYPE_CHECKING:  # a type checker is to tell of an unknown name
    _OLD = {name.removesuffix("Dict"): name for name in _documents.__all__}
    __getattr__ = old_names(__name__, _OLD, globals())
