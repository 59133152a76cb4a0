"""Every document as a type, for type checkers: `vertel_schema.documents.Suggestion` is a suggestion as JSON.

The classes of `vertel_schema` itself check documents and load them into Python values; these only name their shape.
"""

from vertel_schema._generated.documents import *  # noqa: F403  all of them, by the names in its __all__
