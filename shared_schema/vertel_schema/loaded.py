"""Every document as `load` returns it, for type checkers: `LoadedSuggestion` has a `datetime` where JSON has text."""

from vertel_schema._generated.loaded import *  # noqa: F403  all of them, by the names in its __all__
